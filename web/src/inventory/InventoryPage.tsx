import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { InventoryProduct, InventoryUnit } from '../../../src/operations/inventory/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import { chosenIn, questionOf } from '../lists/filter-values.ts';
import type { Column, Filter, List } from '../lists/list.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { AgeMap } from './AgeMap.tsx';
import { AgeTiles } from './AgeTiles.tsx';
import { agesOf, useAgeWords } from './ages.ts';
import { inventoryWords } from './inventory-words.ts';
import './inventory.css';
import { useInventoryFilters } from './use-inventory-filters.ts';

const views = ['units', 'products', 'map'] as const;
type View = (typeof views)[number];

/** What lies in our hands: how much of which age, as units, by product, or on the map of the site. */
export function InventoryPage() {
  const say = useSliceWords(inventoryWords);
  const search = useSearch({ from: '/inventory' });
  const navigate = useNavigate();
  const filters = useInventoryFilters();
  const view = views.find((one) => one === search.view) ?? 'units';
  const chosen = chosenIn(filters, search);
  const asked = questionOf(filters, chosen);
  const show = (next: View) => {
    const { after: _after, before: _before, ...kept } = search;
    void navigate({ to: '/inventory', search: { ...kept, view: next }, replace: true });
  };
  return (
    <div className="stack">
      <h1>{say('inventory')}</h1>
      <AgeTiles asked={asked} search={search} />
      <SegmentedControl
        className="inventory-views"
        aria-label={say('views')}
        value={view}
        onChange={(value) => show(value as View)}
        data={views.map((value) => ({ value, label: say(`view_${value}`) }))}
      />
      {view === 'map' && <AgeMap site={chosen.site} asked={asked} search={search} />}
      {view === 'products' && <Products filters={filters} site={chosen.site} />}
      {view !== 'products' && <Units filters={filters} />}
    </div>
  );
}

function Units({ filters }: { filters: readonly Filter[] }) {
  const say = useSliceWords(inventoryWords);
  const { words, hold, time } = useSpeech();
  const { daysText } = useAgeWords();
  const list: List<InventoryUnit> = {
    name: 'inventory-units',
    label: say('view_units'),
    path: '/api/inventory/units',
    empty: say('noUnits'),
    filters,
    keyOf: ({ id }) => String(id),
    linkTo: ({ id }) => ({ to: '/units/$id', params: { id: String(id) } }),
    toneOf: ({ holds }) => (holds.length > 0 ? 'ask' : undefined),
    columns: [
      { key: 'serial', title: say('serial'), cell: ({ serial }) => <span className="number">{serial}</span> },
      { key: 'name', title: say('product'), cell: ({ name }) => name },
      { key: 'days', title: say('age'), isNumber: true, cell: ({ days }) => daysText(days) },
      { key: 'place', title: say('spot'), cell: ({ place }) => place },
      {
        key: 'status',
        title: say('status'),
        cell: ({ status }) => <span className="chip">{words.status[status]}</span>,
      },
      { key: 'condition', title: say('condition'), cell: ({ condition }) => words.condition[condition] },
      {
        key: 'holds',
        title: say('hold'),
        cell: ({ holds }) =>
          holds.map((key) => (
            <span key={key} className="chip" data-tone="ask">
              {hold(key)}
            </span>
          )),
      },
      { key: 'since', title: say('since'), cell: ({ since }) => time(since), isExtra: true },
      { key: 'lastAt', title: say('lastAt'), cell: ({ lastAt }) => time(lastAt), isExtra: true },
      {
        key: 'sku',
        title: say('sku'),
        cell: ({ sku }) => <span className="number">{sku}</span>,
        isExtra: true,
      },
    ],
  };
  return <DataList list={list} />;
}

function Products({ filters, site }: { filters: readonly Filter[]; site: string | undefined }) {
  const say = useSliceWords(inventoryWords);
  const { number } = useSpeech();
  const { daysText, nameOf } = useAgeWords();
  const columns: Column<InventoryProduct>[] = agesOf.map(({ name, member }) => ({
    key: member,
    title: nameOf(name),
    isNumber: true,
    cell: (row) => (row[member] === 0 ? <span className="soft">–</span> : number(row[member])),
  }));
  const list: List<InventoryProduct> = {
    name: 'inventory',
    label: say('view_products'),
    path: '/api/inventory',
    empty: say('noUnits'),
    filters,
    keyOf: ({ sku }) => sku,
    linkTo: ({ sku }) => ({ to: '/inventory', search: { view: 'units', sku, ...(site ? { site } : {}) } }),
    columns: [
      { key: 'sku', title: say('sku'), cell: ({ sku }) => <span className="number">{sku}</span> },
      { key: 'name', title: say('product'), cell: ({ name }) => name },
      { key: 'units', title: say('units'), isNumber: true, cell: ({ units }) => number(units) },
      ...columns,
      {
        key: 'oldestDays',
        title: say('oldestAge'),
        isNumber: true,
        cell: ({ oldestDays }) => (oldestDays === null ? null : daysText(oldestDays)),
      },
    ],
  };
  return <DataList list={list} />;
}
