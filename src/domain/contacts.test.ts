import { expect, test } from 'vitest';
import { contactIn } from './contacts.ts';

test.each([
  ['Ann@Example.COM ', { email: 'ann@example.com', only: true }],
  ['SN@12', { email: 'sn@12', only: false }],
  ['+49 6081 99775-53', { phone: '4960819977553', only: true }],
  ['0049 6081 9977553', { phone: '4960819977553', only: false }],
  ['06081/9977553', { nationalPhone: '60819977553', only: false }],
  ['(06081) 9977553', { nationalPhone: '60819977553', only: false }],
  ['0171-2345678', { nationalPhone: '1712345678', only: false }],
])('"%s" is how somebody is reached', (text, contact) => {
  expect(contactIn(text)).toEqual(contact);
});

test.each([
  '4006381333931',
  '01712345678',
  '490154203237518',
  'SN-0171 2345678',
  '0 12',
  '+49',
  'A phone',
  '#42',
  '',
])('"%s" is not', (text) => {
  expect(contactIn(text)).toBeNull();
});
