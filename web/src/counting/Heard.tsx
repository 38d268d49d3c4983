import { Button } from '@mantine/core';
import { Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CountOnWire } from '../../../src/operations/counting/contract.ts';
import type { HeardUnitOnWire } from '../../../src/operations/counting/heard/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countPath, rereadCount, useCountHeard } from './count-queries.ts';
import { countingWords } from './counting-words.ts';
import { heardWords } from './heard-words.ts';

/** So many are drawn; the others are said to be there. */
const mostShown = 30;

/** What RFID readers have heard since the count began: what a lead may let count, and what is no more than a hint. */
export function Heard({ count, mayApprove }: { count: CountOnWire; mayApprove: boolean }) {
  const sayHere = useSliceWords(heardWords);
  const sayCount = useSliceWords(countingWords);
  const { number } = useSpeech();
  const heard = useCountHeard(count).data ?? [];
  const confirm = useAct(async (units: readonly number[] | null) => {
    await ask('POST', `${countPath(count.number)}/heard`, units === null ? {} : { units });
    await rereadCount(count.number);
  });
  const here = heard.filter(({ hearing }) => hearing === 'here');
  const hints = heard.filter(({ hearing }) => hearing === 'weak' || hearing === 'elsewhere');
  if (here.length === 0 && hints.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="count-heard">
      <h2 id="count-heard" className="counting-heard-title">
        <Radio size={20} aria-hidden /> {sayHere('heard')}
      </h2>
      {here.length > 0 && (
        <>
          <div className="counting-heard-all">
            <p>{sayHere('heardHere', { count: number(here.length) })}</p>
            {mayApprove ? (
              <Button loading={confirm.isBusy} onClick={() => void confirm.run(null)}>
                {sayHere('letAllCount')}
              </Button>
            ) : (
              <p className="soft">{sayCount('onlyLead')}</p>
            )}
          </div>
          <ProblemNote problem={confirm.problem} />
          <HeardList
            rows={here}
            act={
              mayApprove
                ? (row) => (
                    <Button
                      variant="default"
                      aria-label={`${sayHere('letCount')} ${row.unit.serial}`}
                      onClick={() => void confirm.run([row.unit.id])}
                    >
                      {sayHere('letCount')}
                    </Button>
                  )
                : null
            }
          />
        </>
      )}
      {hints.length > 0 && (
        <>
          <p className="soft">{sayHere('heardHints')}</p>
          <HeardList rows={hints} act={null} />
        </>
      )}
    </section>
  );
}

interface ListProps {
  readonly rows: readonly HeardUnitOnWire[];
  readonly act: ((row: HeardUnitOnWire) => ReactNode) | null;
}

function HeardList({ rows, act }: ListProps) {
  const sayHere = useSliceWords(heardWords);
  const sayCount = useSliceWords(countingWords);
  const { number, time, words } = useSpeech();
  const factsOf = ({ unit, heardAt, should, status, hearing, confidence, at }: HeardUnitOnWire) =>
    [
      unit.sku,
      sayHere('heardAtSpot', { spot: heardAt, percent: number(Math.round(confidence * 100)) }),
      hearing === 'elsewhere'
        ? should === null
          ? words.status[status]
          : `${sayCount('should')} ${should}`
        : '',
      hearing === 'weak' ? sayHere('heardWeak') : '',
      time(at),
    ]
      .filter((one) => one !== '')
      .join(' · ');
  return (
    <ul className="plain-list counting-others">
      {rows.slice(0, mostShown).map((row) => (
        <li key={row.unit.id}>
          <span className="number">{row.unit.serial}</span> <span className="soft">{factsOf(row)}</span>
          {act?.(row)}
        </li>
      ))}
      {rows.length > mostShown && (
        <li className="soft">{sayHere('andMore', { count: number(rows.length - mostShown) })}</li>
      )}
    </ul>
  );
}
