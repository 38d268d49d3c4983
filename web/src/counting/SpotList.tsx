import type { CountOnWire } from '../../../src/operations/counting/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { taskWords } from '../tasks/task-words.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countPath, rereadCount } from './count-queries.ts';
import { countingWords } from './counting-words.ts';

/** How far each spot is, and the way to have one counted again. */
export function SpotList({ count, mayApprove }: { count: CountOnWire; mayApprove: boolean }) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const sayTask = useSliceWords(taskWords);
  const isOffered = mayApprove && count.endedAt === null;
  if (count.spots.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="count-spots">
      <h2 id="count-spots">{sayHere('spots')}</h2>
      <ul className="plain-list counting-others">
        {count.spots.map(({ location, expected, counted, visited }) => (
          <li key={location}>
            <span className="number">{location}</span>
            <span>
              {expected === null
                ? number(counted)
                : sayTask('progress', { done: number(counted), of: number(expected) })}
            </span>
            {!visited && <span className="soft">{sayHere('notVisited')}</span>}
            {isOffered && visited && (
              <Confirmed
                label={sayHere('again')}
                about={`${sayHere('again')} ${location}`}
                hint={sayHere('againHint')}
                confirm={async () => {
                  await ask('POST', `${countPath(count.number)}/recount`, { locations: [location] });
                  await rereadCount(count.number);
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
