import { Link } from '@tanstack/react-router';
import type { HomeOnWire } from '../../../src/operations/home/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { homeWords } from './home-words.ts';
import { Shares } from './Shares.tsx';

type Of<Part extends keyof HomeOnWire> = NonNullable<HomeOnWire[Part]>;

/** What became of today's scans; those that were not recorded are a touch away. */
export function ScansToday({ scans, since }: { scans: Of<'scans'>; since: string }) {
  const say = useSliceWords(homeWords);
  const { number, time } = useSpeech();
  const { recorded, refused, withheld, ambiguous, isMore } = scans;
  const noes = refused + withheld + ambiguous;
  const all = recorded + noes;
  return (
    <section className="panel" aria-labelledby="scans-today">
      <h2 id="scans-today">{say('scansToday')}</h2>
      <p className="figure">
        {isMore ? say('andMore', { count: number(all) }) : number(all)}{' '}
        <span className="soft">{say('since', { time: time(since) })}</span>
      </p>
      {all === 0 ? (
        <p className="soft">{say('noScans')}</p>
      ) : (
        <>
          <Shares
            parts={[
              { label: say('outcome_recorded'), tone: 'good', count: recorded },
              { label: say('outcome_refused'), tone: 'bad', count: refused },
              { label: say('outcome_withheld'), tone: 'wait', count: withheld },
              { label: say('outcome_ambiguous'), tone: 'ask', count: ambiguous },
            ]}
          />
          <p>
            <Link to="/refusals">{say('refusedOf', { count: number(noes), of: number(all) })}</Link>
          </p>
        </>
      )}
    </section>
  );
}

export function Receipts({ receipts: { open, oldest } }: { receipts: Of<'receipts'> }) {
  const say = useSliceWords(homeWords);
  const { number, age } = useSpeech();
  return (
    <section className="panel" aria-labelledby="open-receipts">
      <h2 id="open-receipts">{say('receipts')}</h2>
      <p className="figure">
        <Link to="/receipts">{number(open)}</Link>
      </p>
      {open === 0 && <p className="soft">{say('noReceipts')}</p>}
      <ul className="plain-list">
        {oldest.map((one) => (
          <li key={one.number} className="home-question">
            <span>
              <Link to="/receipts/$number" params={{ number: one.number }} className="number">
                {one.number}
              </Link>{' '}
              {one.supplier}
            </span>
            <span className="soft">{say('openFor', { age: age(one.openedAt) })}</span>
            <progress max={one.expected} value={one.received} aria-label={one.number} />
            <span>
              {say('receivedOf', { received: number(one.received), expected: number(one.expected) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Imports({ imports: { working, paused } }: { imports: Of<'imports'> }) {
  const say = useSliceWords(homeWords);
  const { number } = useSpeech();
  return (
    <section className="panel" aria-labelledby="imports">
      <h2 id="imports">{say('imports')}</h2>
      <p className="figure">
        <Link to="/imports">{number(working + paused)}</Link>
      </p>
      <p>{say('importsWorking', { working: number(working), paused: number(paused) })}</p>
    </section>
  );
}
