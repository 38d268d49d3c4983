import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { pageQuery, record, wholeNumber } from '../platform/schemas.ts';
import { compileCheck } from './validation.ts';

const thing = record('Thing', {
  name: Type.String({ minLength: 1, maxLength: 5 }),
  kind: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['a', 'b'] })),
  'odd/na~me': Type.Optional(Type.Integer()),
  parts: Type.Optional(Type.Array(record(undefined, { id: wholeNumber({ minimum: 1 }) }), { maxItems: 2 })),
});

describe('a body', () => {
  const check = compileCheck(thing, 'body');
  test.each<[unknown, string, string, string, number?]>([
    [undefined, 'body_missing', '', 'Send a JSON object'],
    [null, 'body_missing', '', 'Send a JSON object'],
    [[], 'invalid_request', 'body', 'must be object'],
    [{}, 'invalid_request', 'name', 'is missing'],
    [{ name: 'x', colour: 1 }, 'invalid_request', 'colour', 'is not known here'],
    [{ name: 'toolong' }, 'invalid_request', 'name', 'must not have more than 5 characters', 5],
    [{ name: 7 }, 'invalid_request', 'name', 'must be string'],
    [{ name: 'x', kind: 'c' }, 'invalid_request', 'kind', 'must be one of a, b'],
    [{ name: 'x', 'odd/na~me': 'x' }, 'invalid_request', 'odd/na~me', 'must be integer'],
    [{ name: 'x', parts: [{ id: 1 }, {}] }, 'invalid_request', 'parts[1].id', 'is missing'],
    [{ name: 'x', parts: [{ id: 0 }] }, 'invalid_request', 'parts[0].id', 'must be >= 1'],
    [
      { name: 'x', parts: [{ id: 1 }, { id: 1 }, { id: 0 }] },
      'too_many_items',
      'parts',
      'more than 2 items',
      2,
    ],
  ])('%j is refused with its place', (body, code, where, detail, limit) => {
    const checked = check(body);
    if (!('error' in checked)) throw new Error('it was taken');
    const { error } = checked;
    expect([error.code, error.more.where ?? '', error.more.limit]).toEqual([code, where, limit]);
    expect(error.message).toContain(detail);
  });

  test('is taken as it is: nothing is added, dropped or turned into something else', () => {
    const body = { name: 'x', parts: [{ id: 1 }] };
    expect(check(body)).toEqual({ value: body });
    expect((check(body) as { value: unknown }).value).toBe(body);
  });
});

describe('the parameters of an address', () => {
  const query = record(undefined, { ...pageQuery(10, 5), open: Type.Optional(Type.Boolean()) });
  const check = compileCheck(query, 'querystring');
  test('are texts that become numbers and truths', () => {
    expect(check({ limit: '7', open: 'true', after: '12' })).toEqual({
      value: { limit: 7, open: true, after: '12' },
    });
  });

  test.each([
    [{ limit: '11' }, 'query.limit'],
    [{ limit: '1e1' }, 'query.limit'],
    [{ limit: '0x5' }, 'query.limit'],
    [{ limit: ' 5' }, 'query.limit'],
    [{ limit: ['1', '2'] }, 'query.limit'],
    [{ open: '1' }, 'query.open'],
    [{ limt: '5' }, 'query.limt'],
    [{ after: 'a\0' }, 'query.after'],
  ])('%j is refused with its place', (given, where) => {
    const checked = check(given);
    expect('error' in checked && checked.error.more.where).toBe(where);
  });
});
