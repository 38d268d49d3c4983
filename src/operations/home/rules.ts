import type { ExceptionKind } from '../../domain/exceptions.ts';

/** How long a question has been open: since today, within the seven days before, or longer. */
export const ages = ['today', 'week', 'older'] as const;
export type Age = (typeof ages)[number];

/** What a new retailer needs before the first scan, in the order in which it is done. */
export const setUpSteps = ['sites', 'spots', 'products', 'people', 'devices', 'units'] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** Open questions of one kind, age and currency, as they were counted. */
export interface QuestionCount {
  readonly kind: ExceptionKind;
  readonly age: Age;
  /** Whether they are about a product at all. */
  readonly hasProduct: boolean;
  /** Of the product's cost; null where none is known. */
  readonly currency: string | null;
  readonly minor: number | null;
  readonly count: number;
}

/** Counts put together: by age, by kind, and what is at risk where costs are known. */
export function questionFigures(counts: readonly QuestionCount[]) {
  const sum = (some: readonly QuestionCount[]) => some.reduce((total, { count }) => total + count, 0);
  const withProduct = counts.filter(({ hasProduct }) => hasProduct);
  const priced = withProduct.filter(({ currency }) => currency !== null);
  return {
    open: sum(counts),
    byAge: ages.map((age) => ({ age, count: sum(counts.filter((one) => one.age === age)) })),
    byKind: grouped(counts, ({ kind }) => kind)
      .map(([kind, some]) => ({ kind, count: sum(some) }))
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    atRisk: {
      sums: grouped(priced, ({ currency }) => currency!).map(([currency, some]) => ({
        currency,
        minor: some.reduce((total, { minor }) => total + (minor ?? 0), 0),
      })),
      priced: sum(priced),
      of: sum(withProduct),
    },
  };
}

/** The steps with how much there is of each. A shop that has only what the first start made still has to do it. */
export function setUpOf(counts: Readonly<Record<SetUpStep, number>>, most: number) {
  return setUpSteps.map((step) => ({
    step,
    done: counts[step] > 0,
    count: Math.min(counts[step], most),
    isMore: counts[step] > most,
  }));
}

function grouped<Item, Key extends string>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): [Key, Item[]][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}
