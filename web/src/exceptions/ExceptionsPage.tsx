import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ExceptionOnWire } from '../../../src/operations/exceptions/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import type { Page } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { exceptionsWords } from './exceptions-words.ts';

/** Open questions of this site: what the record said, what was seen, and what was decided. */
export function ExceptionsPage() {
  const { say } = useSpeech();
  const { show } = useSearch({ from: '/exceptions' });
  const navigate = useNavigate({ from: '/exceptions' });
  const site = useDevice().site!;
  const open = show !== 'settled';
  const list = useInfiniteQuery({
    queryKey: ['exceptions', site, open],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask<Page<ExceptionOnWire>>(
        'GET',
        withQuery('/api/exceptions', { site, open: String(open), limit: '50', after: pageParam }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack">
      <h1>{say('exceptions')}</h1>
      <SegmentedControl
        aria-label={say('exceptions')}
        value={open ? 'open' : 'settled'}
        onChange={(value) => void navigate({ search: value === 'settled' ? { show: 'settled' } : {} })}
        data={[
          { value: 'open', label: say('open') },
          { value: 'settled', label: say('settled') },
        ]}
      />
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <p className="panel">{say(open ? 'noOpenExceptions' : 'noSettledExceptions')}</p>
      )}
      {items.map((item) => (
        <Question key={item.id} item={item} />
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </div>
  );
}

function Question({ item }: { item: ExceptionOnWire }) {
  const { say, age, time } = useSpeech();
  const title = `exception-${item.id}`;
  return (
    <article className="panel" aria-labelledby={title}>
      <h2 id={title}>
        #{item.id} · {item.sentence}
      </h2>
      <div className="entry-facts">
        {item.unit && (
          <Link to="/units/$id" params={{ id: String(item.unit.id) }} className="number">
            {item.unit.sku} {item.unit.serial}
          </Link>
        )}
        <span className="soft">
          {item.settledAt === null ? say('openSince', { age: age(item.openedAt) }) : time(item.openedAt)}
        </span>
      </div>
      <dl className="two-facts">
        <div>
          <dt className="soft">{say('believed')}</dt>
          <dd>{item.recorded}</dd>
        </div>
        <div>
          <dt className="soft">{say('observed')}</dt>
          <dd>{item.observed}</dd>
        </div>
      </dl>
      {item.settledAt === null ? (
        <Settle id={item.id} />
      ) : (
        <p>
          {say('settledBy', { actor: item.settledBy ?? '', when: time(item.settledAt) })}: {item.settlement}
        </p>
      )}
    </article>
  );
}

function Settle({ id }: { id: number }) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(exceptionsWords);
  const client = useQueryClient();
  const may = useMay();
  const site = useDevice().site!;
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const settlement = String(new FormData(event.currentTarget).get('settlement'));
    try {
      await ask('POST', `/api/exceptions/${id}/settle`, { settlement });
      await client.invalidateQueries({ queryKey: ['exceptions'] });
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  if (!may('settle', site))
    return (
      <div className="stack">
        <Button
          variant="default"
          disabled
          aria-label={`${say('settle')} #${id}`}
          aria-describedby={`why-${id}`}
        >
          {say('settle')}
        </Button>
        <p id={`why-${id}`} className="soft">
          {sayHere('mayNotSettle')}
        </p>
      </div>
    );
  if (!isOpen)
    return (
      <Button variant="default" aria-label={`${say('settle')} #${id}`} onClick={() => setOpen(true)}>
        {say('settle')}
      </Button>
    );
  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <Textarea name="settlement" label={say('settlement')} required autosize minRows={2} maxLength={2_000} />
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        <Button type="submit">{say('settle')}</Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
