import { expect, test } from 'vitest';
import { scannerFault, withKeysSwapped } from './scanner-faults.ts';

test.each([
  ['httpsÖ--id.gs1.org-01-09506000134352-21-A1', 'wrongLayout'],
  ['httpñ--id.gs1.org', 'wrongLayout'],
  ['+d20109506000134352', 'wrongLayout'],
  ['010950600013435221SN123417270131', 'lostSeparator'],
  ['010950600013435221SN12341727013110B7', 'lostSeparator'],
  ['010950600013435221SN1234\u001d17270131', null],
  ['010950600013435221SN1234', null],
  ['https://id.gs1.org/01/09506000134352/21/A1', null],
  [']d2010950600013435221A1', null],
  ['SN-0042', null],
  ['+4915112345678', null],
])('%j shows of the scanner: %s', (text, fault) => {
  expect(scannerFault(text)).toBe(fault);
});

test.each([
  ['XYZ-9', 'XZY-9'],
  ['zy', 'yz'],
  ['SN-42', null],
])('Y and Z of %s exchanged give %s', (text, swapped) => {
  expect(withKeysSwapped(text)).toBe(swapped);
});
