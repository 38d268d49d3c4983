import { describe, expect, test } from 'vitest';
import { retireReasons } from '../../domain/retirement.ts';
import { type Adjustment, acts, detailsOf, type Reason, whyNotAdjusted } from './rules.ts';

const reason: Reason = { code: 'why', acts, needsProof: false, active: true };
const asked: Adjustment = {
  ...{ act: 'lose', proof: undefined, photos: [], condition: undefined, use: undefined },
  ...{ retirement: undefined, isLead: false },
};
const told = (more: Partial<Adjustment>, why: Partial<Reason> | null = {}) => {
  const not = whyNotAdjusted({ ...asked, ...more }, why === null ? undefined : { ...reason, ...why });
  return not && `${not.why} ${not.where}`;
};

describe('stock is put right', () => {
  test('only for a reason that somebody has named, that is in use, and that explains this', () => {
    expect(told({}, null)).toBe('unknown_reason reason');
    expect(told({}, { active: false })).toBe('unknown_reason reason');
    for (const act of acts)
      for (const explains of acts) {
        const not = told(
          { act, condition: 'new', use: 'demo', isLead: true, retirement: 'other' },
          { acts: [explains] },
        );
        expect([act, explains, not]).toEqual([
          act,
          explains,
          act === explains ? null : 'reason_not_for_this reason',
        ]);
      }
  });

  test.each([
    ['lose', null],
    ['find', null],
    ['condition', 'details_missing condition'],
    ['use', 'details_missing use'],
    ['retire', 'details_missing retirement'],
  ] as const)('%s without more: %s', (act, not) => {
    expect(told({ act, isLead: true })).toBe(not);
  });

  test('a lead retires', () => {
    expect(told({ act: 'retire', retirement: 'sold_off' })).toBe('lead_needed act');
    expect(told({ act: 'retire', retirement: 'sold_off', isLead: true })).toBeNull();
  });

  test('what is destroyed takes proof, and what its reason asks for: words or a photograph', () => {
    const retire = { act: 'retire', isLead: true } as const;
    const needing = retireReasons.filter(
      (retirement) => told({ ...retire, retirement }) === 'proof_needed proof',
    );
    expect(needing).toEqual(['destroyed', 'scrapped', 'recycled']);
    for (const given of [{ proof: 'certificate 12' }, { photos: ['a'.repeat(64)] }])
      expect(told({ ...retire, retirement: 'scrapped', ...given })).toBeNull();
    expect(told({ act: 'lose', proof: '  ' }, { needsProof: true })).toBe('proof_needed proof');
  });
});

test('an event says its reason, and of the rest what belongs to its act', () => {
  const all = {
    ...asked,
    condition: 'opened',
    use: 'demo',
    retirement: 'sold_off',
    note: 'seen by Ana',
    sku: 'TV',
  };
  const of = (act: Adjustment['act']) => detailsOf({ ...all, act }, 'why');
  const always = { adjustment: 'why', note: 'seen by Ana', sku: 'TV' };
  expect([of('lose'), of('condition'), of('use'), of('retire')]).toEqual([
    always,
    { ...always, condition: 'opened' },
    { ...always, use: 'demo' },
    { ...always, reason: 'sold_off' },
  ]);
  const photos = ['b'.repeat(64)];
  expect(detailsOf({ ...asked, photos, note: undefined, sku: undefined }, 'why')).toEqual({
    ...{ adjustment: 'why', proof: 'photograph', photos },
  });
});
