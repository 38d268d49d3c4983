import { Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { record } from '../../platform/schemas.ts';
import { pinDigits } from './rules.ts';

const badge = Type.String({
  minLength: 1,
  maxLength: limits.badgeLengthMax,
  description: 'The badge’s number as the scanner gave it.',
});
const pin = Type.String({
  pattern: `^[0-9]{${pinDigits.min},${pinDigits.max}}$`,
  description: `${pinDigits.min} to ${pinDigits.max} digits, and not those that everybody would try.`,
});

export const switchBody = record('SwitchPerson', { badge, pin });
export const badgeBody = record('AssignBadge', {
  badge,
  pin: Type.Optional(pin),
});
export const pinBody = record('ChoosePin', { pin });
export const done = record('Done', { done: Type.Boolean() });
export const locked = record('Locked', {
  locked: Type.Boolean({ description: 'false: nobody was signed in by this session any more.' }),
});
