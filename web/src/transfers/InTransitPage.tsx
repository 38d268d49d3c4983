import '../tasks/task-lines.css';
import './transfers.css';
import { Link } from '@tanstack/react-router';
import type { InTransitOnWire } from '../../../src/operations/transfers/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useSiteFilters } from './TransfersPage.tsx';
import { transfersWords } from './transfers-words.ts';

/** Every unit between two of our sites, the longest on its way first. */
export function InTransitPage() {
  const say = useSliceWords(transfersWords);
  const { age } = useSpeech();
  const list: List<InTransitOnWire> = {
    name: 'in-transit',
    label: say('inTransitTitle'),
    path: '/api/in-transit',
    empty: say('noneInTransit'),
    columns: [
      { key: 'unit', title: say('unit'), cell: ({ unit }) => <span className="number">{unit.serial}</span> },
      { key: 'product', title: say('product'), cell: ({ name }) => name },
      { key: 'since', title: say('since'), cell: ({ since }) => <span className="short">{age(since)}</span> },
      { key: 'from', title: say('from'), cell: ({ from }) => <span className="short">{from}</span> },
      { key: 'to', title: say('to'), cell: ({ to }) => <span className="short">{to}</span> },
      { key: 'number', title: say('number'), cell: ({ number }) => <span className="number">{number}</span> },
    ],
    filters: useSiteFilters(),
    keyOf: ({ unit }) => String(unit.id),
    linkTo: ({ number }) => ({ to: '/transfers/$number', params: { number } }),
    actions: (
      <Link to="/transfers" className="task-link">
        {say('transfers')}
      </Link>
    ),
  };
  return (
    <div className="stack">
      <h1>{say('inTransitTitle')}</h1>
      <DataList list={list} />
    </div>
  );
}
