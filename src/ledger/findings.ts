/** What kind of record differs from what the events say, or from itself. */
export const findingKinds = [
  'event',
  'unit',
  'identifier',
  'stock',
  'count',
  'quantity_event',
  'quantity',
  'scan',
  'sale',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One thing that is not as it must be. */
export interface Finding {
  readonly kind: FindingKind;
  /** What it is about, in words a person can search for: `unit 4711 (PHONE S-1)`. */
  readonly about: string;
  /** The unit's id, where it is about one. */
  readonly unit: number | null;
  /** The event's number in the unit's or product's life, where it is about one. */
  readonly seq: number | null;
  /** The column, or what else is wrong: `hash`, `missing`, `extra`. */
  readonly column: string;
  readonly expected: string | null;
  readonly found: string | null;
}

export interface Findings {
  add(finding: Finding): void;
  readonly listed: readonly Finding[];
  readonly totals: Readonly<Partial<Record<FindingKind, number>>>;
}

/** Collects findings: counts all, keeps the first ones, so that a wholly broken database is still told about. */
export function collectFindings(listedMax: number): Findings {
  const listed: Finding[] = [];
  const totals: Partial<Record<FindingKind, number>> = {};
  return {
    listed,
    totals,
    add(finding) {
      totals[finding.kind] = (totals[finding.kind] ?? 0) + 1;
      if (listed.length < listedMax) listed.push(finding);
    },
  };
}

/** One line for people. */
export function findingSentence({ about, seq, column, expected, found }: Finding): string {
  const where = seq === null ? about : `${about}, event ${seq}`;
  return `${where}: ${column} is ${shown(found)}, expected ${shown(expected)}`;
}

function shown(value: string | null): string {
  return value === null ? 'nothing' : value.length > 80 ? `"${value.slice(0, 80)}…"` : `"${value}"`;
}
