import { useQuery } from '@tanstack/react-query';
import { conditions } from '../../../src/domain/facts.ts';
import { holdKinds } from '../../../src/domain/holds.ts';
import { heldByUs } from '../../../src/domain/lifecycle.ts';
import { ageCounts } from '../../../src/domain/valuation/ageing.ts';
import type { Filter } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { readAll } from '../server/read-all.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { agesOf, useAgeWords } from './ages.ts';
import { inventoryWords } from './inventory-words.ts';

const spotKinds = ['floor', 'dock', 'bin', 'staging', 'quarantine', 'cage', 'workshop'] as const;

/** Categories to choose from, by their names. */
export function useCategoryChoices() {
  const { data } = useQuery({
    queryKey: ['categories', 'choices'],
    queryFn: () => readAll<{ readonly code: string; readonly name: string }>('/api/categories'),
    staleTime: 300_000,
  });
  return (data ?? []).map(({ code, name }) => ({ value: code, label: name }));
}

/** By what the inventory can be narrowed: the same for its units, its products and its map. */
export function useInventoryFilters(): readonly Filter[] {
  const say = useSliceWords(inventoryWords);
  const { words } = useSpeech();
  const { nameOf } = useAgeWords();
  const sites = useSites();
  const categories = useCategoryChoices();
  const choices = (sites.data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  return [
    {
      kind: 'choice',
      key: 'site',
      label: say('site'),
      preset: useDevice().site!,
      choices: [{ value: '*', label: say('allSites'), asks: {} }, ...choices],
    },
    {
      kind: 'choice',
      key: 'age',
      label: say('age'),
      all: say('anyAge'),
      choices: agesOf.map(({ name }) => ({ value: name, label: nameOf(name) })),
    },
    { kind: 'text', key: 'sku', label: say('sku') },
    { kind: 'choice', key: 'category', label: say('category'), all: say('anyCategory'), choices: categories },
    {
      kind: 'choice',
      key: 'by',
      label: say('by'),
      preset: 'received',
      choices: ageCounts.map((value) => ({ value, label: say(`by_${value}`) })),
    },
    {
      kind: 'choice',
      key: 'status',
      label: say('status'),
      all: say('anyStatus'),
      choices: heldByUs.map((value) => ({ value, label: words.status[value] })),
    },
    {
      kind: 'choice',
      key: 'condition',
      label: say('condition'),
      all: say('anyCondition'),
      choices: conditions.map((value) => ({ value, label: words.condition[value] })),
    },
    {
      kind: 'choice',
      key: 'hold',
      label: say('hold'),
      all: say('heldOrNot'),
      choices: [
        { value: 'held', label: say('held'), asks: { held: 'true' } },
        { value: 'free', label: say('free'), asks: { held: 'false' } },
        ...holdKinds.map((value) => ({ value, label: words.hold[value] })),
      ],
    },
    {
      kind: 'choice',
      key: 'zone',
      label: say('zone'),
      all: say('anyZone'),
      choices: spotKinds.map((value) => ({ value, label: say(`zone_${value}`) })),
    },
    { kind: 'text', key: 'aisle', label: say('aisle') },
    { kind: 'text', key: 'location', label: say('location') },
    { kind: 'text', key: 'container', label: say('container') },
  ];
}
