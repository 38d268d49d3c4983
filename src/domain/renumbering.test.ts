import { describe, expect, test } from 'vitest';
import { recordOf, refusalOf, unitAfter, unitIn } from '../testing/attempts.ts';
import { identifierKinds } from './facts.ts';
import { ownNumber } from './own-number.ts';
import { isJunkNumber } from './renumbering.ts';
import { readSerialPattern } from './serial-pattern.ts';

const values = {
  serial: 'S1F99',
  imei: '490154203237518',
  mac: '00:1A:2B:3C:4D:5E',
  epc: 'urn:epc:id:sgtin:0614141.107346.2017',
  maker_serial: 'MK-77',
  box_serial: 'BOX-77',
  own_label: 'T7X0PWN9423K',
} as const;

/** What the thing says of itself; the others are stuck on. */
const own = ['serial', 'imei', 'mac', 'maker_serial'];

describe('who may change a unit’s numbers', () => {
  test.each(identifierKinds.filter((kind) => kind !== 'serial'))('a first %s is added by anybody', (kind) => {
    const details = { identifier: `${kind}:${values[kind]}`, reason: 'found on it' };
    expect(refusalOf('reidentify', unitIn('in_stock'), { details })).toBeUndefined();
  });

  test.each(identifierKinds)('a %s is replaced: proof or a lead, where it is the thing’s own', (kind) => {
    const replaces = kind === 'serial' ? {} : { replaces: `${kind}:OLD-1` };
    const details = { identifier: `${kind}:${values[kind]}`, reason: 'board swapped', ...replaces };
    const unit = unitIn('in_repair');
    const wanted = own.includes(kind) ? 'proof_needed' : undefined;
    expect(refusalOf('reidentify', unit, { details })).toBe(wanted);
    expect(refusalOf('reidentify', unit, { details, isLead: true })).toBeUndefined();
    expect(refusalOf('reidentify', unit, { details: { ...details, proof: 'work order 7' } })).toBeUndefined();
    expect(
      refusalOf('reidentify', unit, { details: { ...details, photos: ['a1'.repeat(32)] } }),
    ).toBeUndefined();
    for (const nothing of [{ proof: '' }, { photos: [] }])
      expect(refusalOf('reidentify', unit, { details: { ...details, ...nothing } })).toBe(wanted);
  });

  test.each(identifierKinds)('a %s is ended without another in its place', (kind) => {
    const details = { replaces: `${kind}:OLD-1`, reason: 'torn off' };
    const wanted = kind === 'serial' ? 'details_wrong' : own.includes(kind) ? 'proof_needed' : undefined;
    expect(refusalOf('reidentify', unitIn('in_stock'), { details })).toBe(wanted);
    if (kind === 'serial') return;
    const { identity } = recordOf('reidentify', unitIn('in_stock'), { details, isLead: true }).asserts;
    expect(identity).toEqual({ endedNumbers: [`${kind}:OLD-1`] });
  });

  test('neither a new number nor an old one is no change', () => {
    for (const details of [{ reason: 'x' }, { identifier: '', replaces: '', reason: 'x' }])
      expect(refusalOf('reidentify', unitIn('in_stock'), { details, isLead: true })).toBe('details_missing');
  });

  test('a thing that stood under a label of ours is given its true serial by anybody', () => {
    const unit = unitIn('in_stock', { serial: ownNumber(42) });
    const details = { identifier: 'serial:S1F99', reason: 'its number was read' };
    expect(refusalOf('reidentify', unit, { details })).toBeUndefined();
  });

  test('the event tells the old serial and the new one', () => {
    const details = { identifier: 'serial:S1F99', reason: 'board swapped', proof: 'work order 7' };
    const unit = unitIn('in_repair', { serial: 'S1F42' });
    expect(recordOf('reidentify', unit, { details }).asserts.identity).toEqual({
      serial: 'S1F99',
      was: 'S1F42',
    });
    expect(unitAfter('reidentify', unit, { details }).serial).toBe('S1F99');
  });
});

describe('what stands where nobody wrote a number', () => {
  test.each([
    'To be filled by O.E.M.',
    'To Be Filled By O.E.M',
    'Default string',
    'System Serial Number',
    'N/A',
    'none',
    '0',
    '00',
    '0000000000',
    '0123456789',
    '1234567890',
    '123456789012345',
    '9876543210',
    'XXXXXXXX',
    '111111',
    '-',
    '3.5694E+14',
  ])('%s is never a serial, nor a further number', (junk) => {
    expect(isJunkNumber(junk)).toBe(true);
    for (const kind of ['serial', 'maker_serial'])
      expect(
        refusalOf('reidentify', unitIn('in_stock'), {
          isLead: true,
          details: { identifier: `${kind}:${junk}`, reason: 'x' },
        }),
      ).toBe('junk_serial');
  });

  test.each(['1', '7', '111', '1234', '123456', 'A', 'AAA', 'S1F00042', '490154203237518', '10', 'NONE-1'])(
    '%s may be a small shop’s own number',
    (serial) => {
      expect(isJunkNumber(serial)).toBe(false);
    },
  );

  test('is a number all the same where the product’s serials are said to be like it', () => {
    const read = readSerialPattern('[0-9]{10}');
    if ('error' in read) throw new Error(read.error.why);
    const product = {
      name: 'A ticket',
      unknownSerials: 'anywhere',
      wipeRequired: false,
      serialPattern: read.pattern,
    } as const;
    const details = { identifier: 'serial:0123456789', reason: 'x' };
    expect(refusalOf('reidentify', unitIn('in_stock'), { product, details, isLead: true })).toBeUndefined();
    const other = { identifier: 'own_label:Default string', reason: 'x' };
    expect(refusalOf('reidentify', unitIn('in_stock'), { product, details: other })).toBe('junk_serial');
  });
});
