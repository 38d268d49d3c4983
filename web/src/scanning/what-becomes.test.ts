import { expect, test } from 'vitest';
import { type Fate, fateOf } from './what-becomes.ts';

test.each<[status: number, code: string, fate: Fate]>([
  [0, 'unreachable', 'away'],
  [401, 'session_ended', 'not_signed_in'],
  [401, 'key_revoked', 'not_signed_in'],
  [401, 'device_revoked', 'not_signed_in'],
  [403, 'password_change_needed', 'not_signed_in'],
  [403, 'not_permitted', 'final'],
  [400, 'invalid_request', 'final'],
  [404, 'not_found', 'final'],
  [408, 'request_timeout', 'away'],
  [409, 'other_actor', 'not_signed_in'],
  [409, 'wrong_state', 'final'],
  [413, 'body_too_large', 'final'],
  [422, 'unknown_site', 'final'],
  [429, 'over_share', 'away'],
  [500, 'internal_fault', 'failed'],
  [502, 'unknown', 'away'],
  [503, 'busy', 'away'],
  [504, 'unknown', 'away'],
])('a scan that is answered with %i %s: %s', (status, code, fate) => {
  expect(fateOf({ status, code })).toBe(fate);
});
