import { describe, expect, test } from 'vitest';
import { openingProblem, versionProblem } from './database-problem.ts';
import {
  isDiskFull,
  isRetryable,
  isSessionSpoilt,
  isTimeout,
  isUnavailable,
  sqlstateOf,
} from './sqlstate.ts';

const sent = (code: string, message = 'what PostgreSQL says') =>
  Object.assign(new Error(message), { code, severity: 'FATAL' });
const network = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
const url = 'postgresql://user:secret@db.example:5433/stock';

describe('a database that cannot be opened', () => {
  test.each([
    [149_999, 'The database is PostgreSQL 14; Unitrail needs 15 or newer.'],
    [90_624, 'The database is PostgreSQL 9; Unitrail needs 15 or newer.'],
    [150_000, undefined],
    [180_004, undefined],
  ])('version number %i: %s', (version, sentence) => {
    expect(versionProblem(version)?.message).toBe(sentence);
  });

  test.each([
    [network('ECONNREFUSED'), 69, 'The database at db.example:5433/stock cannot be reached (ECONNREFUSED).'],
    [network('ENOTFOUND'), 69, 'The database at db.example:5433/stock cannot be reached (ENOTFOUND).'],
    [
      new Error('timeout expired'),
      69,
      'The database at db.example:5433/stock cannot be reached (timeout expired).',
    ],
    [sent('57P03'), 69, 'The database at db.example:5433/stock cannot be reached (57P03).'],
    [
      sent('53300'),
      69,
      'The database at db.example:5433/stock has no free connections: what PostgreSQL says.',
    ],
    [sent('28P01'), 78, 'The database at db.example:5433/stock does not let us in: what PostgreSQL says.'],
    [sent('3D000'), 78, 'There is no such database at db.example:5433/stock: what PostgreSQL says.'],
    [sent('42501'), 78, 'The role in the database’s URL may not do what is needed: what PostgreSQL says.'],
    [sent('53100'), 74, 'The disk of the database at db.example:5433/stock is full.'],
  ])('%s', (error, exitCode, sentence) => {
    expect(openingProblem(error, url)).toMatchObject({ exitCode, message: sentence });
  });

  test('any other error is a fault, not a circumstance', () => {
    expect(openingProblem(sent('42601'), url)).toBe(undefined);
    expect(openingProblem(new TypeError('x is not a function'), url)).toBe(undefined);
  });
});

describe('what an error means', () => {
  test.each([
    ['40001', isRetryable],
    ['40P01', isRetryable],
    ['53100', isDiskFull],
    ['57014', isTimeout],
    ['55P03', isTimeout],
    ['57P01', isUnavailable],
    ['57P02', isUnavailable],
    ['57P03', isUnavailable],
    ['08006', isUnavailable],
    ['53300', isUnavailable],
    ['26000', isSessionSpoilt],
  ])('%s is only %o', (state, meaning) => {
    const said = [isRetryable, isDiskFull, isTimeout, isUnavailable].filter((ask) => ask(sent(state)));
    expect(said).toEqual(meaning === isSessionSpoilt ? [] : [meaning]);
    expect(meaning(sent(state))).toBe(true);
  });

  test('Node’s own codes are no SQLSTATEs, even with five letters', () => {
    expect(sqlstateOf(network('EPIPE'))).toBe(undefined);
    expect(isUnavailable(network('EPIPE'))).toBe(true);
  });

  test('a bug is not an outage', () => {
    expect(isUnavailable(new TypeError('undefined is not a function'))).toBe(false);
    expect(isUnavailable(undefined)).toBe(false);
    expect(isUnavailable(sent('42601'))).toBe(false);
  });

  test('a plan that a migration made stale spoils its session', () => {
    expect(isSessionSpoilt(sent('0A000', 'cached plan must not change result type'))).toBe(true);
    expect(isSessionSpoilt(sent('0A000', 'not supported'))).toBe(false);
  });
});
