import type { CountOnWire } from '../../../src/operations/counting/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countPath, rereadCount } from './count-queries.ts';
import { countingWords } from './counting-words.ts';

/** How far each spot is, and the way to have one counted again. */
export function SpotTable({ count, mayApprove }: { count: CountOnWire; mayApprove: boolean }) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const isOffered = mayApprove && count.endedAt === null;
  if (count.spots.length === 0) return null;
  return (
    <section className="panel counting-spots" aria-labelledby="count-spots">
      <h2 id="count-spots">{sayHere('spots')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{sayHere('spot')}</th>
            <th scope="col">{sayHere('expected')}</th>
            <th scope="col">{sayHere('blindList')}</th>
            {isOffered && <td />}
          </tr>
        </thead>
        <tbody>
          {count.spots.map(({ location, expected, counted, visited }) => (
            <tr key={location}>
              <th scope="row" className="number">
                {location}
              </th>
              <td>{expected === null ? '' : number(expected)}</td>
              <td>{visited ? number(counted) : <span className="soft">{sayHere('notVisited')}</span>}</td>
              {isOffered && (
                <td>
                  {visited && (
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
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
