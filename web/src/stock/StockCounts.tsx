import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Status, statuses } from '../../../src/domain/facts.ts';
import type { AvailabilityOnWire } from '../../../src/operations/units/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import type { Page } from '../server/wire.ts';
import { Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { usePlaceNames } from './outside-places.ts';
import { stockSearch } from './stock-search.ts';
import { stockWords } from './stock-words.ts';

/** Products that are counted by name; of more the sums alone would mislead, so the list says that there are more. */
const productsMax = 1_000;

/** How many units there are by status, and of each product: each figure leads to the units behind it. */
export function StockCounts({ site, sku }: { site: string; sku: string | undefined }) {
  const say = useSliceWords(stockWords);
  const { words, number } = useSpeech();
  const isOne = site !== '*';
  const counts = useQuery({
    queryKey: ['availability', site, sku],
    queryFn: () =>
      ask<Page<AvailabilityOnWire>>(
        'GET',
        withQuery('/api/availability', { site: isOne ? site : undefined, sku, limit: String(productsMax) }),
      ),
    retry: false,
  });
  // A product that is typed and not known yet is the list's to tell.
  if (counts.isError && sku !== undefined) return null;
  if (counts.isError) return <Trouble error={counts.error} reset={() => void counts.refetch()} />;
  if (!counts.data) return <div className="stock-tiles" aria-busy="true" />;
  const { items, next } = counts.data;
  const sums = sumsOf(items);
  const shown = statuses.filter((status) => sums.has(status));
  return (
    <section className="stack stock-head" aria-label={say('counts')}>
      <ul className="stock-tiles plain-list">
        {shown.map((status) => (
          <li key={status}>
            <Link to="/stock" search={stockSearch(site, sku, status)} className="stock-tile">
              <strong>{number(sums.get(status)!)}</strong> <span>{words.status[status]}</span>
            </Link>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <details className="panel stock-products">
          <summary>{say('byProduct')}</summary>
          <Products items={items} shown={shown} isOne={isOne} />
          {next !== null && <p className="soft">{say('moreProducts', { count: productsMax })}</p>}
        </details>
      )}
    </section>
  );
}

interface ProductsProps {
  readonly items: readonly AvailabilityOnWire[];
  readonly shown: readonly Status[];
  readonly isOne: boolean;
}

function Products({ items, shown, isOne }: ProductsProps) {
  const say = useSliceWords(stockWords);
  const { words, number } = useSpeech();
  const placeOf = usePlaceNames();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways can be scrolled by keys
    <section className="stock-scroll" aria-label={say('byProduct')} tabIndex={0}>
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">{say('sku')}</th>
            {!isOne && <th scope="col">{say('site')}</th>}
            <th scope="col" data-number="true">
              {say('onHand')}
            </th>
            <th scope="col" data-number="true">
              {say('sellable')}
            </th>
            {shown.map((status) => (
              <th key={status} scope="col" data-number="true">
                {words.status[status]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ sku, site, onHand, sellable, byStatus }) => (
            <tr key={`${sku} ${site}`}>
              <th scope="row">
                <Link to="/stock" search={stockSearch(placeOf(site).site, sku)}>
                  {sku}
                </Link>
              </th>
              {!isOne && <td>{placeOf(site).name}</td>}
              <td data-number="true">{number(onHand)}</td>
              <td data-number="true">{number(sellable)}</td>
              {shown.map((status) => {
                const quantity = byStatus.find((one) => one.status === status)?.quantity ?? 0;
                return (
                  <td key={status} data-number="true">
                    {quantity > 0 && (
                      <Link
                        to="/stock"
                        search={stockSearch(placeOf(site).site, sku, status)}
                        aria-label={`${sku} ${words.status[status]}: ${quantity}`}
                      >
                        {number(quantity)}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sumsOf(items: readonly AvailabilityOnWire[]): ReadonlyMap<Status, number> {
  const sums = new Map<Status, number>();
  for (const { byStatus } of items)
    for (const { status, quantity } of byStatus) sums.set(status, (sums.get(status) ?? 0) + quantity);
  return sums;
}
