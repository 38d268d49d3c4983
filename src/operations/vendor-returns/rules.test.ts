import { describe, expect, test } from 'vitest';
import { type Move, moveNames } from '../../domain/lifecycle.ts';
import {
  creditQuestion,
  judgeReturn,
  type LineState,
  moneyWords,
  passReturn,
  type ReturnScan,
  statusOfReturn,
  undoReturn,
  type VendorReturn,
  whyNotCancelled,
  whyNotClosed,
} from './rules.ts';

const line = { unit: 5, expected: 40_000, currency: 'EUR', expectedBy: 'product', credited: 0 } as const;
const paper: VendorReturn = {
  ...{ site: 1, supplier: 'Acme Ltd', supplierNames: ['acme', 'acme ltd'], rma: 'RMA-7' },
  ...{ isApproved: true, isClosed: false, lines: new Map([[5, line]]), changes: [] },
};
const sent = { state: 'sent', line: null } as const;
const scan = (move: Move, more: Partial<ReturnScan> = {}): ReturnScan => ({
  ...{
    move,
    site: 1,
    unit: 5,
    product: 9,
    serial: 'S-5',
    supplier: 'ACME',
    isCustomers: false,
    now: '2026-11-23T10:00:00.000Z',
  },
  ...{ details: {}, member: move === 'send_to_vendor' ? undefined : sent },
  ...more,
});
const refusalOf = (judged: ReturnType<typeof judgeReturn>) =>
  'refused' in judged ? judged.refused.code : judged.member?.state;
const states = (judged: ReturnType<typeof judgeReturn>): readonly LineState[] =>
  'refused' in judged
    ? []
    : judged.document.changes.flatMap((one) => (one.is === 'state' ? [one.state] : []));

describe('sending', () => {
  test.each([
    ['what is listed may go', {}, {}, 'sent'],
    ['a unit whose supplier nobody knows may go to any', {}, { supplier: null }, 'sent'],
    ['the supplier may be named in any case', {}, { supplier: ' acme LTD ' }, 'sent'],
    ['a customer’s own unit does not go', {}, { isCustomers: true }, 'customers_unit'],
    ['what another supplier delivered does not go', {}, { supplier: 'Other' }, 'unit_of_another_supplier'],
    ['nothing goes without an RMA number', { rma: null }, {}, 'rma_needed'],
    ['nothing goes before it was approved', { isApproved: false }, {}, 'approval_needed'],
    ['what is not listed does not go', { lines: new Map() }, {}, 'not_on_return'],
    ['it goes from its own site', {}, { site: 2 }, 'document_of_another_site'],
    ['a closed return takes nothing', { isClosed: true }, {}, 'document_closed'],
    ['what was sent is not sent again', {}, { member: sent }, 'already_on_document'],
  ] as const)('%s', (_, about, of, said) => {
    expect(refusalOf(judgeReturn({ ...paper, ...about }, scan('send_to_vendor', of), 'VR-1'))).toBe(said);
  });
});

describe('answers', () => {
  test.each([
    ['credit_by_vendor', 'credited', 'recorded'],
    ['replaced_by_vendor', 'replaced', 'recorded'],
    ['return_by_vendor', 'repaired', 'received'],
    ['refuse_by_vendor', 'refused', 'received'],
  ] as const)('%s: the unit is %s', (move, state, member) => {
    const judged = judgeReturn(paper, scan(move), 'VR-1');
    expect([states(judged), refusalOf(judged)]).toEqual([[state], member]);
    // Late answers are taken, closed or not.
    expect(refusalOf(judgeReturn({ ...paper, isClosed: true }, scan(move), 'VR-1'))).toBe(member);
    const settled = { state: 'recorded', line: null } as const;
    expect(refusalOf(judgeReturn(paper, scan(move, { member: settled }), 'VR-1'))).toBe(
      'already_on_document',
    );
    expect(refusalOf(judgeReturn(paper, scan(move, { member: undefined }), 'VR-1'))).toBe('not_on_return');
  });

  test('the unit that came in its place is linked to it, once', () => {
    const of = { unit: 8, member: undefined, details: { original: 5 } };
    const judged = judgeReturn(paper, scan('replacement_from_vendor', of), 'VR-1');
    expect('document' in judged && judged.document.changes).toEqual([
      { is: 'replacement', unit: 8, original: 5 },
    ]);
    const again = scan('replacement_from_vendor', { ...of, member: { state: 'received', line: null } });
    expect(refusalOf(judgeReturn(paper, again, 'VR-1'))).toBe('already_on_document');
  });

  const own: readonly Move[] = [
    'send_to_vendor',
    'credit_by_vendor',
    'replaced_by_vendor',
    'replacement_from_vendor',
    'return_by_vendor',
    'refuse_by_vendor',
  ];
  test.each(moveNames.filter((move) => !own.includes(move)))('%s has nothing to do with a return', (move) => {
    expect(refusalOf(judgeReturn(paper, scan(move), 'VR-1'))).toBe('details_wrong');
  });
});

describe('money', () => {
  const credit = (amount: number, more: object = {}) => ({
    ...{ amount, currency: 'EUR', number: null, isLast: true },
    ...more,
  });
  test.each([
    ['what was expected is no question', line, credit(40_000), false],
    ['less is', line, credit(39_999), true],
    ['more is', line, credit(40_001), true],
    ['another currency is', line, credit(40_000, { currency: 'USD' }), true],
    ['a part is not, while more is to come', line, credit(100, { isLast: false }), false],
    ['parts are added up', { ...line, credited: 30_000 }, credit(10_000), false],
    ['nothing expected, nothing asked', { ...line, expected: null }, credit(1), false],
  ] as const)('%s', (_, of, given, isAsked) => {
    expect(creditQuestion(of, given) !== null).toBe(isAsked);
  });

  test.each([
    [40_000, 'EUR', '400.00 EUR'],
    [40_000, 'JPY', '40000 JPY'],
    [5, '', '5'],
  ] as const)('%i of %s is said as %s', (amount, currency, said) => {
    expect(moneyWords(amount, currency)).toBe(said);
  });

  test.each([
    [{ amount: 39_000, currency: 'EUR' }, 39_000],
    [{ amount: -1, currency: 'EUR' }, undefined],
    [{ amount: 1.5, currency: 'EUR' }, undefined],
    [{ amount: 5, currency: 'euro' }, undefined],
    [{}, undefined],
  ])('a credit that no contract looked at counts only where it is an amount: %j', (details, amount) => {
    const judged = judgeReturn(paper, scan('credit_by_vendor', { details }), 'VR-1');
    const change = 'document' in judged ? judged.document.changes[0] : undefined;
    expect(change?.is === 'state' && change.credit?.amount).toBe(amount);
  });
});

describe('corrections', () => {
  const undone = (left: readonly Move[]) => {
    const after = undoReturn(paper, { state: 'recorded', line: null }, left, 5);
    return [after.member?.state ?? null, after.document.changes.map((one) => 'state' in one && one.state)];
  };
  test('an answer taken back leaves the unit sent, a sending taken back leaves it waiting', () => {
    expect(undone(['send_to_vendor'])).toEqual(['sent', ['sent']]);
    expect(undone([])).toEqual([null, ['listed']]);
    expect(undone(['send_to_vendor', 'credit_by_vendor'])).toEqual(['recorded', []]);
  });
  test('a unit that was recorded under a wrong number passes its place on, unless the right one has its own', () => {
    const units = { wrong: 5, right: 6 };
    expect(passReturn(paper, sent, undefined, units)).toMatchObject({
      member: sent,
      document: { changes: [{ is: 'passed', ...units }] },
    });
    expect(passReturn(paper, sent, { state: 'received', line: null }, units).member.state).toBe('received');
  });
});

test('a return is as far as its units are, and ends only with a word where something is missing', () => {
  const counts = { listed: 0, sent: 0, answered: 0, openCredits: 0, closedAt: null };
  const status = (more: object) => statusOfReturn({ ...counts, cancelled: false, ...more });
  expect([
    status({}),
    status({ listed: 1 }),
    status({ sent: 1, answered: 4 }),
    status({ answered: 2 }),
  ]).toEqual(['draft', 'draft', 'sent', 'answered']);
  expect([status({ closedAt: 'x' }), status({ closedAt: 'x', cancelled: true })]).toEqual([
    'closed',
    'cancelled',
  ]);
  const close = (more: object, why: string | null = null) => whyNotClosed({ ...counts, ...more }, why);
  expect([close({}), close({ answered: 1, listed: 1 }), close({ answered: 1 })]).toEqual([
    'wrong_state',
    'wrong_state',
    null,
  ]);
  expect([
    close({ sent: 1 }),
    close({ sent: 1 }, 'lost there'),
    close({ answered: 1, openCredits: 1 }),
  ]).toEqual(['reason_needed', null, 'reason_needed']);
  expect(close({ closedAt: 'x' })).toBe('already_closed');
  expect([
    whyNotCancelled({ ...counts, listed: 3 }),
    whyNotCancelled({ ...counts, sent: 1 }),
    whyNotCancelled({ ...counts, closedAt: 'x' }),
  ]).toEqual([null, 'wrong_state', 'already_closed']);
});
