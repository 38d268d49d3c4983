import './containers.css';
import { Link } from '@tanstack/react-router';
import type { ContainerOnWire } from '../../../src/operations/containers/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useContainer } from './container-queries.ts';
import { containerWords } from './container-words.ts';

/** Units of it that are named; its page has them all. */
const namedMost = 8;

/** A container whose label was scanned where anything is: what it is, where, what is in it, and the way to its page. */
export function ContainerSeen({ container }: { readonly container: ContainerOnWire }) {
  const say = useSliceWords(containerWords);
  const { number: figure } = useSpeech();
  const { number, kind, parent, brokenAt, allUnits } = container;
  const units = useContainer(number).data?.units ?? [];
  const told = [
    say(kind),
    brokenAt !== null && say('broken'),
    parent !== null && say('standsIn', { parent }),
    `${say('inside')}: ${figure(allUnits)}`,
  ];
  return (
    <section className="panel stack" aria-labelledby="container-seen">
      <div>
        <h2 id="container-seen">
          <Link to="/containers/$number" params={{ number }} className="number">
            {number}
          </Link>
        </h2>
        <p className="soft">{told.filter(Boolean).join(' · ')}</p>
      </div>
      <ul className="plain-list container-stays" aria-label={say('content')}>
        {units.slice(0, namedMost).map(({ unit, name }) => (
          <li key={unit.id}>
            <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
              {unit.serial}
            </Link>{' '}
            <span className="soft">{name}</span>
          </li>
        ))}
        {units.length > namedMost && <li className="soft">+ {figure(units.length - namedMost)}</li>}
      </ul>
    </section>
  );
}
