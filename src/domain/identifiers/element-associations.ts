import { type AiRule, findAi } from './application-identifiers.ts';
import type { PlacedElement } from './element-value.ts';
import { type ScanError, scanError } from './scan-error.ts';

/**
 * Which elements may not, and which must stand together on one item (GS1 General Specifications, data
 * relationships: invalid pairs and mandatory association of element strings; `ex` and `req` of the syntax
 * dictionary). Give it the elements of all carriers of the item. The position is that of the element that
 * asks; null when all is well.
 */
export function checkAssociations(elements: readonly PlacedElement[]): ScanError | null {
  const rules = elements.map(({ ai }) => findAi(ai)!);
  const present = countPatterns(rules);
  for (const judge of [findExcluded, findMissing, findUnserialised]) {
    for (const [i, element] of elements.entries()) {
      const wrong = judge(rules[i]!, element, present);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

/** For each AI, and each pattern of one or two last digits that it fits, how many AIs there are. */
type Present = ReadonlyMap<string, number>;

function countPatterns(rules: readonly AiRule[]): Present {
  const counts = new Map<string, number>();
  for (const { ai, patterns } of rules) {
    if (counts.has(ai)) continue;
    for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return counts;
}

/** An AI does not exclude itself, though it may fit its own pattern: another of the same kind does. */
function findExcluded(rule: AiRule, { at }: PlacedElement, present: Present): ScanError | null {
  for (const pattern of rule.excludes) {
    const itself = rule.patterns.includes(pattern) ? 1 : 0;
    if ((present.get(pattern) ?? 0) > itself) {
      return scanError('ai_excluded', at, `(${rule.ai}) may not stand together with (${pattern})`);
    }
  }
  return null;
}

function findMissing(rule: AiRule, { at }: PlacedElement, present: Present): ScanError | null {
  for (const groups of rule.needs) {
    if (groups.some((group) => group.every((pattern) => present.has(pattern)))) continue;
    const words = groups.map((group) => group.map((ai) => `(${ai})`).join(' with ')).join(' or ');
    return scanError('ai_missing', at, `(${rule.ai}) says something only together with ${words}`);
  }
  return null;
}

/**
 * A signature (8030) is of one thing: a GDTI, GCN or GRAI beside it has its serial (GS1 Digital Signatures).
 */
function findUnserialised(rule: AiRule, { at, value }: PlacedElement, present: Present): ScanError | null {
  const isSerialisable = rule.ai === '253' || rule.ai === '255' || rule.ai === '8003';
  if (!isSerialisable || !present.has('8030') || value.length > rule.min) return null;
  return scanError('ai_missing', at + value.length, `(${rule.ai}) has no serial, which (8030) needs`);
}
