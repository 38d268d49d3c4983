import { describe, expect, test } from 'vitest';
import type { Move } from '../../domain/lifecycle.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import {
  differs,
  judgeReceipt,
  openReceipt,
  passReceipt,
  type Receipt,
  type ReceiptMember,
  type ReceiptScan,
  type ReceiptState,
  type SupplierTerms,
  undoReceipt,
  whyNotClosed,
  whyNotReopened,
} from './rules.ts';

const receipt = (counts: Partial<Receipt> = {}): Receipt => ({
  site: 1,
  supplier: null,
  openedAt: '2026-11-23T08:00:00.000Z',
  closedAt: null,
  expected: 0,
  received: 0,
  extra: 0,
  lines: [],
  blind: false,
  pieces: 0,
  lots: [],
  terms: null,
  ...counts,
});
const phone = 7;
const scan = (move: Move, member?: ReceiptState, details: Record<string, unknown> = {}, product = phone) => ({
  move,
  site: 1,
  product,
  serial: 'S-1',
  status: 'expected' as const,
  holds: [],
  last: 'announced',
  isLead: false,
  now: '2026-11-23T09:00:00.000Z',
  details,
  member,
});
const open = receipt({ expected: 2 });
const closed = receipt({ expected: 2, closedAt: '2026-11-23T08:30:00.000Z' });

describe('what a supplier may not deliver', () => {
  const parts = [{ prefix: 'AC', suffix: '', from: '100', to: '199' }, 'SPARE-1'];
  const terms = (patch: Partial<SupplierTerms> = {}): SupplierTerms => ({
    name: 'Acme',
    overPercent: null,
    overPieces: null,
    stopRecalled: false,
    serials: new Map(),
    ...patch,
  });
  const of = (patch: Partial<SupplierTerms>, counts: Partial<Receipt> = {}) =>
    receipt({ expected: 20, terms: terms(patch), ...counts });
  const ranges = { serials: new Map([[phone, { text: 'AC100-AC199, SPARE-1', parts: parts as never }]]) };
  const gift = { details: { reason: 'gift' } };

  test.each<[string, Receipt, Partial<ReceiptScan>, string | null]>([
    ['a number of its range', of(ranges), { serial: 'AC150', member: 'listed' }, null],
    ['a number named by itself', of(ranges), { serial: 'SPARE-1', member: 'listed' }, null],
    ['a number outside its range', of(ranges), { serial: 'AC200', member: 'listed' }, 'serial_outside_range'],
    ['outside the range, announced', of(ranges), { serial: 'XX1', move: 'announce' }, 'serial_outside_range'],
    ['a product without a range', of(ranges), { serial: 'XX1', product: 8, member: 'listed' }, null],
    [
      'recalled, where that is stopped',
      of({ stopRecalled: true }),
      { holds: ['recall:R-1'], member: 'listed' },
      'recalled_delivery',
    ],
    ['recalled, where it goes to quarantine', of({}), { holds: ['recall:R-1'], member: 'listed' }, null],
    ['on another hold', of({ stopRecalled: true }), { holds: ['quality'], member: 'listed' }, null],
    ['sold once', of({}), { status: 'sold' }, 'delivered_twice'],
    ['in stock from another delivery', of({}), { status: 'in_stock' }, 'delivered_twice'],
    ['back from its vendor', of({}), { status: 'with_vendor', member: 'listed' }, null],
    ['scanned twice here', of({}), { status: 'in_stock', member: 'recorded' }, 'already_on_document'],
    ['sold once, its supplier unknown', receipt({ expected: 20 }), { status: 'sold', ...gift }, null],
    ['one more, no limit set', of({}, { extra: 9 }), gift, null],
    ['one more of one in twenty', of({ overPercent: 5 }), gift, null],
    ['two more of one in twenty', of({ overPercent: 5 }, { extra: 1 }), gift, 'over_delivery'],
    ['two more by a lead', of({ overPercent: 5 }, { extra: 1 }), { ...gift, isLead: true }, null],
    ['the larger limit counts', of({ overPercent: 5, overPieces: 3 }, { extra: 2 }), gift, null],
    ['none more', of({ overPieces: 0 }), gift, 'over_delivery'],
  ])('%s', (_what, paper, patch, code) => {
    const judged = judgeReceipt(paper, { ...scan('receive'), ...patch }, 'ASN-1');
    expect('refused' in judged ? judged.refused.code : null).toBe(code);
    if ('refused' in judged) expect(sentenceOf(judged.refused)).not.toMatch(/[{}]/);
  });

  test('blind, everything is taken, and nobody is asked why', () => {
    const judged = judgeReceipt(receipt({ expected: 3, blind: true }), scan('receive'), 'ASN-1');
    expect(judged).toMatchObject({ member: 'extra' });
  });
});

describe('one scan on a receipt', () => {
  // receipt, move, the unit on it, details → refusal, or [expected, received, extra, the unit on it]
  test.each<[string, Receipt, Move, ReceiptState | undefined, Record<string, unknown>, unknown]>([
    ['announced', receipt(), 'announce', undefined, {}, [1, 0, 0, 'listed']],
    ['announced twice', open, 'announce', 'listed', {}, 'already_on_document'],
    ['announced again after it was cancelled', open, 'announce', 'cancelled', {}, [3, 0, 0, 'listed']],
    ['announced after it came', open, 'announce', 'extra', {}, 'already_on_document'],
    ['cancelled', open, 'cancel_announcement', 'listed', {}, [1, 0, 0, 'cancelled']],
    ['cancelled after it came', open, 'cancel_announcement', 'recorded', {}, 'not_on_document'],
    ['cancelled but never listed', open, 'cancel_announcement', undefined, {}, 'not_on_document'],
    ['received as listed', open, 'receive', 'listed', {}, [2, 1, 0, 'recorded']],
    ['received twice', open, 'receive', 'recorded', {}, 'already_on_document'],
    ['received, not on the list', open, 'receive', undefined, {}, 'not_on_document'],
    ['received, cancelled before', open, 'receive', 'cancelled', {}, 'not_on_document'],
    [
      'received, not listed, with a reason',
      open,
      'receive',
      undefined,
      { reason: 'gift' },
      [2, 0, 1, 'extra'],
    ],
    [
      'received, not listed, with an empty reason',
      open,
      'receive',
      undefined,
      { reason: '' },
      'not_on_document',
    ],
    ['received where nothing was listed (blind)', receipt(), 'receive', undefined, {}, [0, 0, 1, 'extra']],
    ['announced on a closed receipt', closed, 'announce', undefined, {}, 'document_closed'],
    ['received on a closed receipt', closed, 'receive', 'listed', {}, 'document_closed'],
    ['a move that has nothing to do with receipts', open, 'sell', 'listed', {}, 'details_wrong'],
  ])('%s', (_title, before, move, member, details, expected) => {
    const judged = judgeReceipt(before, scan(move, member, details), 'ASN-1');
    const found =
      'refused' in judged
        ? judged.refused.code
        : [judged.document.expected, judged.document.received, judged.document.extra, judged.member];
    expect(found).toEqual(expected);
  });

  test('a refusal names the receipt', () => {
    const judged = judgeReceipt(closed, scan('receive'), 'ASN-7');
    expect(judged).toEqual({
      refused: { code: 'document_closed', facts: { kind: 'receipt', number: 'ASN-7' } },
    });
  });
});

test('a move that receipts know nothing of is refused in plain words', () => {
  const judged = judgeReceipt(open, scan('put_away', 'listed'), 'ASN-1');
  expect('refused' in judged && sentenceOf(judged.refused)).toBe('A unit cannot be put away on a receipt.');
});

describe('a receipt begins', () => {
  test('with an announcement, and takes its supplier from it', () => {
    expect(openReceipt(scan('announce', undefined, { supplier: 'ACME' }), 'ASN-1')).toEqual({
      document: receipt({ supplier: 'ACME', openedAt: '2026-11-23T09:00:00.000Z' }),
    });
  });

  test('never with anything but an announcement or goods', () => {
    expect(openReceipt(scan('cancel_announcement'), 'ASN-1')).toMatchObject({
      refused: { code: 'document_unknown' },
    });
  });
});

describe('an annulled move leaves the receipt as it was', () => {
  // the unit's moves on the receipt, and which of them is annulled
  const lives: [Move[], number][] = [
    [['announce'], 0],
    [['announce', 'cancel_announcement'], 1],
    [['announce', 'cancel_announcement'], 0],
    [['announce', 'cancel_announcement', 'announce'], 0],
    [['announce', 'cancel_announcement', 'announce', 'receive'], 0],
    [['announce', 'cancel_announcement', 'announce', 'receive'], 3],
    [['announce', 'receive'], 1],
    [['announce', 'receive'], 0],
    [['receive'], 0],
  ];
  test.each(lives)('%j without the move at %i', (moves, annulled) => {
    const [all, member] = lived(moves);
    const left = moves.filter((_, at) => at !== annulled);
    const [without, memberWithout] = lived(left);
    expect(undoReceipt(all, { state: member!, line: null }, left)).toEqual({
      document: without,
      member: memberWithout ?? null,
    });
  });

  function lived(moves: readonly Move[]): [Receipt, ReceiptState | undefined] {
    let document = receipt({ expected: 7 });
    let member: ReceiptState | undefined;
    for (const move of moves) {
      const judged = judgeReceipt(document, scan(move, member, { reason: 'came' }), 'ASN-1');
      if ('refused' in judged) continue;
      ({ document, member } = judged);
    }
    return [document, member];
  }
});

describe('the receipt of a unit that was scanned under a wrong number', () => {
  // what the receipt says of the wrong number and of the right one → of the right one, and what is counted
  test.each<[ReceiptState, ReceiptState | undefined, ReceiptState, [number, number, number]]>([
    ['extra', 'listed', 'recorded', [1, 1, 0]],
    ['extra', undefined, 'extra', [0, 0, 1]],
    ['extra', 'cancelled', 'extra', [0, 0, 1]],
    ['listed', 'listed', 'listed', [1, 0, 0]],
    ['recorded', undefined, 'recorded', [1, 1, 0]],
    ['cancelled', undefined, 'cancelled', [0, 0, 0]],
  ])('%s beside %s is %s', (wrong, right, expected, counts) => {
    const count = (...states: ReceiptState[]) =>
      [wrong, right].filter((state) => state && states.includes(state)).length;
    const before = receipt({
      expected: count('listed', 'recorded'),
      received: count('recorded'),
      extra: count('extra'),
    });
    const on = (state: ReceiptState): ReceiptMember => ({ state, line: null });
    const { document, member } = passReceipt(before, on(wrong), right && on(right));
    expect(member.state).toBe(expected);
    expect([document.expected, document.received, document.extra]).toEqual(counts);
  });
});

describe('a receipt of another site', () => {
  test.each<[Move, ReceiptState | undefined]>([
    ['receive', 'listed'],
    ['receive', undefined],
    ['announce', undefined],
    ['cancel_announcement', 'listed'],
  ])('takes no scan (%s, %s)', (move, member) => {
    const elsewhere = { ...scan(move, member, { reason: 'came here' }), site: 2 };
    const judged = judgeReceipt(open, elsewhere, 'ASN-1');
    expect('refused' in judged && judged.refused.code).toBe('document_of_another_site');
    expect('refused' in judged && sentenceOf(judged.refused)).toBe(
      'The receipt ASN-1 is another site’s. Take this in there, or here without it.',
    );
  });
});

describe('a line that says only how many', () => {
  const line = (filled: number, nth = 1, product = phone) => ({ line: nth, product, quantity: 2, filled });
  const lined = (filled: number) => receipt({ expected: 2, received: filled, lines: [line(filled)] });
  const told = (before: Receipt, scanned: Parameters<typeof judgeReceipt>[1]) => {
    const judged = judgeReceipt(before, scanned, 'ASN-1');
    if ('refused' in judged) return judged.refused.code;
    const { received, extra, lines } = judged.document;
    return [judged.member, judged.line ?? null, received, extra, lines.map(({ filled }) => filled)];
  };

  test('takes any unit of its product, until it is full', () => {
    expect(told(lined(0), scan('receive'))).toEqual(['filled', 1, 1, 0, [1]]);
    expect(told(lined(1), scan('receive'))).toEqual(['filled', 1, 2, 0, [2]]);
    expect(told(lined(2), scan('receive'))).toBe('not_on_document');
    expect(told(lined(2), scan('receive', undefined, { reason: 'one too many' }))).toEqual([
      'extra',
      null,
      2,
      1,
      [2],
    ]);
  });

  test('takes no unit of another product', () => {
    expect(told(lined(0), scan('receive', undefined, {}, 8))).toBe('not_on_document');
  });

  test('lets a unit whose serial was announced stand where it is listed', () => {
    const both = receipt({ expected: 3, lines: [line(0)] });
    expect(told(both, scan('receive', 'listed'))).toEqual(['recorded', null, 1, 0, [0]]);
  });

  test('takes the next line of the product when one is full', () => {
    const two = receipt({ expected: 4, received: 2, lines: [line(2), line(0, 2)] });
    expect(told(two, scan('receive'))).toEqual(['filled', 2, 3, 0, [2, 1]]);
  });

  test('takes a unit once', () => {
    expect(told(lined(1), scan('receive', 'filled'))).toBe('already_on_document');
    expect(told(lined(1), scan('announce', 'filled'))).toBe('already_on_document');
    expect(told(lined(1), scan('cancel_announcement', 'filled'))).toBe('not_on_document');
  });

  test('has room again when an arrival is annulled, and keeps it where another move is', () => {
    const member = { state: 'filled', line: 1 } as const;
    expect(undoReceipt(lined(2), member, [])).toEqual({ document: lined(1), member: null });
    expect(undoReceipt(lined(2), member, ['receive'])).toEqual({ document: lined(2), member: 'filled' });
  });

  // the wrong number, the right one → what the right one is, [expected, received, extra], how full the lines are
  test.each<[ReceiptMember, ReceiptMember | undefined, ReceiptMember, number[], number[]]>([
    [on('filled', 1), undefined, on('filled', 1), [4, 1, 0], [1, 0]],
    [on('filled', 1), on('listed', 9), on('recorded', 9), [5, 1, 0], [0, 0]],
    [on('filled', 1), on('extra', null), on('filled', 1), [4, 1, 0], [1, 0]],
    [on('extra', null), on('filled', 2), on('filled', 2), [4, 1, 0], [0, 1]],
    [on('filled', 1), on('filled', 2), on('filled', 2), [4, 1, 0], [0, 1]],
    [on('listed', 9), on('filled', 1), on('recorded', 9), [5, 1, 0], [0, 0]],
  ])('follows a wrong number %j to the right one %j', (wrong, right, expected, counts, filled) => {
    const both = right ? [wrong, right] : [wrong];
    const count = (...states: ReceiptState[]) => both.filter(({ state }) => states.includes(state)).length;
    const filledOf = (nth: number) => both.filter((one) => one.state === 'filled' && one.line === nth).length;
    const before = receipt({
      expected: 4 + count('listed', 'recorded'),
      received: count('recorded', 'filled'),
      extra: count('extra'),
      lines: [line(filledOf(1)), line(filledOf(2), 2)],
    });
    const { document, member } = passReceipt(before, wrong, right);
    expect(member).toEqual(expected);
    expect([document.expected, document.received, document.extra]).toEqual(counts);
    expect(document.lines.map((one) => one.filled)).toEqual(filled);
  });

  function on(state: ReceiptState, nth: number | null): ReceiptMember {
    return { state, line: nth };
  }
});

describe('closing', () => {
  // expected, received, extra → whether it differs
  test.each([
    [0, 0, 0, false],
    [3, 3, 0, false],
    [3, 2, 0, true],
    [3, 3, 1, true],
    [0, 0, 2, true],
  ])('%i expected, %i received, %i extra: a reason is needed: %s', (expected, received, extra, isNeeded) => {
    const counts = receipt({ expected, received, extra });
    expect(differs(counts)).toBe(isNeeded);
    expect(whyNotClosed(counts, null)).toBe(isNeeded ? 'reason_needed' : null);
    expect(whyNotClosed(counts, 'the driver forgot a box')).toBeNull();
    expect(whyNotClosed({ ...counts, closedAt: closed.closedAt }, 'again')).toBe('already_closed');
  });

  test('is taken back only where it was done', () => {
    expect([whyNotReopened(closed), whyNotReopened(open)]).toEqual([null, 'not_closed']);
  });
});
