import { describe, expect, test } from 'vitest';
import { anAttempt, bin, unitIn } from '../testing/attempts.ts';
import { type Decision, decide } from './decide.ts';
import { type Status, statuses } from './facts.ts';
import { holdKinds } from './holds.ts';
import { isMove, type Move, moveNames, moves } from './lifecycle.ts';
import { apply } from './unit.ts';

/** Which way a held unit may go, written down apart from the code: DESIGN's line "Holds". */
const mayGo = {
  yes: holdKinds,
  customer: [],
  inside: holdKinds.filter((kind) => kind !== 'battery_damaged'),
  vendor: ['recall', 'quality'],
  // The scans of this walk carry a proof for `retire`, and none elsewhere.
  destroyProved: ['recall', 'quality', 'unresolved', 'clearance', 'unwiped'],
  destroy: ['quality'],
  givingBack: ['unresolved', 'unwiped'],
} as const satisfies Record<string, readonly string[]>;

const ours = 'in_stock picked packed staged returned in_repair';
const everywhere = statuses.join(' ');
const known = statuses.filter((status) => status !== 'none').join(' ');

/**
 * move · statuses it is legal from · status after (= same) · with which holds · what is refused or observed
 * elsewhere
 */
type Line = readonly [Move, string, string, keyof typeof mayGo, ('observed' | Status)?];

/** The whole life, one line a move, as the walk's units are: see `unitIn` for what each had interrupted. */
const lines: readonly Line[] = [
  ['commission', 'none', 'commissioned', 'yes'],
  ['announce', 'none commissioned with_vendor', 'expected', 'yes'],
  ['cancel_announcement', 'expected', 'none', 'yes'],
  ['receive', 'none commissioned expected with_vendor', 'in_stock', 'yes'],
  ['send_to_site', ours, 'in_transit', 'inside'],
  ['receive_at_site', 'in_transit', 'in_stock', 'yes'],
  ['put_away', ours, '=', 'inside'],
  ['move_spot', ours, '=', 'inside'],
  ['count', ours, '=', 'yes', 'observed'],
  ['pick', 'in_stock', 'picked', 'customer'],
  ['undo_pick', 'picked', 'in_stock', 'yes'],
  ['pack', 'in_stock picked', 'packed', 'customer'],
  ['undo_pack', 'packed', 'picked', 'yes'],
  ['stage', 'picked packed', 'staged', 'customer'],
  ['unstage', 'staged', 'in_stock', 'yes'],
  ['ship', 'packed staged in_stock none expected', 'shipped', 'customer'],
  ['void_shipment', 'shipped', 'packed', 'yes'],
  ['deliver', 'shipped', 'sold', 'yes', 'observed'],
  ['refuse_delivery', 'shipped', 'returned', 'yes', 'returned'],
  ['return_undeliverable', 'shipped', 'returned', 'yes', 'returned'],
  ['report_carrier_damage', 'shipped', 'returned', 'yes', 'returned'],
  ['hand_over', 'staged in_stock', 'sold', 'customer'],
  ['sell', 'staged in_stock', 'sold', 'customer'],
  ['record_sale', 'staged in_stock none', 'sold', 'yes', 'observed'],
  ['cross_correct', 'sold shipped', '=', 'yes'],
  ['take_into_custody', 'sold shipped', 'returned', 'yes', 'returned'],
  ['give_back', 'returned', 'sold', 'givingBack'],
  ['send_back', 'returned', 'shipped', 'givingBack'],
  ['inspect', ours, '=', 'yes'],
  ['wipe', ours, '=', 'yes'],
  ['check_lock', ours, '=', 'yes'],
  ['test', ours, '=', 'yes'],
  ['maintain', ours, '=', 'yes'],
  ['restock', 'returned in_repair', 'in_stock', 'customer'],
  ['send_to_vendor', 'in_stock returned in_repair', 'with_vendor', 'vendor'],
  ['credit_by_vendor', 'with_vendor', 'retired', 'yes'],
  ['return_by_vendor', 'with_vendor', 'returned', 'yes'],
  ['refuse_by_vendor', 'with_vendor', 'returned', 'yes'],
  ['replaced_by_vendor', 'with_vendor', 'retired', 'yes'],
  ['replacement_from_vendor', 'none commissioned expected', 'returned', 'yes'],
  ['send_to_repair', 'in_stock returned sold shipped none', 'in_repair', 'yes'],
  ['finish_repair', 'in_repair', 'returned', 'yes'],
  ['install', 'in_stock', 'installed', 'customer'],
  ['take_part', 'in_stock returned in_repair', '=', 'yes'],
  ['remove_part', 'installed', 'returned', 'yes'],
  ['release_part', 'in_stock returned in_repair sold shipped', '=', 'yes'],
  ['reidentify', `${ours} commissioned`, '=', 'yes'],
  ['change_product', ours, '=', 'destroy'],
  ['set_use', ours, '=', 'yes'],
  ['swap_out', 'in_stock', 'sold', 'customer'],
  ['swap_in', 'sold shipped', 'returned', 'yes'],
  ['advance_replacement', 'in_stock', 'shipped', 'customer'],
  ['lend', 'in_stock', 'on_loan', 'customer'],
  ['end_loan', 'on_loan', 'returned', 'yes'],
  ['buy_in', 'none sold shipped retired', 'returned', 'yes', 'returned'],
  ['lose', `${ours} in_transit shipped`, 'missing', 'yes'],
  ['report_stolen', everywhere, 'missing', 'yes'],
  ['find', 'missing', 'picked', 'yes', 'observed'],
  ['recover', 'missing', 'picked', 'yes', 'observed'],
  ['retire', 'in_stock returned in_repair missing with_vendor sold shipped', 'retired', 'destroyProved'],
  ['see_again', 'retired', 'returned', 'yes', 'returned'],
  ['place_hold', everywhere, '=', 'yes'],
  ['lift_hold', everywhere, '=', 'yes'],
  ['misidentified', known, 'retired', 'yes'],
  // It takes over the other's life: the walk's other unit is sold.
  ['inherit', 'none commissioned expected', 'sold', 'yes'],
];

const rows = lines.map(([move, from, to, held, elsewhere]) => ({
  move,
  from: from.split(' ') as Status[],
  to,
  held,
  elsewhere,
}));

/** Moves whose holds are judged by their own rules, in holds.test.ts and decide.test.ts. */
const aboutHolds: readonly Move[] = ['place_hold', 'lift_hold'];

function statusOf(decision: Decision, status: Status): Status | 'refused' {
  return 'refused' in decision ? 'refused' : apply(unitIn(status), decision.asserts).status;
}

describe('the life of a unit', () => {
  test('every move but the annulment stands in the walk', () => {
    expect(lines.map(([move]) => move)).toEqual(moveNames.filter((move) => move !== 'annul'));
  });

  test.each(rows)('$move is legal from $from and leads to $to', ({ move, from: legal, to, elsewhere }) => {
    const found = statuses.map((status) => {
      const unit = unitIn(status, move === 'lift_hold' ? { holds: ['quality'] } : {});
      const decision = decide(anAttempt(move, unit));
      if (legal.includes(status) || elsewhere === undefined)
        return `${status}: ${statusOf(decision, status)}`;
      const kept = 'asserts' in decision;
      const told = kept && decision.exceptions.length > 0;
      return `${status}: ${kept ? 'kept' : 'refused'} ${told || isNoNews(move, status) ? 'told' : 'silent'}`;
    });
    const expected = statuses.map((status) => {
      if (legal.includes(status)) return `${status}: ${to === '=' || isNoChange(move, status) ? status : to}`;
      return `${status}: ${elsewhere === undefined ? 'refused' : 'kept told'}`;
    });
    expect(found).toEqual(expected);
  });

  const observations = rows.filter(({ elsewhere }) => elsewhere === 'returned');
  test.each(observations)('$move brings a unit into our hands whatever the record says', ({ move }) => {
    const found = statuses.map((status) => statusOf(decide(anAttempt(move, unitIn(status))), status));
    expect(new Set(found)).toEqual(new Set(['returned']));
  });

  const heldLines = rows.filter(({ move }) => !aboutHolds.includes(move));
  test.each(heldLines)('a held unit and $move: $held', ({ move, from, held }) => {
    const stopped = from.flatMap((status) =>
      holdKinds.filter((kind) => {
        const unit = unitIn(status, { holds: [kind] });
        // A bin is for what may be sold: spots.test.ts.
        return 'refused' in decide(anAttempt(move, unit, { here: { ...bin, kind: 'workshop' } }));
      }),
    );
    const may: readonly string[] = mayGo[held];
    expect(stopped).toEqual(from.flatMap(() => holdKinds.filter((kind) => !may.includes(kind))));
  });

  test('a hold that stops a move is named in the refusal', () => {
    const unit = unitIn('in_stock', { holds: ['recall:R-17'] });
    expect(decide(anAttempt('sell', unit))).toEqual({
      refused: { code: 'on_hold', facts: { hold: 'recall:R-17' } },
    });
  });

  test('every status is reached from an unknown number by moves that are not refused', () => {
    const reached = new Set<Status>(['none']);
    for (const status of reached) {
      for (const { from, to } of rows) {
        if (from.includes(status) && to !== '=') reached.add(to as Status);
      }
    }
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  test('every status can be left by a request, but for retired: seeing it again or buying it in', () => {
    const waysOut = (status: Status) =>
      moveNames.filter((move) => {
        const decision = decide(anAttempt(move, unitIn(status)));
        return moves[move].kind === 'request' && ![status, 'refused'].includes(statusOf(decision, status));
      });
    const stuck = statuses.filter(
      (status) => waysOut(status).filter((m) => m !== 'report_stolen').length === 0,
    );
    // What is missing is found, which is an observation; and it can be retired.
    expect(stuck).toEqual(['retired']);
    expect(statusOf(decide(anAttempt('see_again', unitIn('retired'))), 'retired')).toBe('returned');
  });

  test('a scan of a spot leaves the unit there', () => {
    const decision = decide(anAttempt('put_away', unitIn('in_stock', { place: 111 })));
    expect('asserts' in decision && decision.asserts.place).toBe(bin.place);
  });

  test('what is not in the table is no move', () => {
    expect(isMove('toString')).toBe(false);
    expect(isMove('sell')).toBe(true);
  });

  test('both sides of a pair name each other', () => {
    for (const move of moveNames) {
      const { pairedWith } = moves[move];
      if (pairedWith) expect(moves[pairedWith].pairedWith).toBe(move);
    }
  });
});

/** Reported stolen while it is missing anyway: only the hold is new. Sold twice: the first sale stands. */
function isNoChange(move: Move, status: Status): boolean {
  return move === 'report_stolen' && status === 'missing';
}

/** A carrier may say twice that it delivered. */
function isNoNews(move: Move, status: Status): boolean {
  return move === 'deliver' && status === 'sold';
}
