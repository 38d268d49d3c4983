import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Truck } from 'lucide-react';
import type { ValuationOnWire } from '../../../src/operations/valuation/figures/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import { chosenIn, questionOf } from '../lists/filter-values.ts';
import type { List } from '../lists/list.ts';
import type { ListQuery } from '../lists/read-page.ts';
import { readAll } from '../server/read-all.ts';
import { Trouble } from '../shell/Trouble.tsx';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { PiecesWorth } from './PiecesWorth.tsx';
import { useValuationFilters } from './use-valuation-filters.ts';
import { valuationWords } from './valuation-words.ts';
import './valuation.css';

const groupings = ['site', 'product', 'category', 'company'] as const;

/** What stock is worth on a day: in all, by group, and the units behind each figure. */
export function ValuationPage() {
  const say = useSliceWords(valuationWords);
  const { language, number } = useSpeech();
  const search = useSearch({ from: '/valuation' });
  const own = useValuationFilters();
  const by = groupings.find((one) => one === search.by) ?? 'site';
  const filters = [
    {
      kind: 'choice' as const,
      key: 'by',
      label: say('by'),
      preset: 'site',
      choices: groupings.map((value) => ({ value, label: say(`by_${value}`) })),
    },
    ...own,
  ];
  const { by: _by, ...asked } = questionOf(filters, chosenIn(filters, search));
  const { by: _shown, after: _after, before: _before, sort: _sort, size: _size, ...narrowed } = search;
  const money = (amount: number, currency: string | null) =>
    currency === null ? '–' : moneyText(amount, currency, language);
  const list: List<ValuationOnWire> = {
    name: 'valuation',
    label: say(`by_${by}`),
    path: '/api/valuation',
    empty: say('nothing'),
    filters,
    keyOf: ({ code, currency }) => `${code} ${currency}`,
    linkTo: ({ code, currency }) => ({
      to: '/valuation/units',
      search: {
        ...narrowed,
        ...(code === null ? {} : { [by === 'product' ? 'sku' : by]: code }),
        ...(currency === null ? { known: 'unknown' } : { currency }),
      },
    }),
    toneOf: ({ currency }) => (currency === null ? 'ask' : undefined),
    columns: [
      {
        key: 'code',
        title: say(`by_${by}`),
        cell: ({ code, name }) => (
          <span>
            {name ?? say('noGroup')} {code !== null && <span className="soft number">{code}</span>}
          </span>
        ),
      },
      { key: 'units', title: say('units'), isNumber: true, cell: ({ units }) => number(units) },
      {
        key: 'amount',
        title: say('amount'),
        isNumber: true,
        cell: ({ amount, currency }) => (currency === null ? say('unknownCost') : money(amount, currency)),
      },
      {
        key: 'estimatedAmount',
        title: say('estimated'),
        isNumber: true,
        cell: (row) => (row.estimatedUnits === 0 ? '–' : money(row.estimatedAmount, row.currency)),
      },
    ],
    actions: (
      <Link to="/valuation/invoices" className="valuation-link">
        <Truck size={18} aria-hidden /> {say('invoices')}
      </Link>
    ),
  };
  return (
    <div className="stack">
      <h1>{say('valuation')}</h1>
      <p className="soft valuation-hint">{say('hint')}</p>
      <Totals asked={asked} narrowed={narrowed} />
      <DataList list={list} />
      <PiecesWorth asked={asked} />
    </div>
  );
}

/** All of it, each currency for itself, with what is estimated and what nobody knows. */
function Totals({ asked, narrowed }: { asked: ListQuery; narrowed: Readonly<Record<string, string>> }) {
  const say = useSliceWords(valuationWords);
  const { language, number } = useSpeech();
  const totals = useQuery({
    queryKey: ['valuation-totals', asked],
    queryFn: () => readAll<ValuationOnWire>('/api/valuation', { ...asked, by: 'company' }),
    retry: false,
  });
  // What is wrong with the question is the list's to tell.
  if (totals.isError && Object.keys(asked).length > 0) return null;
  if (totals.isError) return <Trouble error={totals.error} reset={() => void totals.refetch()} />;
  if (!totals.data) return <div className="valuation-tiles" aria-busy="true" />;
  return (
    <ul className="valuation-tiles plain-list" aria-label={say('total')}>
      {sumsOf(totals.data).map(({ currency, units, amount, estimatedUnits, estimatedAmount }) => (
        <li key={currency ?? ''}>
          <Link
            to="/valuation/units"
            search={{ ...narrowed, ...(currency === null ? { known: 'unknown' } : { currency }) }}
            className="valuation-tile"
            data-tone={currency === null ? 'ask' : undefined}
          >
            {currency === null ? (
              <strong>{say('unknownUnits', { units: number(units) })}</strong>
            ) : (
              <>
                <strong>{moneyText(amount, currency, language)}</strong>
                <span>{say('unitsOf', { units: number(units) })}</span>
                {estimatedUnits > 0 && (
                  <span>
                    {say('estimatedOf', {
                      amount: moneyText(estimatedAmount, currency, language),
                      units: number(estimatedUnits),
                    })}
                  </span>
                )}
              </>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type Sum = Omit<ValuationOnWire, 'code' | 'name'>;

/** Over the companies: amounts of one currency alone are added. */
function sumsOf(lines: readonly Sum[]): Sum[] {
  const sums = new Map<string | null, Sum>();
  for (const line of lines) {
    const before = sums.get(line.currency);
    const add = (name: 'units' | 'amount' | 'estimatedUnits' | 'estimatedAmount') =>
      line[name] + (before?.[name] ?? 0);
    sums.set(line.currency, {
      currency: line.currency,
      units: add('units'),
      amount: add('amount'),
      estimatedUnits: add('estimatedUnits'),
      estimatedAmount: add('estimatedAmount'),
    });
  }
  return [...sums.values()];
}
