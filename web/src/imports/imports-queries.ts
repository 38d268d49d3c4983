import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { FileKind } from '../../../src/domain/imports/fields.ts';
import type {
  ImportOnWire,
  ImportChange as ImportWishes,
  linePage,
  presetList,
  TaskRequest,
} from '../../../src/operations/importing/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useLive } from '../server/live.ts';
import type { Page } from '../server/wire.ts';
import { useJobHome } from './job-home.ts';

export type Import = ImportOnWire;
export type ImportState = Import['state'];
export type Task = TaskRequest['do'];
export type ImportLine = Static<typeof linePage>['items'][number];
export type Preset = Static<typeof presetList>['items'][number];
export type { ImportWishes };

export interface ImportFilters {
  readonly kind?: FileKind | undefined;
  readonly state?: ImportState | undefined;
}

/** While it is at work the stream tells how far it is; without the stream it is asked. */
export function useImport(id: string) {
  const { api } = useJobHome();
  const live = useLive();
  return useQuery({
    queryKey: ['import', id],
    queryFn: () => ask<Import>('GET', `${api}/${id}`),
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'working' ? (live === 'on' ? 15_000 : 1_000) : false,
  });
}

export function useImports({ kind, state }: ImportFilters) {
  const { api } = useJobHome();
  return useInfiniteQuery({
    queryKey: ['imports', api, kind, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask<Page<Import>>('GET', withQuery(api, { kind, state, limit: '25', after: pageParam })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Lines that were refused, warned of, or kept by an undo; `run` makes an answer of another run another one. */
export function useLines(
  id: string,
  outcome: 'refused' | 'warned' | 'kept',
  code: string | undefined,
  run: string | null,
) {
  const { api } = useJobHome();
  return useInfiniteQuery({
    queryKey: ['import-lines', id, outcome, code, run],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask<Page<ImportLine>>(
        'GET',
        withQuery(`${api}/${id}/lines`, { outcome, code, limit: '50', after: pageParam }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function usePresets() {
  return useQuery({
    queryKey: ['import-presets'],
    queryFn: () => ask<{ readonly items: readonly Preset[] }>('GET', '/api/import-presets'),
    staleTime: 300_000,
  });
}

/** What can be done with an import; each answers the import as it is then. Throws a ServerProblem. */
export function useImportActs(id: string) {
  const client = useQueryClient();
  const { api } = useJobHome();
  const take = (now: Import) => {
    client.setQueryData(['import', id], now);
    void client.invalidateQueries({ queryKey: ['imports'] });
    return now;
  };
  return {
    change: async (wishes: ImportWishes) => take(await ask<Import>('PATCH', `${api}/${id}`, wishes)),
    order: async (task: Task) => take(await ask<Import>('POST', `${api}/${id}/task`, { do: task })),
    async savePreset(name: string, { kind, columns, settings }: Import) {
      const mapping = Object.fromEntries(
        columns.flatMap(({ field, header }) => (field === null ? [] : [[field, header]])),
      );
      const { defaults, dateOrder, acceptJunk, replaces, siteNames } = settings;
      const rest = { defaults, dateOrder, acceptJunk, replaces, siteNames };
      await ask('POST', '/api/import-presets', { name, kind, mapping, ...rest });
      await client.invalidateQueries({ queryKey: ['import-presets'] });
    },
  };
}
