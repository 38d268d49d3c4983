import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { demands, handOffs } from '../../domain/policy.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const day = (description: string) => Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description });
const demand = choice(
  'Demand',
  demands,
  'required: it is scanned · asked: it is asked for and may be passed over · off: nobody asks.',
);
const handOff = choice('HandOff', handOffs, 'Where a unit passes from hand to hand.');
const channel = Type.String({
  pattern: `^[a-z][a-z0-9_-]{0,${limits.codeLengthMax - 1}}$`,
  description: 'Where it is sold: store, online, marketplace … A scan says it as details.channel.',
});
const category = Type.String({
  maxLength: limits.nameLengthMax,
  description: 'A category, with all that is under it.',
});
const siteCode = Type.String({ maxLength: limits.codeLengthMax, description: 'A site’s code.' });
const reason = Type.String({ minLength: 1, maxLength: limits.settlementLengthMax });

export const newRule = record(
  'NewPolicyRule',
  {
    demand,
    from: day('The first day on which it holds, in each site’s calendar.'),
    site: Type.Optional(nullable(siteCode)),
    category: Type.Optional(nullable(category)),
    channel: Type.Optional(nullable(channel)),
    handOff: Type.Optional(nullable(handOff)),
    reason: Type.Optional(reason),
  },
  'What is left out it says for all.',
);

export const ruleSchema = record('PolicyRule', {
  id: wholeNumber(),
  demand,
  from: day('The first day on which it holds.'),
  site: nullable(Type.String()),
  category: nullable(Type.String()),
  channel: nullable(Type.String()),
  handOff: nullable(handOff),
  rollBack: Type.Boolean({ description: 'It takes the whole site back, before every other rule.' }),
  reason: nullable(Type.String()),
  setAt: timestamp,
  setBy: Type.String({ description: 'The actor’s code.' }),
  withdrawnAt: nullable(timestamp),
  withdrawnBy: nullable(Type.String()),
  withdrawnReason: nullable(Type.String()),
});
export const rulePage = pageOf('PolicyRulePage', ruleSchema);
export const rulesQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  inForce: Type.Optional(Type.Boolean({ description: 'Only those that were not withdrawn.' })),
});
export const ruleParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });
export const siteParams = record(undefined, { code: Type.String() });
export const why = record('PolicyReason', { reason: Type.Optional(reason) });

export const explainQuery = record(undefined, {
  site: siteCode,
  handOff,
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax, description: 'A product’s SKU …' })),
  category: Type.Optional(category),
  channel: Type.Optional(channel),
  on: Type.Optional(day('Today, if not said.')),
});
const namedRule = record('NamedPolicyRule', {
  id: wholeNumber(),
  sentence: Type.String({ description: 'The rule in words.' }),
});
export const explanation = record('PolicyExplanation', {
  demand,
  why: Type.String({ description: 'For people.' }),
  rule: nullable(namedRule),
  outranked: Type.Array(namedRule, { description: 'Rules that would hold too, the nearest first.' }),
  unknownSerials: nullable(
    choice(
      undefined,
      ['refuse', 'arrivals', 'anywhere'],
      'Where an unknown serial of the product may become a unit at this site; null where no product was named.',
    ),
  ),
  site: Type.String(),
  handOff,
  channel: nullable(Type.String()),
  categories: Type.Array(Type.String(), { description: 'The category, then those above it.' }),
  on: day('The day that was asked about, in the site’s calendar.'),
});

export type NewRule = Static<typeof newRule>;
export type RuleOnWire = Static<typeof ruleSchema>;
export type ExplainQuery = Static<typeof explainQuery>;
export type Explanation = Static<typeof explanation>;
