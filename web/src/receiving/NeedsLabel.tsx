import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReceiptOnWire } from '../../../src/operations/receiving/contract.ts';
import type { LabelsAsked, UnlabelledUnit } from '../../../src/operations/receiving/labelling/contract.ts';
import { PrinterChoice } from '../printing/PrinterChoice.tsx';
import { forgetLabels, usePrinters } from '../printing/printing-queries.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { readAll } from '../server/read-all.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { labellingWords } from './labelling-words.ts';
import { receiptPath } from './receipt-queries.ts';

/** Units that came without a label that somebody has read: what they are, and their labels in one go. */
export function NeedsLabel({ receipt, mayPrint }: { receipt: ReceiptOnWire; mayPrint: boolean }) {
  const { number } = useSpeech();
  const say = useSliceWords(labellingWords);
  const { data: units = [] } = useQuery({
    queryKey: ['receipt-unlabelled', receipt.number],
    queryFn: () => readAll<UnlabelledUnit>(`${receiptPath(receipt.number)}/needs-label`, {}),
    staleTime: 0,
  });
  const [asked, setAsked] = useState<LabelsAsked | null>(null);
  if (units.length === 0) return null;
  const fresh = units.filter(({ label }) => label === null).length;
  return (
    <section className="panel stack" aria-labelledby="needs-label">
      <h2 id="needs-label">
        {say('needLabel')} <span className="task-count">{number(units.length)}</span>
      </h2>
      <p className="soft">{say('needLabelHint')}</p>
      <ul className="plain-list">
        {units.slice(0, shownMax).map((one) => (
          <Unlabelled key={one.unit.id} one={one} />
        ))}
        {units.length > shownMax && (
          <li className="soft">{say('more', { count: number(units.length - shownMax) })}</li>
        )}
      </ul>
      {mayPrint && fresh > 0 && <PrintAll receipt={receipt} fresh={fresh} told={setAsked} />}
      {asked && <Asked asked={asked} />}
    </section>
  );
}

/** So many are named one by one; the rest is counted, and printed all the same. */
const shownMax = 20;

function Unlabelled({ one: { unit, name, why, label } }: { one: UnlabelledUnit }) {
  const say = useSliceWords(labellingWords);
  return (
    <li className="task-row">
      <span className="number">{unit.serial}</span>
      <span className="soft">{[name, say(why)].join(' · ')}</span>
      {label && (
        <Link to="/label-bench/$job" params={{ job: String(label.job) }} className="chip" data-tone="ask">
          {say(label.state === 'sent' ? 'stickOn' : 'onItsWay')}
        </Link>
      )}
    </li>
  );
}

interface PrintAllProps {
  readonly receipt: ReceiptOnWire;
  readonly fresh: number;
  told(asked: LabelsAsked): void;
}

function PrintAll({ receipt, fresh, told }: PrintAllProps) {
  const { number } = useSpeech();
  const say = useSliceWords(labellingWords);
  const printers = usePrinters(receipt.site);
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const printer = chosen === undefined ? (printers[0]?.id ?? null) : chosen;
  /** The same until it was done: what is sent again after a lost answer prints nothing twice. */
  const request = useRef(scanId(Date.now()));
  const print = useAct(async () => {
    const body = { id: request.current, printer };
    told(await ask<LabelsAsked>('POST', `${receiptPath(receipt.number)}/labels`, body));
    request.current = scanId(Date.now());
    await Promise.all([
      forgetLabels(),
      queryClient.invalidateQueries({ queryKey: ['receipt-unlabelled', receipt.number] }),
    ]);
  });
  return (
    <div className="task-words">
      <PrinterChoice printers={printers} chosen={printer} choose={setChosen} />
      <Button
        loading={print.isBusy}
        leftSection={<Printer size={18} aria-hidden />}
        onClick={() => void print.run()}
      >
        {say('printAll', { count: number(fresh) })}
      </Button>
      <ProblemNote problem={print.problem} />
    </div>
  );
}

function Asked({ asked: { jobs, refused, left } }: { asked: LabelsAsked }) {
  const { number } = useSpeech();
  const say = useSliceWords(labellingWords);
  return (
    <div role="status">
      {jobs.length > 0 && (
        <p>
          {say('asked')}{' '}
          {jobs.map(({ id, sku, labels }) => (
            <Link key={id} to="/label-bench/$job" params={{ job: String(id) }} className="receiving-job">
              {say('jobOf', { count: number(labels), sku })}
            </Link>
          ))}
        </p>
      )}
      {refused.map(({ sku, sentence }) => (
        <p key={sku} className="form-problem">
          <span className="number">{sku}</span>: {sentence}
        </p>
      ))}
      {left > 0 && <p>{say('left', { count: number(left) })}</p>}
    </div>
  );
}
