import type { Clock } from '../platform/clock.ts';
import type { PostgresSource } from '../platform/postgres-source.ts';

/** Where a command speaks. */
export interface Terminal {
  /** The result, to standard output. */
  print(text: string): void;
  /** A sentence for the person, to standard error. */
  say(sentence: string): void;
  /** What it is at now: one line on standard error that the next one overwrites; nothing where that is no terminal. */
  progress(text: string): void;
}

export interface Invocation {
  readonly postgres: PostgresSource;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Arguments in their order, then options by name. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** One command of the command line that works on the database. */
export interface Command {
  /** Name and arguments: `backup <directory>`. */
  readonly usage: string;
  readonly summary: string;
  /** What the help says besides, and at least one example. */
  readonly help: string;
  readonly options: readonly (readonly [flags: string, meaning: string])[];
  /** Does the work and gives the exit code; throws a StartProblem for what stops it. */
  run(invocation: Invocation): Promise<number>;
}

/** Exit codes besides those of start-problem.ts. */
export const exits = { fine: 0, differs: 1, usage: 64, fault: 70, interrupted: 130 } as const;

export const jsonOption = ['--json', 'print the result as one JSON object'] as const;

/** `1,234`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
