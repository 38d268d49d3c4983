import { describe, expect, test } from 'vitest';
import { emailKey, phoneDigits } from '../../domain/contacts.ts';
import { changedPerson, fieldsOf, type Person, searchTexts } from './rules.ts';

test.each([
  ['+49 170 1234567', '491701234567'],
  ['0049 170 1234567', '491701234567'],
  ['+49 (0) 170 / 123-45.67', '491701234567'],
  [' +1 (212) 555-0100 ', '12125550100'],
  ['+491701234567', '491701234567'],
  ['0170 1234567', null],
  ['+0170 1234567', null],
  ['+49', null],
  ['+1234567890123456', null],
  ['+49 170 CALLME', null],
  ['+٤٩١٧٠١٢٣٤٥٦٧', null],
  ['', null],
])('the phone number %j is searched by %s', (text, digits) => {
  expect(phoneDigits(text)).toBe(digits);
});

test.each([
  ['Ada@Example.com', 'ada@example.com'],
  [' ada@example.com ', 'ada@example.com'],
  ['o\u0308@example.com', '\u00f6@example.com'],
  ['ada', null],
  ['a@b@c', null],
  ['ada lovelace@example.com', null],
  ['@example.com', null],
])('the e-mail address %j is searched by %s', (text, key) => {
  expect(emailKey(text)).toBe(key);
});

describe('a person', () => {
  const ada: Person = { name: 'Ada', email: 'Ada@example.com', phone: '+44 20 7946 0000' };

  test('is found by e-mail, phone, and the phone’s last four and seven digits', () => {
    expect(searchTexts(ada)).toEqual([
      'email:ada@example.com',
      'phone:442079460000',
      'phone-4:0000',
      'phone-7:9460000',
    ]);
    expect(searchTexts({ name: 'Ada' })).toEqual([]);
  });

  test('changes by what is said: null takes away, the rest stays', () => {
    expect(changedPerson(ada, { name: 'Ada L.', phone: null })).toEqual({ name: 'Ada L.', email: ada.email });
    expect(changedPerson(ada, {})).toEqual(ada);
    expect(changedPerson({}, { notes: 'n' })).toEqual({ notes: 'n' });
  });

  test('has fields that can be named without showing them', () => {
    expect(fieldsOf(ada)).toEqual(['name', 'email', 'phone']);
    expect(fieldsOf({})).toEqual([]);
  });
});
