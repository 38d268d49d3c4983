import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { changeRules, type RulesParts, rulesOf } from './change-rules.ts';
import * as wire from './contract.ts';

export function supplierRuleEndpoints(parts: RulesParts) {
  const replies = { 200: { description: 'Its rules.', schema: wire.supplierRules } };
  return {
    rules: endpoint({
      id: 'getSupplierRules',
      summary: 'Read what a supplier may do at the dock',
      params: wire.supplierParams,
      replies,
      handle: async ({ params: { code } }) => orProblem(await rulesOf(parts.database, code)).rules,
    }),
    changeRules: endpoint({
      id: 'changeSupplierRules',
      summary: 'Say what a supplier may do at the dock',
      params: wire.supplierParams,
      body: wire.supplierRulesChange,
      replies,
      handle: async ({ params: { code }, body }) => orProblem(await changeRules(parts, code, body)).rules,
    }),
  };
}
