import './vendor-returns.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { VendorReturnOnWire } from '../../../src/operations/vendor-returns/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { BeginReturn } from './BeginReturn.tsx';
import { vendorReturnsWords } from './vendor-returns-words.ts';

/** What goes back to suppliers: to whom, under which RMA number, and what is still missing. */
export function VendorReturnsPage() {
  const say = useSliceWords(vendorReturnsWords);
  const { age, number } = useSpeech();
  const here = useDevice().site;
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const list: List<VendorReturnOnWire> = {
    name: 'vendor-returns',
    label: say('vendorReturns'),
    path: '/api/vendor-returns',
    query: here === null ? {} : { site: here },
    empty: say('none'),
    keyOf: (row) => row.number,
    linkTo: (row) => ({ to: '/vendor-returns/$number', params: { number: row.number } }),
    toneOf: ({ closedAt }) => (closedAt === null ? undefined : 'off'),
    columns: [
      { key: 'number', title: say('number'), cell: (row) => <span className="number">{row.number}</span> },
      { key: 'supplier', title: say('supplier'), cell: ({ supplierName }) => supplierName },
      { key: 'rma', title: say('rma'), cell: ({ rma }) => rma && <span className="number">{rma}</span> },
      { key: 'state', title: say('state'), cell: (row) => <StateChip paper={row} /> },
      { key: 'listed', title: say('listed'), isNumber: true, cell: ({ listed }) => number(listed) },
      { key: 'sent', title: say('sent'), isNumber: true, cell: ({ sent }) => number(sent) },
      {
        key: 'openCredits',
        title: say('openCredits'),
        isNumber: true,
        cell: ({ openCredits }) => number(openCredits),
      },
      {
        key: 'since',
        title: say('since'),
        cell: ({ sentAt, madeAt }) => <span className="short">{age(sentAt ?? madeAt)}</span>,
      },
    ],
    filters: [
      {
        kind: 'choice',
        key: 'open',
        label: say('state'),
        preset: 'true',
        choices: [
          { value: 'true', label: say('open') },
          { value: 'false', label: say('over') },
          { value: 'all', label: say('all'), asks: {} },
        ],
      },
      { kind: 'text', key: 'number', label: say('numberOrRma') },
    ],
    actions: (
      <>
        <Link to="/vendor-credits">{say('creditsTitle')}</Link>
        {may('scan', here) && !isNew && <Button onClick={() => setNew(true)}>{say('begin')}</Button>}
      </>
    ),
  };
  return (
    <div className="stack">
      <h1>{say('vendorReturns')}</h1>
      {isNew && here !== null && <BeginReturn site={here} cancel={() => setNew(false)} />}
      <DataList list={list} />
    </div>
  );
}

export function StateChip({ paper: { status } }: { paper: VendorReturnOnWire }) {
  const say = useSliceWords(vendorReturnsWords);
  const tone = status === 'answered' ? 'good' : status === 'sent' ? 'ask' : undefined;
  return (
    <span className="chip" data-tone={tone}>
      {say(`status_${status}`)}
    </span>
  );
}
