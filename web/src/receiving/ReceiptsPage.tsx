import { Link } from '@tanstack/react-router';
import { FileUp, PackagePlus } from 'lucide-react';
import type { ReceiptOnWire } from '../../../src/operations/receiving/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Column, Filter, List } from '../lists/list.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useSuppliers } from './receipt-queries.ts';
import { receivingWords } from './receiving-words.ts';

/** The receipts of this site, the newest first: which to go on with, which are done, and what differed. */
export function ReceiptsPage() {
  const sayHere = useSliceWords(receivingWords);
  const site = useDevice().site!;
  const may = useMay();
  const list: List<ReceiptOnWire> = {
    name: 'receipts',
    label: sayHere('receipts'),
    path: '/api/receipts',
    query: { site },
    empty: `${sayHere('noReceipts')} ${sayHere('noReceiptsHint')}`,
    columns: useColumns(),
    filters: useFilters(),
    keyOf: ({ number }) => number,
    linkTo: ({ number }) => ({ to: '/receipts/$number', params: { number } }),
    toneOf: ({ status }) => (status === 'closed' ? 'off' : undefined),
    actions: (
      <>
        {may('scan', site) && (
          <Link to="/announce" className="button-link">
            <PackagePlus size={16} aria-hidden /> {sayHere('newReceipt')}
          </Link>
        )}
        {may('import', site) && (
          <Link to="/imports" search={{ kind: 'receipts' }} className="button-link">
            <FileUp size={16} aria-hidden /> {sayHere('fromFile')}
          </Link>
        )}
      </>
    ),
  };
  return (
    <div className="stack">
      <h1>{sayHere('receipts')}</h1>
      <DataList list={list} />
    </div>
  );
}

function useColumns(): readonly Column<ReceiptOnWire>[] {
  const { number, day, time } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  /** Blind: nobody is told. */
  const count = (units: number | null) => (units === null ? '–' : number(units));
  const figure = (key: 'expected' | 'extra' | 'missing' | 'damaged') => ({
    key,
    title: sayHere(key),
    isNumber: true,
    cell: (row: ReceiptOnWire) => <Figure tone={tones[key]} count={row[key]} said={count(row[key])} />,
    exported: key,
  });
  return [
    {
      key: 'number',
      title: sayHere('numberFilter'),
      cell: (row) => <span className="number">{row.number}</span>,
      exported: 'number',
    },
    {
      key: 'status',
      title: sayHere('state'),
      cell: ({ status }) => (
        <span className="chip" data-tone={status === 'receiving' ? 'good' : undefined}>
          {sayHere(status)}
        </span>
      ),
      exported: 'status',
    },
    { key: 'supplier', title: sayHere('supplier'), cell: ({ supplier }) => supplier, exported: 'supplier' },
    {
      key: 'expectedOn',
      title: sayHere('expectedOn'),
      cell: ({ expectedOn }) => expectedOn && day(expectedOn),
      exported: 'expectedOn',
    },
    {
      key: 'openedAt',
      title: sayHere('begun'),
      cell: ({ openedAt }) => time(openedAt),
      isExtra: true,
      exported: 'openedAt',
    },
    figure('expected'),
    {
      key: 'scanned',
      title: sayHere('scanned'),
      isNumber: true,
      cell: ({ received }) => number(received),
      exported: 'received',
    },
    figure('extra'),
    figure('missing'),
    figure('damaged'),
    {
      key: 'pieces',
      title: sayHere('plainPieces'),
      isNumber: true,
      cell: ({ pieces }) =>
        pieces.expected === 0 && pieces.received === 0
          ? null
          : `${number(pieces.received)} / ${count(pieces.expected)}`,
      exported: 'pieces.received,pieces.expected',
    },
  ];
}

const tones = { expected: undefined, extra: 'ask', missing: undefined, damaged: 'bad' } as const;

/** What is more than nothing, and asks for something, stands out. */
function Figure({ tone, count, said }: { tone: string | undefined; count: number | null; said: string }) {
  if (tone === undefined || !count) return said;
  return (
    <span className="chip" data-tone={tone}>
      {said}
    </span>
  );
}

const states = ['open', 'announced', 'receiving', 'closed'] as const;

function useFilters(): readonly Filter[] {
  const sayHere = useSliceWords(receivingWords);
  const suppliers = useSuppliers().data?.items ?? [];
  return [
    {
      kind: 'choice',
      key: 'status',
      label: sayHere('state'),
      preset: 'open',
      choices: [
        ...states.map((value) => ({ value, label: sayHere(value) })),
        { value: 'all', label: sayHere('all'), asks: {} },
      ],
    },
    {
      kind: 'choice',
      key: 'supplier',
      label: sayHere('supplier'),
      all: sayHere('all'),
      choices: suppliers.map(({ name }) => ({ value: name, label: name })),
    },
    { kind: 'text', key: 'number', label: sayHere('numberFilter') },
  ];
}
