import type { Attempt } from './attempt.ts';
import { hasCanonicalForm } from './chain.ts';
import { conditions, identifierKinds, uses } from './facts.ts';
import { holdKinds, isHoldReference } from './holds.ts';
import type { MoveRule } from './lifecycle.ts';
import { limits } from './limits.ts';
import { isPhotoList } from './photos.ts';
import { type Refusal, refuse } from './refusals.ts';
import { retireReasons, takenApart } from './retirement.ts';

/** What is missing or wrong in the scan itself: nothing can be recorded of it, not even as an observation. */
export function detailRefusals(attempt: Attempt, rule: MoveRule): readonly Refusal[] {
  const { details } = attempt;
  const found = rule.pairedWith && !attempt.other ? [refuse('not_a_pair')] : [];
  for (const field of rule.needs ?? []) {
    if (isAbsent(details[field])) found.push(refuse('details_missing', { field }));
  }
  const given = Object.entries(details).filter(([, value]) => !isAbsent(value));
  if (given.length === 0) return found;
  const rules = fieldRules(attempt, rule);
  for (const [field, value] of given) {
    const fits = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (fits && !fits(value)) found.push(refuse('details_wrong', { field, value: shownOf(field, value) }));
    else if (!hasCanonicalForm(value))
      found.push(
        refuse('details_wrong', { field: field.slice(0, 40), value: 'a fraction, broken text or too deep' }),
      );
  }
  return [...found, ...identifierRefusals(attempt)];
}

type Fits = (value: unknown) => boolean;
const isText: Fits = (value) => typeof value === 'string';
const isBoolean: Fits = (value) => typeof value === 'boolean';
const isDay: Fits = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const oneOf =
  (allowed: readonly string[]): Fits =>
  (value) =>
    typeof value === 'string' && allowed.includes(value);

/** What a field may be, whatever the move … */
const everywhere: Readonly<Record<string, Fits>> = {
  condition: oneOf(conditions),
  use: oneOf(uses),
  lot: isText,
  supplier: isText,
  channel: isText,
  // A reference and nothing else: personal data has one home, and it is not here.
  customer: (value) => typeof value === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(value),
  due: isDay,
  passed: isBoolean,
  locked: isBoolean,
  marked: isBoolean,
  dropShip: isBoolean,
  sealed: isBoolean,
  photos: isPhotoList,
};

/** … and what it may be for this one. */
function fieldRules({ move }: Attempt, rule: MoveRule): Readonly<Record<string, Fits>> {
  const isHold = move === 'place_hold' || move === 'lift_hold';
  return {
    ...everywhere,
    ...(rule.mayBecome ? { to: oneOf(rule.mayBecome) } : {}),
    ...(move === 'retire' ? { reason: oneOf([...retireReasons, takenApart]) } : {}),
    ...(move === 'pick' || move === 'pack' ? { for: oneOf(ways) } : {}),
    ...(isHold ? { kind: oneOf(holdKinds) } : {}),
    ...(isHold || move === 'report_stolen' ? { reference: isHoldReference } : {}),
  };
}

const ways = ['to_customer', 'inside', 'to_vendor', 'destroy'] as const;

/** A new number is written `kind:value`; a new serial must fit where serials are kept. */
function identifierRefusals({ move, details }: Attempt): Refusal[] {
  if (move !== 'reidentify') return [];
  const found: Refusal[] = [];
  if (isAbsent(details.identifier)) {
    if (isAbsent(details.replaces)) return [refuse('details_missing', { field: 'identifier' })];
    // A thing always has a serial: another one takes its place, or it stays.
    if (String(details.replaces).startsWith('serial:'))
      found.push(refuse('details_wrong', { field: 'replaces', value: shown(details.replaces) }));
  }
  for (const field of ['identifier', 'replaces']) {
    const value = details[field];
    if (isAbsent(value)) continue;
    const [kind, number] = typeof value === 'string' ? splitOnce(value) : ['', ''];
    if (number === '' || !numberKinds.includes(kind))
      found.push(refuse('details_wrong', { field, value: shown(value) }));
    else if (Array.from(number).length > limits.serialLengthMax)
      found.push(refuse('serial_too_long', { limit: String(limits.serialLengthMax) }));
  }
  return found;
}

const numberKinds: readonly string[] = identifierKinds;

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return at === -1 ? ['', ''] : [text.slice(0, at), text.slice(at + 1)];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** A refusal is kept for ever: what was sent instead of a customer's reference may be their name. */
function shownOf(field: string, value: unknown): string {
  return field === 'customer' ? 'anything but a reference' : shown(value);
}

/** Facts are short: what was sent wrongly is shown up to 40 characters. */
function shown(value: unknown): string {
  return (
    typeof value === 'string' ? value : typeof value === 'object' ? 'a list or object' : String(value)
  ).slice(0, 40);
}
