import { Link } from '@tanstack/react-router';
import type { WorthOnWire } from '../../../src/operations/valuation/figures/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useValuationFilters } from './use-valuation-filters.ts';
import { valuationWords } from './valuation-words.ts';
import './valuation.css';

const ways = ['bought', 'estimated', 'unknown'] as const;

/** The units behind a figure, each with what it is worth. */
export function WorthPage() {
  const say = useSliceWords(valuationWords);
  const { language, time } = useSpeech();
  const list: List<WorthOnWire> = {
    name: 'worth',
    label: say('worth'),
    path: '/api/valuation/units',
    empty: say('noWorth'),
    filters: [
      ...useValuationFilters(),
      { kind: 'text', key: 'sku', label: say('sku') },
      {
        kind: 'choice',
        key: 'known',
        label: say('known'),
        all: say('anyKnown'),
        choices: ways.map((value) => ({ value, label: say(`known_${value}`) })),
      },
      { kind: 'text', key: 'currency', label: say('currency') },
    ],
    keyOf: ({ unit, currency }) => `${unit.id} ${currency}`,
    linkTo: ({ unit }) => ({ to: '/units/$id', params: { id: String(unit.id) } }),
    toneOf: ({ known }) => (known === 'unknown' ? 'ask' : undefined),
    columns: [
      {
        key: 'serial',
        title: say('serial'),
        cell: ({ unit }) => <span className="number">{unit.serial}</span>,
      },
      { key: 'name', title: say('product'), cell: ({ name }) => name },
      { key: 'site', title: say('site'), cell: ({ site }) => site },
      {
        key: 'standing',
        title: say('standing'),
        cell: ({ standing }) => say(`standing_${standing}`),
        isExtra: true,
      },
      { key: 'since', title: say('since'), cell: ({ since }) => time(since), isExtra: true },
      { key: 'company', title: say('company'), cell: ({ company }) => company, isExtra: true },
      {
        key: 'known',
        title: say('known'),
        cell: ({ known }) => (known === 'bought' ? say('known_bought') : <Known known={known} />),
      },
      {
        key: 'amount',
        title: say('amount'),
        isNumber: true,
        cell: ({ amount, currency }) => (currency === null ? '–' : moneyText(amount, currency, language)),
      },
    ],
  };
  return (
    <div className="stack">
      <p className="valuation-back">
        <Link to="/valuation">{say('back')}</Link>
      </p>
      <h1>{say('worth')}</h1>
      <DataList list={list} />
    </div>
  );
}

function Known({ known }: { known: 'estimated' | 'unknown' }) {
  const say = useSliceWords(valuationWords);
  return (
    <span className="chip" data-tone={known === 'unknown' ? 'ask' : undefined}>
      {say(`known_${known}`)}
    </span>
  );
}
