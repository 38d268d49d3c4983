import { describe, expect, test } from 'vitest';
import { anAttempt, bin, unitIn } from '../testing/attempts.ts';
import { annul } from './corrections.ts';
import { decide } from './decide.ts';
import { statuses } from './facts.ts';
import { holdKinds } from './holds.ts';
import { moveNames } from './lifecycle.ts';
import { decideQuantity } from './quantity.ts';
import { firstOf, type Refusal, type RefusalCode, refusalCodes, refuse, sentenceOf } from './refusals.ts';
import { readSerialPattern, type SerialPattern } from './serial-pattern.ts';
import { blankUnit } from './unit.ts';
import { moveWords, statusWords } from './wording.ts';

/** Refusals that are for the ledger and the documents to give: nothing in the rules of a unit's life does. */
const givenElsewhere: readonly RefusalCode[] = [
  'unreadable_code',
  'serial_needed',
  'code_not_a_unit',
  'codes_disagree',
  'gtin_out_of_date',
  'serial_of_another_product',
  'product_needed',
  'same_unit_twice',
  'quantity_not_allowed',
  'not_at_your_site',
  'too_many_unread',
  'number_taken',
  'document_unknown',
  'document_of_another_site',
  'document_closed',
  'already_on_document',
  'in_another_container',
  'container_elsewhere',
  'container_full',
  'not_in_container',
  'not_on_document',
  'serial_outside_range',
  'recalled_delivery',
  'delivered_twice',
  'over_delivery',
  'unit_of_another_supplier',
  'half_of_a_pair',
  'scope_not_found',
  'not_on_return',
  'rma_needed',
  'approval_needed',
];

/**
 * Every refusal that a wide sweep of scans brings about: moves × statuses × holds × checks × owners ×
 * details.
 */
function swept(): Refusal[] {
  const found: Refusal[] = [];
  const detailSets = [
    undefined,
    {},
    { condition: 'fine', to: 'sold' },
    { identifier: 'serial:N/A', reason: 'x' },
    { identifier: 'serial:S1F99', reason: 'x' },
    { identifier: `serial:${'9'.repeat(65)}`, reason: 'destroyed', kind: 'recall', sku: 'X' },
  ];
  for (const move of moveNames) {
    for (const status of statuses) {
      const units = patches.flatMap((patch) => detailSets.map((details) => ({ patch, details, more: {} })));
      // What stands around the unit matters whatever else is wrong with it: it is tried with a plain one.
      const around = surroundings.map((more) => ({ patch: {}, details: undefined, more }));
      for (const { patch, details, more } of [...units, ...around]) {
        const attempt = anAttempt(move, unitIn(status, patch), details ? { details } : {});
        for (const other of [attempt.other, undefined]) {
          const refusing = { ...attempt, ...asProduct('refuse'), other: other as never };
          const decision = decide({ ...refusing, ...more });
          if ('refused' in decision) found.push(decision.refused);
        }
      }
    }
  }
  const all = [...found, ...corrections(), ...quantities()];
  return [...new Map(all.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}

const patches = [
  {},
  { see: 512 },
  { owner: 2 },
  { owner: 1, sale: null },
  { checks: [] },
  { checks: ['test_failed', 'inspected'] },
  { checks: ['locked', 'inspected', 'test_passed'] },
  ...holdKinds.map((kind) => ({ holds: [kind] })),
] as const;

function asProduct(unknownSerials: 'refuse') {
  return { product: { name: 'Phone', unknownSerials, wipeRequired: true } };
}

/** A number that nobody has seen, of a product whose serials look otherwise; a misread IMEI stands beside it. */
const newNumber = {
  isNew: true,
  newNumbers: ['maker_serial:490154203237519'],
  product: {
    name: 'Phone',
    unknownSerials: 'refuse',
    wipeRequired: true,
    numbers: ['imei'],
    serialPattern: patternOf('PH[0-9][0-9]'),
  },
} as const;
const boxes = [
  { box: { number: 'BOX-1', of: null }, details: { sealed: false } },
  { box: { number: 'BOX-2', of: 'S1F00099' } },
] as const;
const spots = [{ here: { ...bin, kind: 'dock' } }, { crowd: { units: 12, capacity: 12 } }] as const;
const closedPlace = { here: { ...bin, closed: true } } as const;
const surroundings = [newNumber, { ...newNumber, newNumbers: [] }, closedPlace, ...spots, ...boxes];

function patternOf(text: string): SerialPattern {
  const read = readSerialPattern(text);
  if ('error' in read) throw new Error(read.error.why);
  return read.pattern;
}

function corrections(): Refusal[] {
  const events = [
    { seq: 1, move: 'receive', status: 'in_stock' },
    { seq: 2, move: 'sell', status: 'sold' },
    { seq: 3, move: 'put_away' },
    { seq: 4, move: 'annul', annuls: 3 },
  ] as const;
  return [1, 3, 4, 9].flatMap((seq) => {
    const answer = annul(blankUnit(7, 'S'), events, seq, false);
    return 'refused' in answer ? [answer.refused] : [];
  });
}

function quantities(): Refusal[] {
  const base = {
    product: 'Cable',
    available: 3,
    details: {},
    here: 110,
    from: null,
    carrier: 1,
    observed: '',
  };
  return [null, 0, 1, 5].flatMap((quantity) =>
    moveNames.flatMap((move) => {
      const answer = decideQuantity({ ...base, move, quantity });
      return 'refused' in answer ? [answer.refused] : [];
    }),
  );
}

describe('refusals', () => {
  const found = swept();

  test('every refusal of the rules is reached by some scan', () => {
    const reached = new Set(found.map(({ code }) => code));
    expect(refusalCodes.filter((code) => !reached.has(code))).toEqual(givenElsewhere);
  });

  test('every sentence has all its facts, and no refusal carries more than three', () => {
    for (const refusal of found) {
      expect(sentenceOf(refusal)).not.toMatch(/[{}]/);
      expect(Object.keys(refusal.facts).length).toBeLessThanOrEqual(3);
      for (const fact of Object.values(refusal.facts)) expect(fact).not.toMatch(/^(undefined|null|)$/);
    }
  });

  test('every sentence is one a person can read out', () => {
    const readable = /^["A-Z].*\.$/;
    for (const code of refusalCodes) expect(sentenceOf(refuse(code))).toMatch(readable);
  });

  test('a missing fact leaves its name for all to see', () => {
    expect(sentenceOf(refuse('unknown_unit'))).toBe('The serial {serial} is not known here.');
  });

  test('a fact is shown as it is, whatever is in it', () => {
    expect(sentenceOf(refuse('unknown_unit', { serial: '$& {limit} \\' }))).toBe(
      'The serial $& {limit} \\ is not known here.',
    );
  });

  test('of several reasons the first of the table is the answer, whatever order they are found in', () => {
    for (let i = 1; i < refusalCodes.length; i += 1) {
      const [first, second] = [refuse(refusalCodes[i - 1]!), refuse(refusalCodes[i]!)];
      expect(firstOf([second, first])).toBe(first);
      expect(firstOf([first, second])).toBe(first);
    }
    expect(firstOf([])).toBeUndefined();
  });

  test('a refusal says in words what the unit is and what it cannot be', () => {
    const decision = decide(anAttempt('put_away', unitIn('sold')));
    expect('refused' in decision && sentenceOf(decision.refused)).toBe(
      'A unit that is sold cannot be put away.',
    );
  });

  test.each([
    ['bin', 'This code stands for a spot. Scan the serial number of a unit.'],
    ['document', 'This code stands for a document. Scan the serial number of a unit.'],
    ['sscc', 'This code stands for a carton or pallet. Scan the serial number of a unit.'],
    ['ean', 'This code stands for a product. Scan the serial number of a unit.'],
    ['empty', 'This code stands for nothing we know. Scan the serial number of a unit.'],
  ])('a code of a kind "%s" is named in plain words', (understood, sentence) => {
    expect(sentenceOf(refuse('code_not_a_unit', { understood }))).toBe(sentence);
  });

  test('every move and status has words without an underscore', () => {
    for (const words of [...Object.values(moveWords), ...Object.values(statusWords)]) {
      expect(words).toMatch(/^[a-z ]+$/);
    }
  });
});
