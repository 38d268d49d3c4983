import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { WatchLimitOnWire } from '../../../src/operations/watching/contract.ts';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { watchingWords } from './watching-words.ts';

interface LimitsProps {
  /** Empty: all sites. */
  readonly site: string;
  readonly items: readonly WatchLimitOnWire[];
  readonly mayChange: boolean;
}

/** The days of each status; what is changed is sent, and nothing else. */
export function LimitsForm({ site, items, mayChange }: LimitsProps) {
  const say = useSliceWords(watchingWords);
  const [days, setDays] = useState(() => new Map(items.map((one) => [one.status, textOf(one)])));
  const [isSaved, setSaved] = useState(false);
  const set = (status: WatchLimitOnWire['status'], days: number | null) =>
    ask('POST', '/api/watch/limits', { status, days, ...(site === '' ? {} : { site }) });
  const reread = () => queryClient.invalidateQueries({ queryKey: ['watch-limits'] });
  const save = useAct(async () => {
    const changed = items.filter((one) => days.get(one.status) !== textOf(one));
    const wanted = changed.map(({ status }) => [status, daysOf(days.get(status)!)] as const);
    if (wanted.some(([, count]) => count === undefined)) throw new Error(say('badDays'));
    for (const [status, count] of wanted) await set(status, count!);
    await reread();
    setSaved(true);
  });
  const back = useAct(async (status: WatchLimitOnWire['status']) => {
    await set(status, null);
    await reread();
  });
  const isChanged = items.some((one) => days.get(one.status) !== textOf(one));
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void save.run();
  }
  return (
    <form className="stack" onSubmit={submit}>
      <table className="watch-limits">
        <thead>
          <tr>
            <th scope="col">{say('status')}</th>
            <th scope="col">{say('days')}</th>
            <th scope="col">
              <span className="hidden">{say('setBy', { name: '', when: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <LimitRow
              key={one.status}
              one={one}
              isOwn={one.from === (site === '' ? 'all_sites' : 'site')}
              value={days.get(one.status) ?? ''}
              mayChange={mayChange}
              change={(value) => {
                setSaved(false);
                setDays((before) => new Map(before).set(one.status, value));
              }}
              back={() => void back.run(one.status)}
            />
          ))}
        </tbody>
      </table>
      <ProblemNote problem={save.problem ?? back.problem} />
      {mayChange && (
        <div className="form-buttons">
          <Button type="submit" loading={save.isBusy} disabled={!isChanged}>
            {say('save')}
          </Button>
          {isSaved && <p role="status">{say('saved')}</p>}
        </div>
      )}
    </form>
  );
}

interface RowProps {
  readonly one: WatchLimitOnWire;
  readonly isOwn: boolean;
  readonly value: string;
  readonly mayChange: boolean;
  change(value: string): void;
  back(): void;
}

function LimitRow({ one, isOwn, value, mayChange, change, back }: RowProps) {
  const say = useSliceWords(watchingWords);
  const { words, time } = useSpeech();
  const { status, from, setBy, setAt } = one;
  const name = words.status[status];
  const who = setBy === null || setAt === null ? '' : say('setBy', { name: setBy, when: time(setAt) });
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="soft">
          {[say(`from_${from}`), who, status === 'on_loan' ? say('afterDue') : '']
            .filter(Boolean)
            .join(' · ')}
        </span>
      </th>
      <td>
        <TextInput
          aria-label={say('daysOf', { status: name })}
          value={value}
          onChange={({ currentTarget }) => change(currentTarget.value)}
          placeholder="–"
          title={say('notWatched')}
          inputMode="numeric"
          maxLength={4}
          disabled={!mayChange}
        />
      </td>
      <td>
        {isOwn && mayChange && (
          <Button variant="default" aria-label={say('backOf', { status: name })} onClick={back}>
            {say('backToPreset')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function textOf({ days }: WatchLimitOnWire): string {
  return days === null ? '' : String(days);
}

/** Empty: not watched, which the server calls 0; undefined: no number of days. */
function daysOf(text: string): number | undefined {
  if (text.trim() === '') return 0;
  const days = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= 3_650 ? days : undefined;
}
