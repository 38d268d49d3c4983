import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EyeOff } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { UnreadAnswerOnWire, UnreadOnWire } from '../../../src/operations/unread/contract.ts';
import { PhotoStrip } from '../photos/PhotoStrip.tsx';
import { UnitLabels } from '../printing/UnitLabels.tsx';
import { scanId } from '../scanning/scan-id.ts';
import { ask, withQuery } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useHere } from './TakeInPage.tsx';
import './unread.css';
import { unreadWords } from './unread-words.ts';

/** Things of this site whose true serial is not known yet, the oldest first. */
export function UnreadPage() {
  const say = useSliceWords(unreadWords);
  const { site, mayScan } = useHere();
  const [done, setDone] = useState<UnreadAnswerOnWire | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['unread', site],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask<Page<UnreadOnWire>>('GET', withQuery('/api/unread', { site, limit: '50', after: pageParam })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack">
      <h1>{say('unread')}</h1>
      <p className="soft unread-intro">{say('hint')}</p>
      {mayScan && (
        <p className="unread-intro unread-tools">
          <Button
            variant="default"
            leftSection={<EyeOff size={20} aria-hidden />}
            renderRoot={(props) => <Link to="/unread/new" {...props} />}
          >
            {say('cannotRead')}
          </Button>
        </p>
      )}
      {done && (
        <p role="status" className="unread-good">
          {done.sentence}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="panel">{say('none')}</p>}
      {items.length > 0 && (
        <div className="unread-list">
          {items.map((item) => (
            <Thing key={item.id} item={item} mayScan={mayScan} setDone={setDone} />
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </div>
  );
}

interface ThingProps {
  readonly item: UnreadOnWire;
  readonly mayScan: boolean;
  setDone(answer: UnreadAnswerOnWire): void;
}

function Thing({ item, mayScan, setDone }: ThingProps) {
  const say = useSliceWords(unreadWords);
  const { age } = useSpeech();
  const [open, setOpen] = useState<'serial' | 'label' | null>(null);
  const { number, name, sku, note, photos, askedAt, by, unit, labelReadAt } = item;
  const title = `unread-${item.id}`;
  return (
    <article className="panel stack unread-thing" aria-labelledby={title}>
      <h2 id={title}>
        <Link to="/units/$id" params={{ id: String(unit) }} className="number">
          {number}
        </Link>{' '}
        {name}
      </h2>
      <div className="entry-facts">
        <span className="soft number">{sku}</span>
        <span>{say(item.reason)}</span>
        <span className="soft">{say('since', { age: age(askedAt), actor: by })}</span>
        <span className="chip" data-tone={labelReadAt === null ? 'ask' : 'good'}>
          {say(labelReadAt === null ? 'labelOpen' : 'labelRead')}
        </span>
      </div>
      {note !== null && <p>{note}</p>}
      <PhotoStrip hashes={photos} />
      {mayScan && open === null && (
        <div className="scan-row unread-tools">
          <Button aria-label={say('found', { number })} onClick={() => setOpen('serial')}>
            {say('foundButton')}
          </Button>
          <Button variant="default" aria-label={say('labelOf', { number })} onClick={() => setOpen('label')}>
            {say('label')}
          </Button>
        </div>
      )}
      {open === 'serial' && <TrueSerial item={item} cancel={() => setOpen(null)} setDone={setDone} />}
      {open === 'label' && <UnitLabels unit={{ id: unit, see: null }} />}
    </article>
  );
}

function TrueSerial({
  item,
  cancel,
  setDone,
}: { cancel: () => void } & Pick<ThingProps, 'item' | 'setDone'>) {
  const say = useSliceWords(unreadWords);
  const { site } = useHere();
  const client = useQueryClient();
  const [refused, setRefused] = useState<UnreadAnswerOnWire | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const code = String(new FormData(form).get('code'));
    setProblem(null);
    try {
      const told = await ask<UnreadAnswerOnWire>(
        'POST',
        `/api/unread/${encodeURIComponent(item.number)}/complete`,
        { id: scanId(Date.now()), codes: [code], input: 'keyed', site },
      );
      forgetUnits();
      if (told.outcome === 'refused') {
        setRefused(told);
        form.reset();
        return;
      }
      setDone(told);
      await client.invalidateQueries({ queryKey: ['unread'] });
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <TextInput name="code" label={say('trueSerial')} required autoComplete="off" autoFocus />
      {refused && (
        <div role="alert" className="form-problem">
          <p>{refused.sentence}</p>
          {refused.exceptions.map(({ id, sentence }) => (
            <p key={id}>
              {say('question')} <Link to="/exceptions">{sentence}</Link>
            </p>
          ))}
        </div>
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row unread-tools">
        <Button type="submit">{say('save')}</Button>
        <Button variant="default" onClick={cancel}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
