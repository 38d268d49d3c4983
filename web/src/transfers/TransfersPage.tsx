import '../tasks/task-lines.css';
import './transfers.css';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight, BookOpen, Truck } from 'lucide-react';
import { transferStatuses } from '../../../src/domain/transfers.ts';
import type { TransferOnWire } from '../../../src/operations/transfers/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Filter, List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { booksWords } from './books-words.ts';
import { transfersWords } from './transfers-words.ts';

/** What goes between our sites: who asked whom, how far it is, and how long it has been on its way. */
export function TransfersPage() {
  const say = useSliceWords(transfersWords);
  const { age, number } = useSpeech();
  const here = useDevice().site;
  const sayBooks = useSliceWords(booksWords);
  const may = useMay();
  const mayAsk = may('scan', here);
  const list: List<TransferOnWire> = {
    name: 'transfers',
    label: say('transfers'),
    path: '/api/transfers',
    empty: say('noTransfers'),
    columns: [
      { key: 'number', title: say('number'), cell: (row) => <span className="number">{row.number}</span> },
      { key: 'from', title: say('from'), cell: ({ from }) => <span className="short">{from}</span> },
      { key: 'to', title: say('to'), cell: ({ to }) => <span className="short">{to}</span> },
      { key: 'state', title: say('state'), cell: ({ status }) => <StateChip status={status} /> },
      { key: 'wanted', title: say('asked'), isNumber: true, cell: ({ wanted }) => number(wanted) },
      { key: 'received', title: say('received'), isNumber: true, cell: ({ received }) => number(received) },
      {
        key: 'inTransit',
        title: say('inTransit'),
        isNumber: true,
        cell: ({ inTransit }) => number(inTransit),
      },
      {
        key: 'age',
        title: say('age'),
        cell: ({ oldestInTransit: since }) => since && <span className="short">{age(since)}</span>,
      },
      { key: 'lost', title: say('lost'), isNumber: true, isExtra: true, cell: ({ lost }) => number(lost) },
    ],
    filters: useFilters(),
    keyOf: (row) => row.number,
    linkTo: (row) => ({ to: '/transfers/$number', params: { number: row.number } }),
    toneOf: ({ closedAt, lost }) => (closedAt !== null ? 'off' : lost > 0 ? 'bad' : undefined),
    actions: (
      <>
        <Link to="/in-transit" className="task-link">
          <Truck size={18} aria-hidden /> {say('inTransitTitle')}
        </Link>
        {may('import', null) && (
          <Link to="/company-books" className="task-link">
            <BookOpen size={18} aria-hidden /> {sayBooks('books')}
          </Link>
        )}
        {mayAsk && (
          <Link to="/new-transfer" className="task-link">
            <ArrowLeftRight size={18} aria-hidden /> {say('newTransfer')}
          </Link>
        )}
      </>
    ),
  };
  return (
    <div className="stack">
      <h1>{say('transfers')}</h1>
      <DataList list={list} />
    </div>
  );
}

export function StateChip({ status }: Pick<TransferOnWire, 'status'>) {
  const say = useSliceWords(transfersWords);
  const tone =
    status === 'sent' || status === 'receiving' ? 'good' : status === 'picking' ? 'ask' : undefined;
  return (
    <span className="chip" data-tone={tone}>
      {say(status)}
    </span>
  );
}

function useFilters(): readonly Filter[] {
  const say = useSliceWords(transfersWords);
  const ends = useSiteFilters();
  return [
    {
      kind: 'choice',
      key: 'status',
      label: say('state'),
      preset: 'open',
      choices: [
        { value: 'open', label: say('open') },
        { value: 'in_transit', label: say('in_transit') },
        ...transferStatuses.map((value) => ({ value, label: say(value) })),
        { value: 'all', label: say('all'), asks: {} },
      ],
    },
    ...ends,
    { kind: 'text', key: 'number', label: say('number') },
  ];
}

/** From where, and where to. */
export function useSiteFilters(): readonly Filter[] {
  const say = useSliceWords(transfersWords);
  const choices = (useSites().data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  return [
    { kind: 'choice', key: 'from', label: say('from'), all: say('anySite'), choices },
    { kind: 'choice', key: 'to', label: say('to'), all: say('anySite'), choices },
  ];
}
