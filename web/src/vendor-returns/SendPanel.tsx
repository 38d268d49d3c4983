import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SentOnWire, VendorReturnOnWire } from '../../../src/operations/vendor-returns/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { RefusedUnits } from '../tasks/RefusedUnits.tsx';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadReturn, returnPath } from './return-queries.ts';
import { vendorReturnsWords } from './vendor-returns-words.ts';

/** Everything that waits sets out: the RMA number, and who carries it. */
export function SendPanel({ paper, close }: { paper: VendorReturnOnWire; close(): void }) {
  const say = useSliceWords(vendorReturnsWords);
  const { say: sayUi, number: figure } = useSpeech();
  const panel = useInSight<HTMLFormElement>();
  const [request] = useState(() => crypto.randomUUID());
  const [refused, setRefused] = useState<SentOnWire['refused']>([]);
  const { number } = paper;
  const act = useAct(async (given: FormData) => {
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const path = returnPath(number);
    if (text('rma') !== (paper.rma ?? '')) await ask('PATCH', path, { rma: text('rma') });
    const named = ['carrier', 'tracking'].filter((name) => text(name) !== '');
    const said = Object.fromEntries(named.map((name) => [name, text(name)]));
    const told = await ask<SentOnWire>('POST', `${path}/send`, { request, ...said });
    await rereadReturn(number);
    setRefused(told.refused);
    if (told.refused.length === 0) close();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  return (
    <form ref={panel} className="panel stack" aria-labelledby="send-return" onSubmit={submit}>
      <h2 id="send-return">{say('sendOpen')}</h2>
      <p className="soft">{say('sendHint')}</p>
      <div className="form-pair">
        <TextInput
          name="rma"
          label={say('rma')}
          defaultValue={paper.rma ?? ''}
          required
          maxLength={64}
          autoComplete="off"
        />
        <TextInput name="carrier" label={say('carrier')} maxLength={200} autoComplete="off" />
        <TextInput name="tracking" label={say('tracking')} maxLength={200} autoComplete="off" />
      </div>
      <ProblemNote problem={act.problem} />
      {refused.length > 0 && (
        <div role="alert">
          <p>{say('sendSome', { count: figure(refused.length) })}</p>
          <RefusedUnits refused={refused.map(({ unit, sentence }) => ({ code: unit.serial, sentence }))} />
        </div>
      )}
      <div className="scan-row">
        {refused.length === 0 && (
          <Button type="submit" loading={act.isBusy}>
            {say('sendNow', { count: figure(paper.listed) })}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {refused.length === 0 ? sayUi('cancel') : say('close')}
        </Button>
      </div>
    </form>
  );
}
