import { limits } from '../../domain/limits.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import * as wire from './contract.ts';
import { explain } from './explain.ts';
import { type RuleRow, selectRules } from './queries.ts';
import { type PolicyParts, rollBack, rollOut, setRule, withdrawRule } from './set-policy.ts';

interface Parts extends PolicyParts {
  readonly reference: ReadReference;
}

export function policyEndpoints(parts: Parts) {
  return { ...ruleEndpoints(parts), ...switchEndpoints(parts) };
}

const rule = { description: 'The rule.', schema: wire.ruleSchema };

function ruleEndpoints(parts: Parts) {
  const { database, clock, reference } = parts;
  return {
    list: endpoint({
      id: 'listPolicyRules',
      summary: 'List the rules of policy, withdrawn ones too',
      query: wire.rulesQuery,
      replies: { 200: { description: 'Rules, the oldest first.', schema: wire.rulePage } },
      async handle({
        query: { after, limit = limits.pageItemsDefault, inForce = false },
        caller: { sites },
      }) {
        const own = sites === null ? null : numberColumn([...sites]);
        const { rows } = await database.query<RuleRow>(selectRules, [
          idCursor(after),
          limit + 1,
          own,
          inForce,
        ]);
        return pageOfRows(rows, limit, ruleOnWire, ({ id }) => String(id));
      },
    }),
    set: endpoint({
      id: 'setPolicyRule',
      summary: 'Add a rule that holds from a day on',
      body: wire.newRule,
      replies: { 201: rule },
      async handle({ body, caller: { actor, sites } }, reply) {
        const made = orProblem(await setRule(parts, body, { actor: actor.id, sites }));
        return reply.code(201).send(ruleOnWire(made));
      },
    }),
    withdraw: endpoint({
      id: 'withdrawPolicyRule',
      summary: 'Take a rule back; it stays in the list',
      params: wire.ruleParams,
      body: wire.why,
      replies: { 200: rule },
      async handle({ params: { id }, body: { reason = null }, caller: { actor, sites } }) {
        return ruleOnWire(orProblem(await withdrawRule(parts, id, reason, { actor: actor.id, sites })));
      },
    }),
    explain: endpoint({
      id: 'explainPolicy',
      summary: 'Say what applies here now, and why',
      query: wire.explainQuery,
      replies: { 200: { description: 'What applies.', schema: wire.explanation } },
      async handle({ query, caller: { sites } }) {
        return orProblem(explain(await reference(), query, clock.now().toISOString(), sites));
      },
    }),
  };
}

function switchEndpoints(parts: Parts) {
  return {
    rollBack: endpoint({
      id: 'rollBackSite',
      summary: 'Take a site back: no serials are asked for there, whatever other rules say',
      params: wire.siteParams,
      body: wire.why,
      replies: { 201: rule },
      async handle({ params: { code }, body: { reason = null }, caller: { actor, sites } }, reply) {
        const made = orProblem(await rollBack(parts, code, reason, { actor: actor.id, sites }));
        return reply.code(201).send(ruleOnWire(made));
      },
    }),
    rollOut: endpoint({
      id: 'rollOutSite',
      summary: 'End a site’s roll-back: its other rules decide again',
      params: wire.siteParams,
      body: wire.why,
      replies: { 200: rule },
      async handle({ params: { code }, body: { reason = null }, caller: { actor, sites } }) {
        return ruleOnWire(orProblem(await rollOut(parts, code, reason, { actor: actor.id, sites })));
      },
    }),
  };
}

function ruleOnWire(row: RuleRow): wire.RuleOnWire {
  const { id, demand, site, category, channel, reason } = row;
  return {
    id,
    demand,
    from: row.from_day,
    site,
    category,
    channel,
    handOff: row.hand_off,
    rollBack: row.roll_back,
    reason,
    setAt: row.set_at.toISOString(),
    setBy: row.set_by,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnBy: row.withdrawn_by,
    withdrawnReason: row.withdrawn_reason,
  };
}
