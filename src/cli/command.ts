import type { Clock } from '../platform/clock.ts';
import type { PostgresSource } from '../platform/postgres-source.ts';
import type { Client } from './client.ts';

/** Where a command speaks. */
export interface Terminal {
  /** The result, to standard output. */
  print(text: string): void;
  /** A sentence for the person, to standard error. */
  say(sentence: string): void;
  /** What it is at now: one line on standard error that the next one overwrites; nothing where that is no terminal. */
  progress(text: string): void;
}

/** What every command is given. */
export interface Asked {
  readonly terminal: Terminal;
  /** Arguments in their order, then options by name. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Invocation extends Asked {
  readonly postgres: PostgresSource;
  readonly clock: Clock;
}

/** How a command is typed, and what its help says. */
interface Described {
  /** Name and arguments: `backup <directory>`. */
  readonly usage: string;
  readonly summary: string;
  /** What the help says besides, and at least one example. */
  readonly help: string;
  readonly options: readonly (readonly [flags: string, meaning: string])[];
}

/** One command of the command line that works on the database. */
export interface Command extends Described {
  /** Makes the embedded PostgreSQL when there is none yet; any other command says that there is none. */
  readonly creates?: true;
  /** Does the work and gives the exit code; throws a StartProblem for what stops it. */
  run(invocation: Invocation): Promise<number>;
}

export interface ServerInvocation extends Asked {
  readonly client: Client;
  /** Aborted by Ctrl-C: for what takes long. */
  readonly stop: AbortSignal;
}

/** One command that asks a running server. It is given `--url` and `--key` besides its own options. */
export interface ServerCommand extends Described {
  /** The word it stands behind: `units` of `unitrail units find`. */
  readonly group?: string;
  run(invocation: ServerInvocation): Promise<number>;
}

/** Exit codes besides those of start-problem.ts. */
export const exits = { fine: 0, differs: 1, usage: 64, fault: 70, interrupted: 130 } as const;

export const jsonOption = ['--json', 'print the result as one JSON object'] as const;

/** `1,234`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
