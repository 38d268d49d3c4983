import { useQuery } from '@tanstack/react-query';
import type { PiecesWorthOnWire } from '../../../src/operations/valuation/figures/contract.ts';
import type { ListQuery } from '../lists/read-page.ts';
import { ask, withQuery } from '../server/ask.ts';
import type { Page } from '../server/wire.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { valuationWords } from './valuation-words.ts';

/** Products at a site that are shown here; the file has them all. */
const shown = 200;

/** Pieces of plain products beside the units: they have no cost of their own, so they are worth their average. */
export function PiecesWorth({ asked }: { asked: ListQuery }) {
  const say = useSliceWords(valuationWords);
  const { language, number } = useSpeech();
  const { company: _company, ...query } = asked;
  const pieces = useQuery({
    queryKey: ['pieces-worth', query],
    queryFn: () =>
      ask<Page<PiecesWorthOnWire>>(
        'GET',
        withQuery('/api/valuation/pieces', { ...query, limit: String(shown) }),
      ),
    retry: false,
  });
  if (!pieces.data || pieces.data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="pieces-worth">
      <h2 id="pieces-worth">{say('pieces')}</h2>
      <p className="soft">{say('piecesHint')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('product')}</th>
            <th scope="col">{say('site')}</th>
            <th scope="col" data-number="true">
              {say('piece')}
            </th>
            <th scope="col" data-number="true">
              {say('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pieces.data.items.map((row) => (
            <tr key={`${row.sku} ${row.site}`}>
              <th scope="row">
                {row.name} <span className="soft number">{row.sku}</span>
              </th>
              <td>{row.site}</td>
              <td data-number="true">{number(row.pieces)}</td>
              <td data-number="true">
                {row.currency === null || row.amount === null
                  ? say('unknownCost')
                  : moneyText(row.amount, row.currency, language)}
                {row.estimated && <span className="soft"> {say('estimate')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pieces.data.next !== null && <p className="soft">{say('morePieces')}</p>}
    </section>
  );
}
