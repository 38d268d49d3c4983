import { describe, expect, test } from 'vitest';
import { type Problem, problemOf } from './errors.ts';

const fromPostgres = (code: string) =>
  Object.assign(new Error('said by PostgreSQL'), { code, severity: 'ERROR' });
const fromNode = (code: string) => Object.assign(new Error(code), { code });

describe('what a thrown error means to the caller', () => {
  test.each<[string, unknown, Problem['code'], number]>([
    ['a full disk', fromPostgres('53100'), 'disk_full', 30],
    [
      'a full disk behind another error',
      new Error('away', { cause: fromPostgres('53100') }),
      'disk_full',
      30,
    ],
    ['a database that is shut down', fromPostgres('57P01'), 'database_away', 2],
    ['a database that is not there', fromNode('ECONNREFUSED'), 'database_away', 2],
    ['a deadlock', fromPostgres('40P01'), 'busy', 1],
    ['a statement that took too long', fromPostgres('57014'), 'busy', 1],
  ])('%s is 503, and says when to come again', (_what, error, code, retryAfter) => {
    const problem = problemOf(error);
    expect([problem?.code, problem?.statusCode, problem?.more.retryAfter]).toEqual([code, 503, retryAfter]);
  });

  test.each([new Error('a bug'), fromPostgres('42P01'), 'a text', undefined])(
    '%s is a fault of our own',
    (error) => {
      expect(problemOf(error)).toBeUndefined();
    },
  );
});
