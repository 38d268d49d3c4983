import { isDay } from '../../domain/gtin-periods.ts';
import { categoryLine, type PolicyRule, ruleWords, unknownSerialsWhere } from '../../domain/policy.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import { policyOf } from '../../ledger/applied-policy.ts';
import type { WhyNot } from '../../ledger/change-or-problem.ts';
import type { Product, Reference } from '../../ledger/reference.ts';
import { dayIn } from '../../platform/clock.ts';
import type { ExplainQuery, Explanation } from './contract.ts';

type Code = 'unknown_site' | 'unknown_product' | 'unknown_category' | 'bad_day';

/** What applies here now, and why: the same answer by which a scan there is judged. */
export function explain(
  reference: Reference,
  asked: ExplainQuery,
  now: string,
  sites: Sites,
): Explanation | { readonly problem: WhyNot<Code> } {
  const site = siteWithin(reference, asked.site, sites);
  if (!site) return problem('unknown_site', 'query.site', `There is no site "${asked.site}".`);
  const product = asked.sku === undefined ? undefined : reference.productsBySku.get(asked.sku);
  if (asked.sku !== undefined && !product)
    return problem('unknown_product', 'query.sku', `There is no product "${asked.sku}".`);
  if (asked.category !== undefined && !reference.categories.has(asked.category))
    return problem('unknown_category', 'query.category', `There is no category "${asked.category}".`);
  if (asked.on !== undefined && !isDay(asked.on))
    return problem('bad_day', 'query.on', 'A day is written like 2026-11-23 and exists in the calendar.');
  const category = asked.category ?? product?.category ?? null;
  const { channel = null, handOff, on: day = dayIn(site.timeZone, now) } = asked;
  const question = { site: site.id, category, channel, handOff, day };
  const { demand, rule, outranked } = policyOf(reference, question);
  const named = (one: PolicyRule) => ({ id: one.id, sentence: wordsOf(one, reference) });
  return {
    demand,
    why: rule ? wordsOf(rule, reference) : 'Nothing else is said, so every unit is scanned.',
    rule: rule && named(rule),
    outranked: outranked.map(named),
    unknownSerials: product ? unknownSerials(product, reference, question) : null,
    site: site.code,
    handOff,
    channel,
    categories: [...categoryLine(category, reference.categories)],
    on: day,
  };
}

function unknownSerials(
  product: Product,
  reference: Reference,
  question: Parameters<typeof policyOf>[1],
): Product['unknownSerials'] {
  const inbound = policyOf(reference, { ...question, handOff: 'inbound' });
  return unknownSerialsWhere(product.unknownSerials, inbound.demand);
}

function wordsOf(rule: PolicyRule, reference: Reference): string {
  return ruleWords(rule, rule.site === null ? null : (reference.sites.get(rule.site)?.code ?? null));
}

function problem(code: Code, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
