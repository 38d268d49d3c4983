import './counting.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CountFiguresOnWire } from '../../../src/operations/counting/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import type { Page } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countingWords } from './counting-words.ts';
import { shareText } from './scope-text.ts';

/** How right the record is at this site: count by count, and each spot at its last count. */
export function AccuracyPage() {
  const sayHere = useSliceWords(countingWords);
  const site = useDevice().site!;
  const counts = useQuery({
    queryKey: ['count-accuracy', site],
    queryFn: () =>
      ask<Page<CountFiguresOnWire>>('GET', withQuery('/api/count-accuracy', { site, limit: '50' })),
    staleTime: 0,
  });
  const spots = useQuery({
    queryKey: ['spot-accuracy', site],
    queryFn: () =>
      ask<Pick<Page<CountFiguresOnWire>, 'items'>>('GET', withQuery('/api/count-accuracy/spots', { site })),
    staleTime: 0,
  });
  const trouble = counts.error ?? spots.error;
  return (
    <div className="stack">
      <header>
        <h1>{sayHere('accuracyTitle')}</h1>
        <p className="soft under-title">{sayHere('accuracyHint')}</p>
      </header>
      {trouble && (
        <Trouble error={trouble} reset={() => void Promise.all([counts.refetch(), spots.refetch()])} />
      )}
      {!trouble && !(counts.data && spots.data) && <Loading />}
      {counts.data?.items.length === 0 && <p className="panel">{sayHere('noAccuracy')}</p>}
      {counts.data && counts.data.items.length > 0 && (
        <Figures title={sayHere('byCount')} first={sayHere('number')} rows={counts.data.items} />
      )}
      {spots.data && spots.data.items.length > 0 && (
        <Figures title={sayHere('bySpot')} first={sayHere('spot')} rows={spots.data.items} />
      )}
    </div>
  );
}

interface FiguresProps {
  readonly title: string;
  readonly first: string;
  readonly rows: readonly CountFiguresOnWire[];
}

/** Numerator and denominator beside the share, and the count behind them. */
function Figures({ title, first, rows }: FiguresProps) {
  const { number, language, time } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  return (
    <div className="panel counting-figures">
      <h2>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard too */}
      <section className="counting-scroll" tabIndex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col">{sayHere('accuracy')}</th>
              <th scope="col">{sayHere('matched')}</th>
              <th scope="col">{sayHere('missing')}</th>
              <th scope="col">{sayHere('unexpected')}</th>
              <th scope="col">{sayHere('moved')}</th>
              <th scope="col">{sayHere('closedAt')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.location ?? row.number}>
                <th scope="row">
                  <Link to="/counts/$number" params={{ number: row.number }} className="number">
                    {row.location ?? row.number}
                  </Link>
                </th>
                <td>
                  <strong>{shareText(row.accuracy, language)}</strong>
                  <span className="counting-share" aria-hidden>
                    <span style={{ width: `${(row.accuracy ?? 0) / 100}%` }} />
                  </span>
                </td>
                <td>{number(row.matched)}</td>
                <td>{number(row.missing)}</td>
                <td>{number(row.unexpected)}</td>
                <td>{number(row.moved)}</td>
                <td className="soft">{time(row.closedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
