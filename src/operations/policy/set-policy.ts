import { isDay } from '../../domain/gtin-periods.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import {
  type Changed as AnyChanged,
  changeOrProblem,
  type ReferenceParts,
} from '../../ledger/change-or-problem.ts';
import { type Clock, dayIn } from '../../platform/clock.ts';
import type { Connection } from '../../platform/database.ts';
import type { NewRule } from './contract.ts';
import * as sql from './queries.ts';

export interface PolicyParts extends ReferenceParts {
  readonly clock: Clock;
}

type Code =
  | 'bad_day'
  | 'unknown_site'
  | 'unknown_category'
  | 'site_not_found'
  | 'rule_not_found'
  | 'already_withdrawn'
  | 'already_rolled_back'
  | 'not_rolled_back'
  | 'too_many_rules';
type Changed = AnyChanged<sql.RuleRow, Code>;

/** Who changes policy, and for which sites he may. */
export interface Changer {
  readonly actor: number;
  readonly sites: Sites;
}

/** Adds a rule. Every scan of every process is judged by it from the commit on, once its day has come. */
export async function setRule(
  parts: PolicyParts,
  { demand, from, site = null, category = null, channel = null, handOff = null, reason }: NewRule,
  { actor }: Changer,
): Promise<Changed> {
  if (!isDay(from))
    return problem('bad_day', 'from', 'A day is written like 2026-11-23 and exists in the calendar.');
  return changeOrProblem<sql.RuleRow, Code>(parts, async (tx, version) => {
    const siteId = site === null ? null : await idOf(tx, sql.selectSiteId, site);
    if (siteId === undefined) return problem('unknown_site', 'site', `There is no site "${site}".`);
    if (category !== null && (await idOf(tx, sql.selectCategoryId, category)) === undefined)
      return problem('unknown_category', 'category', `There is no category "${category}".`);
    const about = [siteId, category, channel, handOff, demand, from, false, reason ?? null];
    return insert(tx, [...about, parts.clock.now().toISOString(), actor, version]);
  });
}

/** Takes a rule back. It stays in the list, with who withdrew it and when. */
export async function withdrawRule(
  parts: PolicyParts,
  id: number,
  reason: string | null,
  { actor }: Changer,
): Promise<Changed> {
  return changeOrProblem<sql.RuleRow, Code>(parts, async (tx, version) => {
    const rule = await ruleById(tx, id);
    if (!rule) return problem('rule_not_found', 'params.id', `There is no rule ${id}.`);
    if (rule.withdrawn_at)
      return problem('already_withdrawn', 'params.id', `Rule ${id} was withdrawn by ${rule.withdrawn_by}.`);
    return withdraw(tx, id, [parts.clock.now().toISOString(), actor, reason, version]);
  });
}

/** One switch: from now on no serials are asked for at the site, whatever other rules say; those stay as they are. */
export async function rollBack(
  parts: PolicyParts,
  siteCode: string,
  reason: string | null,
  changer: Changer,
): Promise<Changed> {
  return changeOrProblem<sql.RuleRow, Code>(parts, async (tx, version) => {
    const site = await ownSite(tx, siteCode, changer);
    if (site === undefined) return noSite(siteCode);
    if (await rollBackOf(tx, site))
      return problem('already_rolled_back', 'params.code', `${siteCode} is rolled back already.`);
    const now = parts.clock.now().toISOString();
    // A day that has begun everywhere on Earth: the switch works at once in every calendar.
    const day = dayIn('Etc/GMT+12', now);
    return insert(tx, [site, null, null, null, 'off', day, true, reason, now, changer.actor, version]);
  });
}

/** The switch back: the site's other rules decide again. */
export async function rollOut(
  parts: PolicyParts,
  siteCode: string,
  reason: string | null,
  changer: Changer,
): Promise<Changed> {
  return changeOrProblem<sql.RuleRow, Code>(parts, async (tx, version) => {
    const site = await ownSite(tx, siteCode, changer);
    if (site === undefined) return noSite(siteCode);
    const rule = await rollBackOf(tx, site);
    if (!rule) return problem('not_rolled_back', 'params.code', `${siteCode} is not rolled back.`);
    return withdraw(tx, rule.id, [parts.clock.now().toISOString(), changer.actor, reason, version]);
  });
}

async function insert(tx: Connection, values: readonly unknown[]): Promise<Changed> {
  const counted = await tx.query<{ rules: number }>(sql.countRules);
  if (counted.rows[0]!.rules >= limits.policyRulesMax) {
    const sentence = `At most ${limits.policyRulesMax} rules are in force at once: withdraw some first.`;
    return problem('too_many_rules', 'body', sentence);
  }
  const { rows } = await tx.query<{ id: number }>(sql.insertRule, values);
  return (await ruleById(tx, rows[0]!.id))!;
}

async function withdraw(tx: Connection, id: number, values: readonly unknown[]): Promise<sql.RuleRow> {
  await tx.query(sql.withdrawRule, [id, ...values]);
  return (await ruleById(tx, id))!;
}

async function ruleById(tx: Connection, id: number): Promise<sql.RuleRow | undefined> {
  const { rows } = await tx.query<sql.RuleRow>(sql.selectRule, [id]);
  return rows[0];
}

async function rollBackOf(tx: Connection, site: number): Promise<sql.RuleRow | undefined> {
  const { rows } = await tx.query<sql.RuleRow>(sql.selectRollBack, [site]);
  return rows[0];
}

/** A site out of one's reach is as one that does not exist. */
async function ownSite(tx: Connection, code: string, { sites }: Changer): Promise<number | undefined> {
  const id = await idOf(tx, sql.selectSiteId, code);
  return id !== undefined && within(sites, id) ? id : undefined;
}

async function idOf(
  tx: Connection,
  statement: typeof sql.selectSiteId,
  code: string,
): Promise<number | undefined> {
  const { rows } = await tx.query<{ id: number }>(statement, [code]);
  return rows[0]?.id;
}

function noSite(code: string) {
  return problem('site_not_found', 'params.code', `There is no site ${code}.`);
}

function problem(code: Code, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
