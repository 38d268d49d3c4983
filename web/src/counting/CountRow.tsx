import { useSliceWords, useSpeech } from '../words/words.ts';
import type { CountUnit } from './count-lists.ts';
import { countingWords } from './counting-words.ts';

/** One unit in a list of a count; a touch shows what is known of it, and what can be done. */
export function CountRow({ row, select }: { row: CountUnit; select(): void }) {
  const { time, words } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const { unit, result, expectedAt, countedAt, should, status, countedTime, countedBy, holds, settledBy } =
    row;
  const isWrong = result === 'misplaced' || result === 'unexpected';
  const facts = [
    unit.sku,
    result === 'missing' || countedAt === null ? (expectedAt ?? '') : countedAt,
    isWrong ? (should === null ? words.status[status] : `${sayHere('should')} ${should}`) : '',
    result === 'arrived' ? sayHere('arrived') : '',
    countedTime === null ? '' : `${time(countedTime)}, ${countedBy}`,
  ];
  return (
    <button type="button" className="counting-row" onClick={select}>
      <span className="number">{unit.serial}</span>
      {holds.length > 0 && (
        <span className="chip" data-tone="bad">
          {sayHere('onHold')}
        </span>
      )}
      {settledBy !== null && (
        <span className="chip" data-tone="good">
          {sayHere('settled')}
        </span>
      )}
      <span className="soft">{facts.filter((one) => one !== '').join(' · ')}</span>
    </button>
  );
}
