import { Button, NativeSelect, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FileKind, fileKinds } from '../../../src/domain/imports/fields.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSpeech } from '../words/words.ts';
import { type Import, type ImportFilters, type ImportState, useImports } from './imports-queries.ts';
import { useJobHome, useJobWords } from './job-home.ts';
import { useMachineWords } from './machine-word.ts';

interface ImportsSoFarProps {
  readonly filters: ImportFilters;
  readonly onFilter: (filters: ImportFilters) => void;
}

export const importStates: readonly ImportState[] = [
  'ready',
  'working',
  'paused',
  'done',
  'undone',
  'cancelled',
  'failed',
];

/** All imports, the newest first; those at work move by themselves. */
export function ImportsSoFar({ filters, onFilter }: ImportsSoFarProps) {
  const say = useJobWords();
  const word = useMachineWords();
  const list = useImports(filters);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isOfFiles = useJobHome().api === '/api/imports';
  const isFiltered = filters.kind !== undefined || filters.state !== undefined;
  return (
    <section className="panel stack" aria-labelledby="imports-so-far">
      <h2 id="imports-so-far">{say('imports')}</h2>
      <div className="import-choices">
        {isOfFiles && (
          <NativeSelect
            label={say('kind')}
            value={filters.kind ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onFilter({ ...filters, kind: value === '' ? undefined : (value as FileKind) })
            }
            data={[
              { value: '', label: say('allKinds') },
              ...fileKinds.map((one) => ({ value: one, label: word('kind', one) })),
            ]}
          />
        )}
        <NativeSelect
          label={say('state')}
          value={filters.state ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onFilter({ ...filters, state: value === '' ? undefined : (value as ImportState) })
          }
          data={[
            { value: '', label: say('allStates') },
            ...importStates.map((one) => ({ value: one, label: word('state', one) })),
          ]}
        />
      </div>
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p>{say(isFiltered ? 'noneSuch' : 'none')}</p>}
      {items.length > 0 && (
        <ul className="plain-list">
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          variant="default"
          size="md"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {say('more')}
        </Button>
      )}
    </section>
  );
}

function Row({ item }: { item: Import }) {
  const say = useJobWords();
  const word = useMachineWords();
  const { number, time, words } = useSpeech();
  const { one } = useJobHome();
  const { id, name, kind, settings, state, task, by, createdAt, progress } = item;
  const { moving } = settings;
  const title = name ?? (moving ? words.move[moving.move] : say('openImport', { id }));
  return (
    <li className="import-row">
      <Link to={one} params={{ id: String(id) }} className="import-name">
        <span className="soft">#{id}</span> {title}
      </Link>
      <span className="chip" data-tone={toneOf(state)}>
        {state === 'working' && task !== null ? word('task', task) : word('state', state)}
      </span>
      <span className="soft import-facts">
        {moving ? placeOf(settings.defaults) : `${word('kind', kind)} · `}
        {say('byWhom', { who: by, when: time(createdAt) })}
      </span>
      <span className="import-counts">
        {progress.recorded > 0 && `${number(progress.recorded)} ${say('recorded')}`}
        {progress.refused > 0 && ` · ${number(progress.refused)} ${say('refused')}`}
      </span>
      {state === 'working' && (
        <Progress.Root size="sm" className="import-bar">
          <Progress.Section
            value={(100 * progress.done) / Math.max(1, progress.lines)}
            aria-label={say('progress')}
          />
        </Progress.Root>
      )}
    </li>
  );
}

/** Where a bulk move is done. */
function placeOf({ site, location }: { readonly site?: string; readonly location?: string } = {}): string {
  const place = [site, location].filter((one) => one !== undefined).join('/');
  return place === '' ? '' : `${place} · `;
}

export function toneOf(state: ImportState): 'good' | 'ask' | 'bad' | undefined {
  if (state === 'done') return 'good';
  if (state === 'failed') return 'bad';
  return state === 'working' || state === 'paused' ? 'ask' : undefined;
}
