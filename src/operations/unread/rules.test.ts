import { describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { ownNumber } from '../../domain/own-number.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import { capRefusal, serialRead } from './rules.ts';

const most = limits.unreadPerShiftMax;

describe('how many things a site takes in without their number in a shift', () => {
  test.each([
    [0, false, null],
    [most - 1, false, null],
    [most, false, 'too_many_unread'],
    [most + 5, false, 'too_many_unread'],
    [most, true, null],
  ])('%i before, by a lead: %s', (count, isLead, code) => {
    expect(capRefusal(count, isLead)?.code ?? null).toBe(code);
  });

  test('the no says how many, in which time, and who can go on', () => {
    expect(sentenceOf(capRefusal(most, false)!)).toBe(
      `Here ${most} things were taken in without their number in the last ${limits.unreadShiftHours} hours. A lead has to do this.`,
    );
  });
});

describe('the serial among what was scanned', () => {
  const phone = { id: 7, name: 'A phone' };
  const label = ownNumber(3);
  const gtin = '04006381333931';
  const theirs = '09501101530003';
  const productsOf = (asked: string) => (asked === gtin ? [7] : asked === theirs ? [8] : []);
  const read = (...codes: string[]) => {
    const found = serialRead(codes, label, phone, productsOf);
    return 'serial' in found ? found.serial : found.refused.code;
  };

  test.each<[string, readonly string[], string]>([
    ['a bare serial', ['SN-1'], 'SN-1'],
    ['with the label of ours', [label, 'SN-1'], 'SN-1'],
    ['with the product’s bar code', ['4006381333931', 'SN-1'], 'SN-1'],
    ['a GS1 label', [`(01)${gtin}(21)ABC`], 'ABC'],
    ['an IMEI', ['490154203237518'], '490154203237518'],
    ['eight digits that would be somebody’s EAN', ['96385074'], '96385074'],
    ['only the product’s bar code', ['4006381333931'], 'serial_needed'],
    ['only the label of ours', [label], 'serial_needed'],
    ['another product’s bar code', [theirs.slice(1), 'SN-1'], 'codes_disagree'],
    ['another product’s GS1 label', [`(01)${theirs}(21)ABC`], 'codes_disagree'],
    ['a bin', ['BIN:A-01'], 'code_not_a_unit'],
    ['what cannot be read', ['(01)123'], 'unreadable_code'],
  ])('%s', (_what, codes, found) => {
    expect(read(...codes)).toBe(found);
  });
});
