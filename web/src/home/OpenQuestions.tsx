import { Link } from '@tanstack/react-router';
import type { HomeOnWire } from '../../../src/operations/home/contract.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { homeWords } from './home-words.ts';
import { Shares } from './Shares.tsx';

type Questions = NonNullable<HomeOnWire['exceptions']>;

/** Open exceptions of the site: how many, how old, about what, and what they may cost. */
export function OpenQuestions({ questions }: { questions: Questions }) {
  const say = useSliceWords(homeWords);
  const { number, age, say: sayAll } = useSpeech();
  const { open, isMore, oldestAt, byAge, byKind } = questions;
  const ages = { today: say('ageToday'), week: say('ageWeek'), older: say('ageOlder') };
  const tones = { today: 'info', week: 'ask', older: 'bad' } as const;
  return (
    <section className="panel" aria-labelledby="open-questions">
      <h2 id="open-questions">{say('openQuestions')}</h2>
      <p className="figure">
        <Link to="/exceptions">{isMore ? say('andMore', { count: number(open) }) : number(open)}</Link>
      </p>
      {open === 0 ? (
        <p className="soft">{sayAll('noOpenExceptions')}</p>
      ) : (
        <>
          <Shares
            parts={byAge.map((one) => ({ label: ages[one.age], tone: tones[one.age], count: one.count }))}
          />
          <AtRisk questions={questions} />
          {oldestAt && <p className="soft">{say('oldest', { age: age(oldestAt) })}</p>}
          <h3>{say('byKind')}</h3>
          <ul className="plain-list">
            {byKind.slice(0, kindsShown).map(({ kind, count }) => (
              <li key={kind} className="home-row">
                <span>{isNamed(kind) ? say(kind) : String(kind).replaceAll('_', ' ')}</span>{' '}
                <b>{number(count)}</b>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const kindsShown = 5;

/** A newer server may open questions of a kind that has no word here yet. */
function isNamed(kind: string): kind is keyof (typeof homeWords)['en'] {
  return Object.hasOwn(homeWords.en, kind);
}

function AtRisk({ questions: { atRisk } }: { questions: Questions }) {
  const say = useSliceWords(homeWords);
  const { language, number } = useSpeech();
  if (!atRisk || atRisk.of === 0) return null;
  const sums = atRisk.sums.map(({ currency, minor }) => moneyText(minor, currency, language));
  return (
    <p>
      {sums.length > 0 && (
        <>
          <b>{sums.join(' + ')}</b> {say('atRisk')} ·{' '}
        </>
      )}
      <span className="soft">
        {say('pricedOf', { priced: number(atRisk.priced), of: number(atRisk.of) })}
      </span>
    </p>
  );
}
