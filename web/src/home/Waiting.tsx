import { Link } from '@tanstack/react-router';
import { CloudUpload } from 'lucide-react';
import type { HomeOnWire } from '../../../src/operations/home/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { homeWords } from './home-words.ts';

type Own = NonNullable<HomeOnWire['exceptions']>['own'];

/** Scans that are not sent yet, and questions that one's own scans opened; nothing where there are none. */
export function Waiting({ queued, own }: { queued: number; own: Own }) {
  const say = useSliceWords(homeWords);
  const { age, number } = useSpeech();
  if (queued === 0 && own.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="waits">
      <h2 id="waits">{say('waits')}</h2>
      {queued > 0 && (
        <p>
          <Link to="/scan" className="home-line">
            <CloudUpload size={18} aria-hidden /> {say('queued', { count: number(queued) })}
          </Link>
        </p>
      )}
      {own.length > 0 && (
        <>
          <h3>{say('ownQuestions')}</h3>
          <ul className="plain-list">
            {own.map(({ id, sentence, openedAt, unit }) => (
              <li key={id} className="home-question">
                <span>
                  #{id} {sentence}
                </span>
                <span className="soft">{say('openFor', { age: age(openedAt) })}</span>
                {unit && (
                  <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
                    {unit.sku} {unit.serial}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
