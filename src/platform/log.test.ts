import { describe, expect, test } from 'vitest';
import { fixedClock } from './clock.ts';
import { errorFacts, type LogOptions, openLog } from './log.ts';

function logged(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const clock = fixedClock('2026-11-23T09:04:16.789Z');
  const log = openLog({ level: 'debug', clock, write: (line) => lines.push(line), ...options });
  return { log, lines };
}

describe('a line of the log', () => {
  test('is one JSON object: when, how grave, what, and the facts', () => {
    const { log, lines } = logged();
    log.warn('request', { status: 503, route: 'GET /api/sites' });
    expect(JSON.parse(lines[0]!)).toEqual({
      time: '2026-11-23T09:04:16.789Z',
      level: 'warn',
      event: 'request',
      status: 503,
      route: 'GET /api/sites',
    });
  });

  test('stays one line, whatever is in it', () => {
    const { log, lines } = logged();
    log.info('request', { text: 'a\nb\r\n\u2028c', error: errorFacts(new Error('x\ny')) });
    expect(lines[0]).not.toMatch(/[\n\r]/);
  });

  test('is for people on a terminal', () => {
    const { log, lines } = logged({ forPeople: true });
    log.warn('request', { route: 'GET /api/sites', status: 503 });
    expect(lines).toEqual(['09:04:16 warn  request  route=GET /api/sites  status=503']);
  });

  test.each([
    ['silent', []],
    ['error', ['error']],
    ['warn', ['error', 'warn']],
    ['info', ['error', 'warn', 'info']],
    ['debug', ['error', 'warn', 'info', 'debug']],
  ] as const)('with UNITRAIL_LOG=%s these are written: %j', (level, expected) => {
    const { log, lines } = logged({ level });
    for (const own of ['error', 'warn', 'info', 'debug'] as const) log[own]('x');
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(expected);
    expect(log.writes('info')).toBe((expected as readonly string[]).includes('info'));
  });
});

describe('what never stands in a line', () => {
  const key = 'utk_0123456789_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

  test.each<[string, Record<string, unknown>]>([
    ['a header', { headers: { authorization: `Bearer ${key}` } }],
    ['a header inside', { request: { headers: { Authorization: 'SECRET-CANARY' } } }],
    ['a cookie', { cookie: 'session=SECRET-CANARY', 'set-cookie': ['SECRET-CANARY'] }],
    ['a password', { password: 'SECRET-CANARY', newPassword: 'SECRET-CANARY', pgpassword: 'SECRET-CANARY' }],
    ['a PIN and a badge', { pin: 'SECRET-CANARY', badge: 'SECRET-CANARY' }],
    ['a customer', { customer: { name: 'SECRET-CANARY' }, email: 'SECRET-CANARY', phone: 'SECRET-CANARY' }],
    ['a key in a sentence', { said: `the key ${key} is wrong` }],
    ['a bearer in a sentence', { said: `Bearer ${key}` }],
    ['a database address', { url: 'postgresql://unitrail:SECRET-CANARY@db:5432/x' }],
    ['an e-mail address in a sentence', { said: 'wrote to SECRET-CANARY@example.com today' }],
    ['a password in a sentence', { said: 'password=SECRET-CANARY user=x' }],
    ['a session token', { said: 'eyJhbGciOiJI.SECRET-CANARY.x' }],
    ['a hash', { said: '$argon2id$v=19$m=47104,t=1,p=1$SECRET-CANARY' }],
    ['something deep', { a: { b: { c: { d: { e: { f: { g: 'SECRET-CANARY' } } } } } } }],
  ])('%s', (_what, facts) => {
    const { log, lines } = logged();
    log.error('x', facts);
    expect(lines[0]).not.toContain('SECRET-CANARY');
    expect(lines[0]).not.toContain(key.slice(-20));
  });

  test('the values that PostgreSQL repeats in its messages and details', () => {
    const error = Object.assign(new Error('invalid input syntax for type integer: "SECRET-CANARY"'), {
      code: '22P02',
      severity: 'ERROR',
      detail: 'Key (email)=(SECRET-CANARY) already exists.',
      where: 'unnamed portal parameter $1 = SECRET-CANARY',
      parameters: ['SECRET-CANARY'],
    });
    const facts = errorFacts(new Error('a group failed', { cause: error }));
    expect(JSON.stringify(facts)).not.toContain('SECRET-CANARY');
    expect(facts.cause).toMatchObject({
      code: '22P02',
      message: 'invalid input syntax for type integer: "…"',
    });
  });

  test('but what a fault is about is kept: its type, message, and where it was thrown', () => {
    const facts = errorFacts(new TypeError('relation "site" does not exist'));
    expect(facts).toMatchObject({ type: 'TypeError', message: 'relation "site" does not exist' });
    expect((facts.stack as string[])[0]).toContain('log.test.ts');
  });

  test('a text of a million characters is cut, and takes no time', () => {
    const { log, lines } = logged();
    for (const text of ['a@'.repeat(500_000), 'key='.repeat(250_000), '//:'.repeat(333_333)])
      log.info('x', { said: text });
    for (const line of lines) expect(line.length).toBeLessThan(20_000);
  });
});
