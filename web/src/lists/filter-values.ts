import type { Filter } from './list.ts';
import type { ListQuery } from './read-page.ts';

type Values = Readonly<Record<string, string>>;

/** What is chosen of each filter: what the address says, else what is preset. */
export function chosenIn(filters: readonly Filter[] = [], search: Values): Values {
  return Object.fromEntries(
    filters.flatMap((filter): [string, string][] => {
      const value = search[filter.key] ?? (filter.kind === 'choice' ? filter.preset : undefined);
      return value === undefined ? [] : [[filter.key, value]];
    }),
  );
}

/** What the server is asked for that. */
export function questionOf(filters: readonly Filter[] = [], chosen: Values): ListQuery {
  const asked = filters.flatMap((filter) => {
    const value = chosen[filter.key];
    if (value === undefined) return [];
    const choices = filter.kind === 'choice' ? filter.choices : [];
    const asks = choices.find((one) => one.value === value)?.asks;
    return Object.entries(asks ?? { [filter.key]: value });
  });
  return Object.fromEntries(asked);
}

/** Filters that narrow the list: those with a value of their own, and none for what is preset or asks for all. */
export function narrowing(filters: readonly Filter[] = [], chosen: Values): readonly string[] {
  return filters.flatMap((filter) => {
    const value = chosen[filter.key];
    if (value === undefined) return [];
    const isUsual = filter.kind === 'choice' && filter.preset === value;
    return isUsual || Object.keys(questionOf([filter], chosen)).length === 0 ? [] : [filter.key];
  });
}
