import '../tasks/task-lines.css';
import './purchasing.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import type { PurchaseOrderHead, PurchaseOrderOnWire } from '../../../src/operations/purchasing/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { BringX12 } from './BringX12.tsx';
import { purchasingWords } from './purchasing-words.ts';

/** What was ordered for this site, and what has come of it. */
export function PurchaseOrdersPage() {
  const { number, day } = useSpeech();
  const say = useSliceWords(purchasingWords);
  const site = useDevice().site!;
  const mayBring = useMay()('import', site);
  const list: List<PurchaseOrderHead> = {
    name: 'purchase-orders',
    label: say('orders'),
    path: '/api/purchase-orders',
    query: { site },
    empty: say('noOrders'),
    columns: [
      { key: 'number', title: say('number'), cell: (row) => <span className="number">{row.number}</span> },
      { key: 'supplier', title: say('supplier'), cell: (row) => row.supplier },
      {
        key: 'expectedOn',
        title: say('expectedOn'),
        cell: (row) => (row.expectedOn === null ? '–' : day(row.expectedOn)),
      },
      { key: 'lines', title: say('lines'), cell: (row) => number(row.lines), isNumber: true },
      { key: 'pieces', title: say('pieces'), cell: (row) => number(row.pieces), isNumber: true },
    ],
    filters: [
      { kind: 'text', key: 'number', label: say('number') },
      { kind: 'text', key: 'supplier', label: say('supplier') },
    ],
    keyOf: (row) => row.number,
    detail: (row) => <OrderDetail key={row.number} number={row.number} />,
    actions: mayBring && (
      <Link to="/imports" search={{ kind: 'purchase_orders' }} className="button-link">
        <FileUp size={18} aria-hidden /> {say('fromFile')}
      </Link>
    ),
  };
  return (
    <div className="stack">
      <h1>{say('orders')}</h1>
      {mayBring && <BringX12 site={site} />}
      <DataList list={list} />
    </div>
  );
}

const tones = { open: undefined, partly: 'ask', received: 'good', closed: 'bad' } as const;

/** An order line by line, and the receipts that answer it. */
function OrderDetail({ number }: { number: string }) {
  const speech = useSpeech();
  const say = useSliceWords(purchasingWords);
  const order = useQuery({
    queryKey: ['purchase-order', number],
    queryFn: () => ask<PurchaseOrderOnWire>('GET', `/api/purchase-orders/${encodeURIComponent(number)}`),
    staleTime: 0,
  });
  if (order.isPending) return <Loading />;
  if (order.isError) return <Trouble error={order.error} reset={() => void order.refetch()} />;
  const { lines, receipts, state } = order.data;
  const columns = ['quantity', 'announced', 'received', 'open', 'over'] as const;
  return (
    <section className="stack" aria-label={say('orderTitle', { number })}>
      <p>
        <span className="chip" data-tone={tones[state]}>
          {say(`state_${state}`)}
        </span>{' '}
        {receipts.length === 0 ? say('noReceipts') : say('receipts')}{' '}
        {receipts.map((receipt) => (
          <Link
            key={receipt.number}
            to="/receipts/$number"
            params={{ number: receipt.number }}
            className="number purchasing-receipt"
          >
            {receipt.number}
          </Link>
        ))}
      </p>
      <table className="task-lines purchasing-lines">
        <thead>
          <tr>
            <th scope="col">{say('line')}</th>
            <th scope="col">{say('product')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {say(`count_${column}`)}
              </th>
            ))}
            <th scope="col">{say('state')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={one.line}>
              <td data-label={say('line')}>{one.line}</td>
              <th scope="row">
                {one.name} <span className="soft number">{one.sku}</span>
              </th>
              {columns.map((column) => (
                <td key={column} data-label={say(`count_${column}`)}>
                  {speech.number(one[column])}
                </td>
              ))}
              <td data-label={say('state')}>{say(`state_${one.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
