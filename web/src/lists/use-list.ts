import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../server/queries.ts';
import { chosenIn, questionOf } from './filter-values.ts';
import type { List } from './list.ts';
import { pageSizeOf } from './list-search.ts';
import { type ListQuery, readPage } from './read-page.ts';
import { useListState } from './use-list-state.ts';

/** The page of a list that the address asks for, and the ways on from it. */
export function useList<Row>(list: List<Row>) {
  const state = useListState();
  const { search, trail } = state;
  const filters = chosenIn(list.filters, search);
  const isPreset = Object.keys(filters).some((key) => search[key] === undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen goes into the address once
  useEffect(() => {
    if (isPreset) state.keep({ ...search, ...filters });
  }, [isPreset]);
  const size = pageSizeOf(search);
  const asked: ListQuery = questionOf(list.filters, filters);
  const query: ListQuery = {
    ...list.query,
    ...asked,
    ...(search.sort === undefined ? {} : { sort: search.sort }),
  };
  const at = { after: search.after, before: search.before };
  const page = useQuery({
    queryKey: ['list', list.name, list.path, query, at, size],
    queryFn: () => readPage<Row>(list.path, { ...query, ...at }, size),
    placeholderData: keepPreviousData,
  });
  const { next = null, previous } = page.data ?? {};
  const isFirst = at.after === undefined && at.before === undefined;
  const here = at.after ?? '';
  return {
    page,
    state,
    filters,
    /** The filters as the server is asked for them. */
    asked,
    size,
    isFirst,
    toFirst: () => state.turn({}, []),
    toNext: next === null ? null : () => state.turn({ after: next }, [...trail, here]),
    toPrevious: backFrom(previous, isFirst),
  };

  function backFrom(cursor: string | null | undefined, first: boolean): (() => void) | null {
    if (typeof cursor === 'string') return () => state.turn({ before: cursor }, []);
    if (first || cursor === null) return null;
    const before = trail.at(-1);
    return () => state.turn(before ? { after: before } : {}, trail.slice(0, -1));
  }
}

export type OpenList<Row> = ReturnType<typeof useList<Row>>;

/** What was kept of a list is out of date. */
export function forgetList(name: string): void {
  void queryClient.invalidateQueries({ queryKey: ['list', name] });
}
