import { getRouteApi } from '@tanstack/react-router';
import { conditions, statuses } from '../../../src/domain/facts.ts';
import { holdKinds } from '../../../src/domain/holds.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Choice, Column, Filter, List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import type { Unit } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { type Speech, useSliceWords, useSpeech } from '../words/words.ts';
import './stock.css';
import { StockCounts } from './StockCounts.tsx';
import { stockWords } from './stock-words.ts';

type Say = ReturnType<typeof useSliceWords<keyof (typeof stockWords)['en']>>;

/** Every unit, by what it is, where and how; above the list how many there are of each product. */
export function StockPage() {
  const say = useSliceWords(stockWords);
  const speech = useSpeech();
  const device = useDevice();
  const sites = useSites();
  const choices = (sites.data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  const list: List<Unit> = {
    name: 'units',
    label: say('units'),
    path: '/api/units',
    columns: columnsOf(say, speech),
    filters: filtersOf(say, speech, choices, device.site!),
    empty: say('noUnits'),
    keyOf: ({ id }) => String(id),
    linkTo: ({ id }) => ({ to: '/units/$id', params: { id: String(id) } }),
    toneOf: ({ holds }) => (holds.length > 0 ? 'ask' : undefined),
    exported: { list: 'units', query: { ours: 'true' } },
  };
  const search = getRouteApi('/stock').useSearch();
  return (
    <div className="stack">
      <h1>{say('stock')}</h1>
      <StockCounts site={search.site ?? device.site!} sku={search.sku} />
      <DataList list={list} />
    </div>
  );
}

function columnsOf(say: Say, { words, hold, time }: Speech): readonly Column<Unit>[] {
  return [
    {
      key: 'serial',
      title: say('serial'),
      cell: ({ serial }) => <span className="number">{serial}</span>,
      exported: 'serial',
    },
    {
      key: 'sku',
      title: say('sku'),
      cell: ({ sku }) => <span className="number">{sku}</span>,
      exported: 'sku',
    },
    { key: 'name', title: say('product'), cell: ({ name }) => name, exported: 'name' },
    {
      key: 'status',
      title: say('status'),
      cell: ({ status }) => <span className="chip">{words.status[status]}</span>,
      exported: 'status',
    },
    { key: 'place', title: say('place'), cell: ({ place }) => place ?? '', exported: 'site,location' },
    {
      key: 'condition',
      title: say('condition'),
      cell: ({ condition }) => words.condition[condition],
      exported: 'condition',
    },
    {
      key: 'holds',
      title: say('holds'),
      cell: ({ holds }) =>
        holds.length === 0 ? null : (
          <span className="chips">
            {holds.map((key) => (
              <span key={key} className="chip" data-tone="ask">
                {hold(key)}
              </span>
            ))}
          </span>
        ),
      exported: 'holds',
    },
    { key: 'lastAt', title: say('lastAt'), cell: ({ lastAt }) => time(lastAt), exported: 'lastAt' },
    {
      key: 'lastMove',
      title: say('lastMove'),
      cell: ({ lastMove }) => words.done[lastMove],
      exported: 'lastMove',
      isExtra: true,
    },
    { key: 'lot', title: say('lot'), cell: ({ lot }) => lot, exported: 'lot', isExtra: true },
    {
      key: 'supplier',
      title: say('supplier'),
      cell: ({ supplier }) => supplier,
      exported: 'supplier',
      isExtra: true,
    },
    { key: 'owner', title: say('owner'), cell: ({ owner }) => owner, exported: 'owner', isExtra: true },
    { key: 'use', title: say('use'), cell: ({ use }) => words.use[use], exported: 'use', isExtra: true },
  ];
}

function filtersOf(say: Say, { words }: Speech, sites: readonly Choice[], here: string): readonly Filter[] {
  return [
    { kind: 'text', key: 'q', label: say('number'), hint: say('numberHint') },
    {
      kind: 'choice',
      key: 'site',
      label: say('site'),
      preset: here,
      choices: [{ value: '*', label: say('allSites'), asks: {} }, ...sites],
    },
    { kind: 'text', key: 'sku', label: say('sku') },
    {
      kind: 'choice',
      key: 'status',
      label: say('status'),
      all: say('inOurHands'),
      choices: [
        { value: 'any', label: say('anywhere'), asks: { ours: 'false' } },
        ...statuses
          .filter((status) => status !== 'none')
          .map((status) => ({ value: status, label: words.status[status] })),
      ],
    },
    { kind: 'text', key: 'location', label: say('spot') },
    {
      kind: 'choice',
      key: 'condition',
      label: say('condition'),
      all: say('anyCondition'),
      choices: conditions.map((value) => ({ value, label: words.condition[value] })),
    },
    {
      kind: 'choice',
      key: 'hold',
      label: say('holds'),
      all: say('heldOrNot'),
      choices: [
        { value: 'held', label: say('held'), asks: { held: 'true' } },
        { value: 'free', label: say('free'), asks: { held: 'false' } },
        ...holdKinds.map((value) => ({ value, label: words.hold[value] })),
      ],
    },
    { kind: 'text', key: 'lot', label: say('lot') },
    { kind: 'text', key: 'supplier', label: say('supplier') },
  ];
}
