import { describe, expect, test } from 'vitest';
import type { Move } from '../../domain/lifecycle.ts';
import { moveNames } from '../../domain/lifecycle.ts';
import {
  changedBy,
  inTransit,
  statusOfTransfer,
  type Transfer,
  type TransferState,
} from '../../domain/transfers.ts';
import {
  followTransfer,
  judgeTransfer,
  openTransfer,
  type TransferScan,
  undoTransfer,
  whyNotClosed,
} from './rules.ts';

const from = 1;
const to = 2;
const third = 3;
const product = 7;
const now = '2026-11-23T10:00:00.000Z';
const none = { picked: 0, sent: 0, received: 0, elsewhere: 0, lost: 0, extra: 0 };
const asked: Transfer = {
  ...none,
  ...{ from, to, requestedAt: now, closedAt: null, trade: null, journeys: [], postings: [] },
  lines: [{ line: 1, product, unit: null, quantity: 1, filled: 0 }],
};
const closed: Transfer = { ...asked, closedAt: now };

function scan(move: Move, more: Partial<TransferScan> = {}): TransferScan {
  const site = move === 'receive_at_site' ? to : from;
  const details = { for: 'inside', to: 'STORE' };
  return { move, site, to, unit: 100, product, owner: 1, now, details, member: undefined, ...more };
}

const as = (state: TransferState) => ({ member: { state, line: 1 } });

describe('why a transfer does not take a scan', () => {
  test.each<[string, Move, Partial<TransferScan>, string]>([
    ['a pick at another site than the one that sends', 'pick', { site: to }, 'document_of_another_site'],
    ['a pick that does not say that it stays inside', 'pick', { details: {} }, 'details_missing'],
    ['a pick for a customer', 'pick', { details: { for: 'to_customer' } }, 'details_wrong'],
    ['a pick of another product', 'pick', { product: 8 }, 'not_on_document'],
    ['a second pick of the same unit', 'pick', as('picked'), 'already_on_document'],
    ['putting back what was not picked', 'undo_pick', {}, 'not_on_document'],
    ['a sending from another site', 'send_to_site', { site: third }, 'document_of_another_site'],
    ['a sending that does not say where to', 'send_to_site', { details: {} }, 'details_missing'],
    ['a sending to another site than asked', 'send_to_site', { to: third }, 'details_wrong'],
    ['a sending of what was sent', 'send_to_site', as('sent'), 'already_on_document'],
    [
      'an arrival at a third site',
      'receive_at_site',
      { site: third, ...as('sent') },
      'document_of_another_site',
    ],
    ['an arrival of what was not sent', 'receive_at_site', {}, 'not_on_document'],
    ['a second arrival', 'receive_at_site', as('received'), 'already_on_document'],
    ['the loss of what was not sent', 'lose', as('picked'), 'not_on_document'],
    ['the find of what was not lost', 'find', as('sent'), 'not_on_document'],
    ['a sale', 'sell', {}, 'details_wrong'],
  ])('%s is refused', (_what, move, more, code) => {
    const judged = judgeTransfer(asked, scan(move, more), 'T-1');
    expect('refused' in judged && judged.refused.code).toBe(code);
  });

  test.each<[Move]>([['pick'], ['send_to_site'], ['receive_at_site']])(
    'after it was closed nothing new goes on it (%s)',
    (move) => {
      const judged = judgeTransfer(closed, scan(move), 'T-1');
      expect('refused' in judged && judged.refused.code).toBe('document_closed');
    },
  );

  test('what is on its way still arrives, and what is lost is still found', () => {
    for (const [move, state] of [
      ['receive_at_site', 'sent'],
      ['find', 'lost'],
    ] as const)
      expect(judgeTransfer(closed, scan(move, as(state)), 'T-1')).not.toHaveProperty('refused');
  });

  test('only a sending begins one that nobody asked for', () => {
    for (const move of moveNames) {
      const opened = openTransfer(scan(move), 'T-1');
      expect([move, 'document' in opened]).toEqual([move, move === 'send_to_site']);
    }
    expect(openTransfer(scan('send_to_site', { to: undefined }), 'T-1')).toHaveProperty('refused');
  });
});

describe('what becomes of a unit', () => {
  test('a unit that was picked for it sets out as what it was before the pick', () => {
    const judged = judgeTransfer(asked, scan('send_to_site', as('picked')), 'T-1');
    expect('settles' in judged && judged.settles).toEqual({ endsPick: true });
  });

  test('a unit that takes the place of another leaves it when its sending is taken back', () => {
    const sent = judgeTransfer(asked, scan('send_to_site'), 'T-1');
    if ('refused' in sent) throw new Error(sent.refused.code);
    expect(sent.document.lines[0]!.filled).toBe(1);
    const undone = undoTransfer(sent.document, sent.member!, [], { unit: 100, now, hasLeft: false });
    expect([undone.member, undone.document.lines[0]!.filled, undone.document.sent]).toEqual([null, 0, 0]);
  });

  test.each<[TransferState, string, readonly string[], number, TransferState | null]>([
    ['sent', 'in_stock', [], to, 'received'],
    ['sent', 'in_stock', [], third, 'elsewhere'],
    ['sent', 'sold', [], to, 'received'],
    ['sent', 'missing', ['in_stock', 'in_transit'], to, 'lost'],
    ['lost', 'in_transit', ['in_stock'], to, 'sent'],
    ['lost', 'retired', [], from, null],
    ['received', 'in_transit', ['in_stock'], from, 'sent'],
    ['received', 'sold', [], to, null],
    ['picked', 'sold', [], from, null],
  ])('on the transfer %s, now %s: it follows', (state, status, before, site, after) => {
    const unit = { id: 100, status: status as never, before: before as never, site, now };
    const followed = followTransfer(asked, { state, line: 1 }, unit);
    expect(followed?.member.state ?? null).toBe(after);
  });

  test('whatever a unit becomes: sent = received + in transit + lost', () => {
    const states = ['picked', 'sent', 'received', 'elsewhere', 'lost', 'extra', null] as const;
    const member = (state: TransferState | null) => (state === null ? null : { state, line: null });
    for (const before of states)
      for (const after of states) {
        const begun = changedBy(asked, { unit: 100, now }, null, member(before));
        const { journeys, ...then } = changedBy(begun, { unit: 100, now }, member(before), member(after));
        expect(then.sent).toBe(then.received + inTransit(then) + then.lost);
        expect(inTransit(then)).toBe(after === 'sent' ? 1 : 0);
        const isAway = after === 'sent' || after === 'lost';
        expect((journeys.at(-1)?.since ?? null) !== null).toBe(isAway);
      }
  });
});

test.each([
  [{}, null, 'reason_needed'],
  [{ sent: 1, received: 1 }, null, null],
  [{ sent: 1, received: 1, extra: 1 }, null, 'reason_needed'],
  [{ sent: 1, lost: 1 }, 'claimed', null],
  [{ sent: 1 }, 'whatever', 'wrong_state'],
  [{ picked: 1 }, 'whatever', 'wrong_state'],
  [{ sent: 1, received: 1, closedAt: now }, null, 'already_closed'],
])('with %o and the reason %s it is closed, or not because of %s', (counts, reason, code) => {
  expect(whyNotClosed({ ...none, wanted: 1, closedAt: null, ...counts }, reason)).toBe(code);
});

test.each([
  [{}, 'requested'],
  [{ picked: 1 }, 'picking'],
  [{ picked: 1, sent: 1 }, 'sent'],
  [{ sent: 2, received: 1 }, 'receiving'],
  [{ sent: 2, lost: 1 }, 'receiving'],
  [{ closedAt: now }, 'closed'],
  [{ closedAt: now, cancelled: true }, 'cancelled'],
] as const)('with %o it is %s', (counts, status) => {
  expect(statusOfTransfer({ ...none, closedAt: null, cancelled: false, ...counts })).toBe(status);
});
