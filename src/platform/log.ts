import type { Clock } from './clock.ts';
import { redacted, withoutSecrets } from './redaction.ts';

/** From what stops the work to what only a programmer wants to know. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LogFacts = Readonly<Record<string, unknown>>;

/** One line for each thing that matters: what happened, and the facts of it. Names of events are snake_case. */
export interface Log extends Readonly<Record<LogLevel, (event: string, facts?: LogFacts) => void>> {
  /** Whether lines of a level are written: for what costs something to find out. */
  writes(level: LogLevel): boolean;
}

export interface LogOptions {
  readonly level: LogLevel | 'silent';
  readonly clock: Clock;
  readonly write: (line: string) => void;
  /** Lines for a person instead of JSON. */
  readonly forPeople?: boolean;
}

/**
 * A JSON object a line: `time`, `level`, `event`, then the facts. Secrets and customers' data never reach a line
 * (redaction.ts): callers name facts one by one, and never hand over a request, a row or a body.
 */
export function openLog({ level, clock, write, forPeople = false }: LogOptions): Log {
  const most = level === 'silent' ? -1 : logLevels.indexOf(level);
  const written = (own: LogLevel) => logLevels.indexOf(own) <= most;
  const at =
    (own: LogLevel) =>
    (event: string, facts: LogFacts = {}): void => {
      if (!written(own)) return;
      const line = { time: clock.now().toISOString(), level: own, event, ...(redacted(facts) as LogFacts) };
      write(forPeople ? lineForPeople(line) : JSON.stringify(line));
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug'), writes: written };
}

/**
 * What an error says of itself, and what caused it, without the values that PostgreSQL repeats in its messages. Details,
 * hints and parameters of a database's error hold rows: they stay out.
 */
export function errorFacts(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) };
  const { code, cause, stack = '' } = error as NodeJS.ErrnoException & { cause?: unknown };
  const holdsValues = typeof code === 'string' && /^2[23]/.test(code);
  const message = holdsValues ? error.message.replace(/"[^"]*"/g, '"…"') : error.message;
  return {
    type: error.name,
    message: withoutSecrets(message),
    ...(code === undefined ? {} : { code }),
    stack: stack
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, stackLinesMax)
      .map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
  };
}

const stackLinesMax = 20;

/** `09:04:16 warn  request  GET /api/units/:id status=503 ms=12`. */
function lineForPeople({ time, level, event, ...facts }: LogFacts): string {
  const said = Object.entries(facts).map(([name, value]) => `${name}=${inline(value)}`);
  const stack = (facts.error as { stack?: string[] } | undefined)?.stack ?? [];
  const head = `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${event}`;
  return [[head, ...said].join('  '), ...stack.map((line) => `    ${line}`)].join('\n');
}

function inline(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { stack: _stack, ...rest } = value as { stack?: unknown };
  return JSON.stringify(rest);
}
