import { type Finding, type FindingKind, findingSentence } from '../ledger/findings.ts';
import { exits, grouped, type Invocation } from './command.ts';

interface Report {
  readonly units: number;
  readonly events: number;
  readonly quantityEvents: number;
  readonly listed: readonly Finding[];
  readonly totals: Readonly<Partial<Record<FindingKind, number>>>;
}

/** Prints what was found, for people or as JSON, and gives the exit code. */
export function reportFindings({ terminal, options }: Invocation, report: Report, verdict: Verdict): number {
  const kinds = Object.entries(report.totals);
  const clean = kinds.length === 0;
  if (options.json === true) {
    terminal.print(JSON.stringify({ clean, ...report }));
    return clean ? exits.fine : verdict.exit;
  }
  for (const finding of report.listed) terminal.print(findingSentence(finding));
  const all = kinds.reduce((sum, [, number]) => sum + number, 0);
  if (all > report.listed.length) terminal.print(`… and ${grouped(all - report.listed.length)} more`);
  const { units, events, quantityEvents } = report;
  const read = `${grouped(units)} units, ${grouped(events)} events, ${grouped(quantityEvents)} changes of plain products`;
  const by = kinds.map(([kind, number]) => `${kind} ${grouped(number)}`).join(', ');
  terminal.print(`${read}: ${clean ? verdict.clean : `${verdict.wrong} (${by})`}.`);
  return clean ? exits.fine : verdict.exit;
}

interface Verdict {
  readonly clean: string;
  readonly wrong: string;
  /** The exit code where something was found. */
  readonly exit: number;
}

/** A progress line that counts events. */
export function countEvents({ terminal }: Invocation): (events: number) => void {
  return (events) => terminal.progress(`${grouped(events)} events`);
}
