import type { ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { receivingWords } from './receiving-words.ts';

/** The counters of each line; what nobody announced has none. */
export function LinesTable({ lines }: Pick<ReceiptProgressOnWire, 'lines'>) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  if (lines.length === 0) return null;
  const columns = ['expected', 'received', 'extra', 'missing', 'damaged'] as const;
  return (
    <section className="panel" aria-labelledby="receipt-lines">
      <h2 id="receipt-lines">{sayHere('lines')}</h2>
      <table className="task-lines">
        <thead>
          <tr>
            <th scope="col">{sayHere('line')}</th>
            <th scope="col">{sayHere('product')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {sayHere(column === 'received' ? 'scanned' : column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={`${one.line} ${one.sku}`}>
              <td data-label={sayHere('line')}>{one.line ?? '–'}</td>
              <th scope="row">
                {one.name} <span className="soft number">{one.sku}</span>
              </th>
              {columns.map((column) => (
                <td key={column} data-label={sayHere(column === 'received' ? 'scanned' : column)}>
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
