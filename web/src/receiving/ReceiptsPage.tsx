import '../tasks/tasks.css';
import './receiving.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { FileUp, PackagePlus } from 'lucide-react';
import type { ReceiptOnWire } from '../../../src/operations/receiving/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import type { Page } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useSuppliers } from './receipt-queries.ts';
import { receivingWords } from './receiving-words.ts';

/** The receipts of this site, the newest first: which to go on with, and which are done. */
export function ReceiptsPage() {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const filter = useSearch({ from: '/receipts' });
  const site = useDevice().site!;
  const list = useInfiniteQuery({
    queryKey: ['list', 'receipts', site, filter],
    initialPageParam: undefined as string | undefined,
    staleTime: 0,
    queryFn: ({ pageParam }) => {
      const { state = 'open', number, supplier } = filter;
      const query = { site, limit: '50', after: pageParam, number, supplier };
      const status = state === 'all' ? undefined : state;
      return ask<Page<ReceiptOnWire>>('GET', withQuery('/api/receipts', { ...query, status }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const may = useMay();
  return (
    <div className="stack receiving-page">
      <div className="task-head">
        <h1>{sayHere('receipts')}</h1>
        <div className="task-actions">
          {may('import', site) && (
            <Link to="/imports" search={{ kind: 'receipts' }} className="receiving-link">
              <FileUp size={18} aria-hidden /> {sayHere('fromFile')}
            </Link>
          )}
          {may('scan', site) && (
            <Link to="/announce" className="receiving-link">
              <PackagePlus size={18} aria-hidden /> {sayHere('newReceipt')}
            </Link>
          )}
        </div>
      </div>
      <Filters />
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <p className="panel">
          {sayHere('noReceipts')} <span className="soft">{sayHere('noReceiptsHint')}</span>
        </p>
      )}
      {items.length > 0 && (
        <ul className="plain-list receiving-list">
          {items.map((item) => (
            <ReceiptCard key={item.number} receipt={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </div>
  );
}

const states = ['open', 'announced', 'receiving', 'closed', 'all'] as const;

/** The filters stand in the address, so that a link to a list is a link to that list. */
function Filters() {
  const sayHere = useSliceWords(receivingWords);
  const navigate = useNavigate({ from: '/receipts' });
  const { state = 'open', number = '', supplier = '' } = useSearch({ from: '/receipts' });
  const suppliers = useSuppliers();
  const change = (next: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const names = [...new Set([supplier, ...(suppliers.data?.items ?? []).map(({ name }) => name)])];
  return (
    <div className="station-settings receiving-filters">
      <NativeSelect
        label={sayHere('state')}
        value={state}
        onChange={({ currentTarget: { value } }) => change({ state: value === 'open' ? undefined : value })}
        data={states.map((value) => ({ value, label: sayHere(value) }))}
      />
      <NativeSelect
        label={sayHere('supplier')}
        value={supplier}
        onChange={({ currentTarget: { value } }) => change({ supplier: value || undefined })}
        data={[
          { value: '', label: sayHere('all') },
          ...names.filter((name) => name !== '').map((name) => ({ value: name, label: name })),
        ]}
      />
      <TextInput
        label={sayHere('numberFilter')}
        value={number}
        onChange={({ currentTarget: { value } }) => change({ number: value || undefined })}
        maxLength={64}
        autoComplete="off"
      />
    </div>
  );
}

function ReceiptCard({ receipt }: { receipt: ReceiptOnWire }) {
  const { age, number } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const { status, supplier, openedAt, extra, pieces } = receipt;
  const received = receipt.received + pieces.received;
  const expected = receipt.expected === null ? null : receipt.expected + (pieces.expected ?? 0);
  const share = expected ? Math.min(1, received / expected) : 0;
  return (
    <li className="panel">
      <Link to="/receipts/$number" params={{ number: receipt.number }} className="number">
        {receipt.number}
      </Link>
      <span className="chip" data-tone={status === 'receiving' ? 'good' : undefined}>
        {sayHere(status)}
      </span>
      <span className="soft receiving-about">
        {[supplier, sayHere('since', { age: age(openedAt) })].filter(Boolean).join(' · ')}
      </span>
      <span className="receiving-share">
        <strong>{expected === null ? number(received) : `${number(received)} / ${number(expected)}`}</strong>
        {extra > 0 && (
          <span className="chip" data-tone="ask">
            {sayHere('countExtra', { count: number(extra) })}
          </span>
        )}
        <span className="task-bar" aria-hidden>
          <span style={{ width: `${share * 100}%` }} />
        </span>
      </span>
    </li>
  );
}
