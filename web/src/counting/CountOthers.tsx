import { Button } from '@mantine/core';
import type {
  CountApprovalBody,
  CountOnWire,
  CountOthersOnWire,
  CountSettledOnWire,
} from '../../../src/operations/counting/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countPath, rereadCount } from './count-queries.ts';
import { countingWords } from './counting-words.ts';

interface OthersProps {
  readonly count: CountOnWire;
  readonly others: CountOthersOnWire;
  readonly mayApprove: boolean;
}

/** What a count met that is no unit: numbers that nobody knows, and plain products by the piece. */
export function CountOthers({ count, others: { unknown, pieces }, mayApprove }: OthersProps) {
  const { time, number } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const act = useAct(async (what: Omit<CountApprovalBody, 'reason'>) => {
    const body = { reason: sayHere('reasonDefault'), ...what };
    const { refused } = await ask<CountSettledOnWire>('POST', `${countPath(count.number)}/approve`, body);
    await rereadCount(count.number);
    if (refused[0]) throw new Error(refused[0].sentence);
  });
  if (unknown.length === 0 && pieces.length === 0) return null;
  const isOffered = mayApprove && count.endedAt === null;
  const facts = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' · ');
  return (
    <>
      {unknown.length > 0 && (
        <section className="panel stack" aria-labelledby="count-unknown">
          <h2 id="count-unknown">{sayHere('unknown')}</h2>
          <ul className="plain-list counting-others">
            {unknown.map((one) => (
              <li key={one.id}>
                <span className="number">{one.serial}</span>{' '}
                <span className="soft">{facts(one.sku, one.location, time(one.at), one.by)}</span>
                {one.unit !== null && (
                  <span className="chip" data-tone="good">
                    {sayHere('settled')}
                  </span>
                )}
                {isOffered && one.unit === null && one.sku !== null && (
                  <Button
                    variant="default"
                    loading={act.isBusy}
                    aria-label={`${sayHere('takeIn')} ${one.serial}`}
                    onClick={() => void act.run({ unknown: [one.id] })}
                  >
                    {sayHere('takeIn')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {pieces.length > 0 && (
        <section className="panel stack" aria-labelledby="count-pieces">
          <h2 id="count-pieces">{sayHere('pieces')}</h2>
          <ul className="plain-list counting-others">
            {pieces.map((one) => (
              <li key={`${one.sku}/${one.location}`}>
                <strong>{one.name}</strong>{' '}
                <span className="soft">
                  {facts(
                    sayHere('atSpot', { spot: one.location }),
                    one.recorded === null
                      ? number(one.counted)
                      : sayHere('ofRecorded', {
                          counted: number(one.counted),
                          recorded: number(one.recorded),
                        }),
                    one.unsure ? sayHere('unsure') : null,
                  )}
                </span>
                {one.settled && (
                  <span className="chip" data-tone="good">
                    {sayHere('settled')}
                  </span>
                )}
                {isOffered && !one.settled && !one.unsure && one.difference !== 0 && (
                  <Button
                    variant="default"
                    loading={act.isBusy}
                    aria-label={`${sayHere('setPieces')} ${one.name} ${one.location}`}
                    onClick={() => void act.run({ pieces: [{ sku: one.sku, location: one.location }] })}
                  >
                    {sayHere('setPieces')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <ProblemNote problem={act.problem} />
    </>
  );
}
