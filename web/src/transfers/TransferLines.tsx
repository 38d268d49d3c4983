import type { TransferProgressOnWire } from '../../../src/operations/transfers/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { transfersWords } from './transfers-words.ts';

const columns = ['wanted', 'picked', 'inTransit', 'received', 'lost', 'extra'] as const;

/** The counters of each line; what nobody asked for has none. */
export function TransferLines({ lines }: Pick<TransferProgressOnWire, 'lines'>) {
  const { number } = useSpeech();
  const say = useSliceWords(transfersWords);
  if (lines.length === 0) return null;
  const title = (column: (typeof columns)[number]) => say(column === 'wanted' ? 'asked' : column);
  return (
    <section className="panel" aria-labelledby="transfer-lines">
      <h2 id="transfer-lines">{say('lines')}</h2>
      <table className="task-lines transfers-lines">
        <thead>
          <tr>
            <th scope="col">{say('product')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {title(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={`${one.line} ${one.sku}`}>
              <th scope="row">
                {one.name} <span className="soft number">{one.sku}</span>
                {one.serial !== null && (
                  <span className="soft number"> {say('exactly', { serial: one.serial })}</span>
                )}
                {one.line === null && <span className="soft"> {say('unasked')}</span>}
              </th>
              {columns.map((column) => (
                <td key={column} data-label={title(column)}>
                  {number(one[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
