import './containers.css';
import { Link } from '@tanstack/react-router';
import { useSliceWords } from '../words/words.ts';
import { useStays } from './container-queries.ts';
import { containerWords } from './container-words.ts';

/** The container that a unit lies in, and those that it was in. Nothing where it never was in one. */
export function UnitContainers({ unit }: { readonly unit: number }) {
  const say = useSliceWords(containerWords);
  const stays = useStays(unit).data?.items ?? [];
  if (stays.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="unit-containers">
      <h2 id="unit-containers">{say('containers')}</h2>
      <ul className="plain-list container-stays">
        {stays.map(({ number, kind, from, to }) => (
          <li key={from}>
            <span className="soft">{say(to === null ? 'inContainer' : 'beforeIn')}</span>{' '}
            <Link to="/containers/$number" params={{ number }} className="number">
              {number}
            </Link>{' '}
            <span className="soft">{say(kind)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
