import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CountOnWire, CountSettledOnWire } from '../../../src/operations/counting/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countPath, rereadCount } from './count-queries.ts';
import { countingWords } from './counting-words.ts';

/** What a lead decides when counting is done: all differences at once, or one by one in the lists below; then the end. */
export function Approval({ count, mayApprove }: { count: CountOnWire; mayApprove: boolean }) {
  const sayHere = useSliceWords(countingWords);
  const { number } = useSpeech();
  const open = count.tallies?.open ?? 0;
  if (!mayApprove) return <p className="panel soft">{sayHere('onlyLead')}</p>;
  return (
    <section className="panel stack" aria-labelledby="approve-count">
      <div>
        <h2 id="approve-count">{sayHere('approve')}</h2>
        <p className="counting-hint">
          <strong>
            {open === 0 ? sayHere('noDifferences') : sayHere('openDifferences', { count: number(open) })}
          </strong>{' '}
          <span className="soft">{open > 0 && sayHere('approveHint')}</span>
        </p>
      </div>
      {open > 0 && <SettleAll count={count} />}
      <div>
        <Confirmed
          label={sayHere('close')}
          hint={sayHere('closeHint')}
          {...(open > 0
            ? { reason: 'needed' as const, reasonLabel: sayHere('closeNote'), maxLength: 300 }
            : {})}
          confirm={async (note) => {
            await ask('POST', `${countPath(count.number)}/close`, note === '' ? {} : { note });
            await rereadCount(count.number);
          }}
        />
      </div>
    </section>
  );
}

function SettleAll({ count }: { count: CountOnWire }) {
  const sayHere = useSliceWords(countingWords);
  const { number } = useSpeech();
  const [reason, setReason] = useState(sayHere('reasonDefault'));
  const [told, setTold] = useState<CountSettledOnWire | null>(null);
  const act = useAct(async () => {
    const body = { reason: reason.trim() || sayHere('reasonDefault'), all: true };
    setTold(await ask<CountSettledOnWire>('POST', `${countPath(count.number)}/approve`, body));
    await rereadCount(count.number);
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    void act.run();
  }
  return (
    <form className="counting-settle" onSubmit={submit}>
      <TextInput
        label={sayHere('reason')}
        description={sayHere('settleAllHint')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={300}
        required
      />
      <Button type="submit" loading={act.isBusy}>
        {sayHere('settleAll')}
      </Button>
      <ProblemNote problem={act.problem} />
      {told && (
        <div role="status" className="counting-told">
          <p>{sayHere('settledNow', { count: number(told.settled) })}</p>
          {told.refused.length > 0 && (
            <>
              <p>{sayHere('refusedSome')}</p>
              <ul>
                {told.refused.slice(0, 50).map(({ unit, sku, sentence }) => (
                  <li key={`${unit?.id ?? sku}`}>
                    <span className="number">{unit?.serial ?? sku}</span> {sentence}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </form>
  );
}
