import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { limits } from '../../domain/limits.ts';
import type { Database } from '../../platform/database.ts';
import { keysIn } from './find-units.ts';
import { rangesHolding } from './rules.ts';

/**
 * The units of which a number, an old one too, holds a text, by their ids: for lists that are narrowed by it. At most
 * `unitsHoldingMax`; `more`: there are others. Null where the text is too short for the index.
 */
export async function unitsHolding(database: Database, text: string) {
  const fragment = foldNumber(text);
  if (Array.from(fragment).length < limits.fragmentLengthMin) return null;
  const most = limits.unitsHoldingMax;
  const rows = await keysIn({ database }, rangesHolding(fragment), most + 1, 2 * most);
  const ids = [...new Set(rows.map(({ unit_id }) => unit_id))].sort((a, b) => a - b);
  return { ids: ids.slice(0, most), more: ids.length > most || rows.length >= 2 * most };
}
