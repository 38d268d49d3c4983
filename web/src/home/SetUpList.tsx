import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import type { HomeOnWire } from '../../../src/operations/home/contract.ts';
import type { MenuItem } from '../shell/menu.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { homeWords } from './home-words.ts';

type Steps = NonNullable<HomeOnWire['setUp']>;

/** Where each step is done. */
const pages: Readonly<Record<Steps[number]['step'], MenuItem['to']>> = {
  sites: '/sites',
  spots: '/sites',
  products: '/catalog',
  people: '/people',
  devices: '/devices',
  units: '/scan',
};

/** What a new retailer still has to do, from what is really there. */
export function SetUpList({ steps }: { steps: Steps }) {
  const say = useSliceWords(homeWords);
  const { number } = useSpeech();
  const done = steps.filter((step) => step.done).length;
  return (
    <section className="panel" aria-labelledby="set-up">
      <h2 id="set-up">
        {say('setUp')} <span className="soft">{say('setUpDone', { done, of: steps.length })}</span>
      </h2>
      <ol className="plain-list set-up">
        {steps.map(({ step, done, count, isMore }) => {
          const Mark = done ? CircleCheck : Circle;
          return (
            <li key={step} data-done={done}>
              <Mark size={20} aria-hidden />
              <Link to={pages[step]}>{say(`step_${step}`)}</Link>
              <span className="soft">
                {done ? `${say('done')} · ${number(count)}${isMore ? '+' : ''}` : say('open')}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
