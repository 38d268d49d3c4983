import { describe, expect, test } from 'vitest';
import type { Move } from '../../domain/lifecycle.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import {
  judgeReceipt,
  openReceipt,
  passReceipt,
  type Receipt,
  type ReceiptMember,
  undoReceipt,
} from './rules.ts';

const receipt = (counts: Partial<Receipt> = {}): Receipt => ({
  site: 1,
  supplier: null,
  openedAt: '2026-11-23T08:00:00.000Z',
  closedAt: null,
  expected: 0,
  received: 0,
  extra: 0,
  ...counts,
});
const scan = (move: Move, member?: ReceiptMember, details: Record<string, unknown> = {}) => ({
  move,
  site: 1,
  now: '2026-11-23T09:00:00.000Z',
  details,
  member,
});
const open = receipt({ expected: 2 });
const closed = receipt({ expected: 2, closedAt: '2026-11-23T08:30:00.000Z' });

describe('one scan on a receipt', () => {
  // receipt, move, the unit on it, details → refusal, or [expected, received, extra, the unit on it]
  test.each<[string, Receipt, Move, ReceiptMember | undefined, Record<string, unknown>, unknown]>([
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
    expect(undoReceipt(all, member!, left)).toEqual({ document: without, member: memberWithout ?? null });
  });

  function lived(moves: readonly Move[]): [Receipt, ReceiptMember | undefined] {
    let document = receipt({ expected: 7 });
    let member: ReceiptMember | undefined;
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
  test.each<[ReceiptMember, ReceiptMember | undefined, ReceiptMember, [number, number, number]]>([
    ['extra', 'listed', 'recorded', [1, 1, 0]],
    ['extra', undefined, 'extra', [0, 0, 1]],
    ['extra', 'cancelled', 'extra', [0, 0, 1]],
    ['listed', 'listed', 'listed', [1, 0, 0]],
    ['recorded', undefined, 'recorded', [1, 1, 0]],
    ['cancelled', undefined, 'cancelled', [0, 0, 0]],
  ])('%s beside %s is %s', (wrong, right, expected, counts) => {
    const count = (...members: ReceiptMember[]) =>
      [wrong, right].filter((member) => member && members.includes(member)).length;
    const before = receipt({
      expected: count('listed', 'recorded'),
      received: count('recorded'),
      extra: count('extra'),
    });
    const { document, member } = passReceipt(before, wrong, right);
    expect(member).toBe(expected);
    expect([document.expected, document.received, document.extra]).toEqual(counts);
  });
});
