/** A stretch of ages in whole days; `to` null: and older. */
export interface AgeBucket {
  readonly name: string;
  readonly from: number;
  readonly to: number | null;
}

/** By which ages stock is told: names are those of the API. */
export const ageBuckets = [
  { name: '0-30', from: 0, to: 30 },
  { name: '31-60', from: 31, to: 60 },
  { name: '61-90', from: 61, to: 90 },
  { name: '91-180', from: 91, to: 180 },
  { name: '181-365', from: 181, to: 365 },
  { name: 'over-365', from: 366, to: null },
] as const satisfies readonly AgeBucket[];

export type AgeName = (typeof ageBuckets)[number]['name'];
export const ageNames = ageBuckets.map(({ name }) => name);

/** What ages are counted from: since the unit has been ours, or since something was last recorded of it. */
export const ageCounts = ['received', 'seen'] as const;
export type AgeCount = (typeof ageCounts)[number];

export function bucketOfDays(days: number): AgeName {
  return (ageBuckets.find(({ to }) => to === null || days <= to) ?? ageBuckets[0]).name;
}

/** How old the oldest units of a place are, in four steps of a map's colours; 0: nothing lies there. */
export function ageStep(oldestDays: number | null): 0 | 1 | 2 | 3 | 4 {
  if (oldestDays === null) return 0;
  if (oldestDays <= 30) return 1;
  if (oldestDays <= 90) return 2;
  return oldestDays <= 180 ? 3 : 4;
}
