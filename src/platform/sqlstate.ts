/**
 * What a failed statement means. PostgreSQL says it with a five-character SQLSTATE (manual, appendix A); the
 * driver itself, which also fails without asking the server, says it with a Node error code or only a sentence.
 */

/** The SQLSTATE of an error sent by PostgreSQL; undefined for every other value (Node's `EPIPE` also has five letters). */
export function sqlstateOf(error: unknown): string | undefined {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' ? code : undefined;
}

/** 40001 serialization failure, 40P01 deadlock: the transaction had no effect and may simply be run again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlstateOf(error);
  return state === '40001' || state === '40P01';
}

/** 42501: the role is not allowed to do this. */
export function isForbidden(error: unknown): boolean {
  return sqlstateOf(error) === '42501';
}

/** 53100: no room for the table or its log. Nothing was recorded; reads go on, and writes too once there is room. */
export function isDiskFull(error: unknown): boolean {
  return sqlstateOf(error) === '53100';
}

/** 23505; with a constraint's name, only a violation of that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlstateOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: unknown }).constraint === constraint;
}

/** 57014 statement_timeout or cancelled, 55P03 lock_timeout: it took too long; no effect, connection still good. */
export function isTimeout(error: unknown): boolean {
  const state = sqlstateOf(error);
  return state === '57014' || state === '55P03';
}

/**
 * The database cannot be spoken to now: unreachable, starting, stopping, crashed, out of connections, or silent.
 * Unless the statement was a COMMIT the work had no effect; a COMMIT's outcome is unknown and must be looked up.
 */
export function isUnavailable(error: unknown): boolean {
  const state = sqlstateOf(error);
  if (state !== undefined) return state.startsWith('08') || UNAVAILABLE_STATES.has(state);
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code;
  return (code !== undefined && NETWORK_CODES.has(code)) || DRIVER_MESSAGES.has(error.message);
}

/** The session must not be used again: it is gone, or it remembers plans that the server no longer accepts. */
export function isSessionSpoilt(error: unknown): boolean {
  const state = sqlstateOf(error);
  return (
    isUnavailable(error) || state === '26000' || (state === '0A000' && /cached plan/.test(String(error)))
  );
}

/** Shutdown by an operator, by a crash, still starting, database dropped, session limits, too many connections. */
const UNAVAILABLE_STATES = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25P03', '25P04', '53300']);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EACCES',
]);

/** Sentences of pg 8.23 and pg-pool 3.14 that carry no code; database.db.test.ts meets each that can be provoked. */
const DRIVER_MESSAGES = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Query read timeout',
  'timeout expired',
  'timeout exceeded when trying to connect',
]);
