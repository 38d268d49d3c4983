import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { EdiReply } from '../../../src/operations/edi/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { purchasingWords } from './purchasing-words.ts';

/** A partner’s X12 file: what became of each transaction in it, and the answer to send back. */
export function BringX12({ site }: { site: string }) {
  const say = useSliceWords(purchasingWords);
  const input = useRef<HTMLInputElement>(null);
  const [reply, setReply] = useState<EdiReply | null>(null);
  const bring = useAct(async (file: File) => {
    const path = `/api/edi/x12?site=${encodeURIComponent(site)}`;
    setReply(await ask<EdiReply>('POST', path, await file.text(), { type: 'application/edi-x12' }));
    forgetList('purchase-orders');
  });
  return (
    <section className="panel stack purchasing-bring" aria-labelledby="bring-x12">
      <h2 id="bring-x12">{say('bring')}</h2>
      <p className="soft">{say('bringHint')}</p>
      <div>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={say('chooseFile')}
          accept=".x12,.edi,.txt,text/plain"
          onChange={({ currentTarget: { files } }) => {
            if (files?.[0]) void bring.run(files[0]);
            if (input.current) input.current.value = '';
          }}
        />
        <Button
          variant="default"
          loading={bring.isBusy}
          leftSection={<FileUp size={18} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {say('chooseFile')}
        </Button>
      </div>
      <ProblemNote problem={bring.problem} />
      {reply && <Outcome reply={reply} />}
    </section>
  );
}

function Outcome({ reply }: { reply: EdiReply }) {
  const say = useSliceWords(purchasingWords);
  const name = `997-${reply.control}.x12`;
  const address = `data:text/plain;charset=utf-8,${encodeURIComponent(reply.acknowledgement)}`;
  return (
    <div className="stack" role="status">
      <p>{say(reply.repeated ? 'sentBefore' : 'taken', { control: reply.control, sender: reply.sender })}</p>
      <ul className="plain-list purchasing-outcomes">
        {reply.transactions.map(({ set, control, outcome, document, problem }) => (
          <li key={`${set} ${control}`}>
            <span className="chip" data-tone={outcome === 'refused' ? 'bad' : 'good'}>
              {say(`outcome_${outcome}`)}
            </span>{' '}
            <span className="number">
              {set} {control}
            </span>{' '}
            {document?.kind === 'receipt' && (
              <Link to="/receipts/$number" params={{ number: document.number }} className="number">
                {document.number}
              </Link>
            )}
            {document?.kind === 'purchase_order' && <span className="number">{document.number}</span>}
            {problem && (
              <p>
                {problem.segment && (
                  <span className="number">{`${problem.segment.tag} ${problem.segment.position}: `}</span>
                )}
                {problem.sentence}
              </p>
            )}
          </li>
        ))}
      </ul>
      <a href={address} download={name}>
        {say('acknowledgement')}
      </a>
    </div>
  );
}
