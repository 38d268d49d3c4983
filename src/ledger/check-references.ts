import type { Snapshot } from '../platform/snapshot.ts';
import type { FindingKind, Findings } from './findings.ts';

/**
 * Rows that point at each other: every recorded scan of a unit at its event, every event at its scan, every open sale of
 * a unit at its row. PostgreSQL joins; only what differs comes back. Gives the number of scans.
 */
export async function checkReferences(snapshot: Snapshot, findings: Findings): Promise<number> {
  for (const check of checks) {
    for await (const rows of snapshot.stream(check.query)) {
      for (const [unit, seq, found] of rows) {
        findings.add({
          kind: check.kind,
          about: check.about(unit!, found!),
          unit: Number(unit),
          seq: Number(seq),
          column: check.column,
          expected: check.expected,
          found: found!,
        });
      }
    }
  }
  const { rows } = await snapshot.query<{ scans: number }>({
    name: 'count_scans',
    text: 'select count(*) as scans from scan',
  });
  return rows[0]!.scans;
}

interface Check {
  readonly kind: FindingKind;
  readonly column: string;
  readonly expected: string;
  about(unit: string, found: string): string;
  /** Gives unit, seq and what was found. */
  readonly query: string;
}

const checks: readonly Check[] = [
  {
    kind: 'scan',
    column: 'event',
    expected: 'an event made by this scan',
    about: (unit, found) => `scan ${found} of unit ${unit}`,
    query: `select s.unit_id, s.seq, s.id::text from scan s
      left join event e on e.bucket = s.unit_bucket and e.unit_id = s.unit_id and e.seq = s.seq
      where s.seq is not null and e.scan_id is distinct from s.id`,
  },
  {
    kind: 'scan',
    column: 'scan_id',
    expected: 'a recorded scan with this id',
    about: (unit) => `unit ${unit}`,
    query: `select e.unit_id, e.seq, e.scan_id::text from event e left join scan s on s.id = e.scan_id
      where s.seq is distinct from e.seq or s.unit_id is distinct from e.unit_id or s.outcome <> 0`,
  },
  {
    kind: 'sale',
    column: 'sale',
    expected: 'an open sale',
    about: (unit) => `unit ${unit}`,
    query: `select u.id, u.seq, u.sale::text from unit u left join sale s on s.id = u.sale
      where u.sale is not null and (s.id is null or s.closed_seq is not null)`,
  },
];
