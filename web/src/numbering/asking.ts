import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BlockOnWire, NumberingOnWire } from '../../../src/operations/numbering/contract.ts';
import { credentials } from '../access/session-store.ts';
import { ask, ServerProblem, withQuery } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';

/** Whose numbers are shown: of one product, of own labels (null), or all. */
export type Whose = string | null | undefined;

export type TakenBlock = BlockOnWire & { readonly numbers: readonly string[] | null };

function whoseQuery(whose: Whose): Readonly<Record<string, string | undefined>> {
  if (whose === undefined) return {};
  return whose === null ? { ownLabels: 'true' } : { sku: whose };
}

export function useNumberings(whose: Whose) {
  return useQuery({
    queryKey: ['numberings', whose],
    queryFn: () =>
      ask<Page<NumberingOnWire>>('GET', withQuery('/api/numbers', { ...whoseQuery(whose), limit: '1000' })),
  });
}

/** Blocks, the newest first; looked at again while a server is working on one of them. */
export function useBlocks(whose: Whose) {
  return useInfiniteQuery({
    queryKey: ['number-blocks', whose],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask<Page<BlockOnWire>>(
        'GET',
        withQuery('/api/number-blocks', { ...whoseQuery(whose), limit: '25', after: pageParam }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ task }) => task !== null)) ? 1_000 : false,
  });
}

/** What was kept about numbers is out of date. */
export function useForgetNumbers(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['numberings'] }),
      client.invalidateQueries({ queryKey: ['number-blocks'] }),
    ]);
  };
}

/** Whether one may take numbers, and whether one may say how they come about. */
export function useNumberRights(): { readonly take: boolean; readonly define: boolean } {
  const { data } = useSession();
  const rights = data?.may ?? [];
  return {
    take: rights.some(({ permission }) => permission === 'scan'),
    define: rights.some(({ permission, sites }) => permission === 'catalog' && sites === null),
  };
}

/** Gives the browser a block's file: asked for with whoever is signed in, which a plain link would not be. */
export async function saveBlockFile(id: number): Promise<void> {
  const reply = await fetch(`/api/number-blocks/${id}/numbers.csv`, {
    headers: { accept: '*/*', ...credentials() },
  }).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  if (!reply.ok) throw new ServerProblem(reply.status, await reply.json().catch(() => ({})));
  const address = URL.createObjectURL(await reply.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `numbers-${id}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
