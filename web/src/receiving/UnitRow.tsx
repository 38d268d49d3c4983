import { useSliceWords, useSpeech } from '../words/words.ts';
import type { ReceiptUnit } from './receipt-units.ts';
import { receivingWords } from './receiving-words.ts';

/** One unit in a list; a touch shows what can be done about it. */
export function UnitRow({ row, select }: { row: ReceiptUnit; select(): void }) {
  const { time, words } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const { unit, line, scannedAt, scannedBy, condition, reason, damage, status, state } = row;
  const isDamaged = condition === 'damaged' || condition === 'defective';
  const facts = [
    unit.sku,
    line === null ? '' : sayHere('lineOf', { line }),
    scannedAt === null ? '' : `${time(scannedAt)}, ${scannedBy}`,
    state === 'extra' ? (reason ?? '') : '',
    damage ?? '',
    state === 'listed' && status !== 'expected' ? sayHere('nowIs', { status: words.status[status] }) : '',
  ];
  return (
    <button type="button" className="task-row" onClick={select}>
      <span className="number">{unit.serial}</span>
      {isDamaged && (
        <span className="chip" data-tone="bad">
          {sayHere('damaged')}
        </span>
      )}
      <span className="soft">{facts.filter((one) => one !== '').join(' · ')}</span>
    </button>
  );
}
