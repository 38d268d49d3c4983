import { Button, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import type { TransferOnWire, TransferProgressOnWire } from '../../../src/operations/transfers/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadTransfer, transferPath } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

interface RecordProps {
  readonly transfer: TransferOnWire;
  readonly progress: TransferProgressOnWire;
  readonly mayReopen: boolean;
}

/** What people did with it as a whole, what was lost and claimed; and the way to open it again, for a lead. */
export function TransferRecord({ transfer, progress: { steps, claims }, mayReopen }: RecordProps) {
  const say = useSliceWords(transfersWords);
  const { time, number } = useSpeech();
  const isReopened = transfer.closedAt !== null && transfer.status !== 'cancelled' && mayReopen;
  if (steps.length + claims.length === 0 && !isReopened) return null;
  return (
    <section className="panel stack" aria-labelledby="transfer-steps">
      <h2 id="transfer-steps">{say('steps')}</h2>
      <ul className="plain-list">
        {steps.map(({ step, at, by, reason, carrier, tracking, units }) => (
          <li key={`${step} ${at}`}>
            <strong>{say(`step_${step}`, { count: number(units ?? 0) })}</strong> {time(at)}, {by}
            {[carrier, tracking, reason].filter(Boolean).map((fact) => ` · ${fact}`)}
          </li>
        ))}
      </ul>
      <Claims claims={claims} />
      {isReopened && <Reopen number={transfer.number} />}
    </section>
  );
}

function Claims({ claims }: Pick<TransferProgressOnWire, 'claims'>) {
  const say = useSliceWords(transfersWords);
  const { time, number, language } = useSpeech();
  if (claims.length === 0) return null;
  return (
    <>
      <h3>{say('claims')}</h3>
      <ul className="plain-list" aria-label={say('claims')}>
        {claims.map(
          ({ id, at, by, reason, carrier, number: claim, amount, currency, units, pieces, found }) => (
            <li key={id}>
              <strong className="number">
                {[
                  ...units.map(({ serial }) => serial),
                  ...pieces.map(({ sku, quantity }) => `${number(quantity)} × ${sku}`),
                ].join(', ')}
              </strong>{' '}
              {time(at)}, {by}
              {[
                reason,
                carrier,
                claim && say('claimLine', { number: claim }),
                amount !== null && currency !== null && moneyText(amount, currency, language),
                found > 0 && say('claimFound', { count: number(found) }),
              ]
                .filter(Boolean)
                .map((fact) => ` · ${fact}`)}
            </li>
          ),
        )}
      </ul>
    </>
  );
}

function Reopen({ number }: { number: string }) {
  const say = useSliceWords(transfersWords);
  const act = useAct(async (reason: string) => {
    await ask('POST', `${transferPath(number)}/reopen`, { reason });
    await rereadTransfer(number);
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(String(new FormData(event.currentTarget).get('reason')).trim());
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Textarea name="reason" label={say('reopenReason')} required autosize maxLength={2_000} />
      <ProblemNote problem={act.problem} />
      <div>
        <Button type="submit" variant="default" loading={act.isBusy}>
          {say('reopen')}
        </Button>
      </div>
    </form>
  );
}
