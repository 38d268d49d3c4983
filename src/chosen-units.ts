import { type ExportParts, lists } from './operations/exporting/lists.ts';
import { wantedOf } from './operations/exporting/wanted.ts';
import type { ChooseUnits, ChosenUnit } from './operations/importing/moves/choose-units.ts';

const { columns } = lists.units;
const [unitAt, skuAt, serialAt] = [columns.indexOf('id'), columns.indexOf('sku'), columns.indexOf('serial')];

/** Units for a bulk move are found as the export of units finds them: the same filters, the same reach. */
export function unitChoice(parts: ExportParts): ChooseUnits {
  return async ({ ids, ...filters }, sites) => {
    const names = await parts.reference();
    const found = await wantedOf('units', filters, sites, names, parts.holding);
    if ('problem' in found) return found;
    const units = ids === undefined ? found.units! : { ...found.units!, ids };
    return pieces(parts, { ...found, units, showsCost: false });
  };
}

async function* pieces(
  parts: ExportParts,
  wanted: Parameters<typeof lists.units.rows>[1],
): AsyncGenerator<readonly ChosenUnit[]> {
  for await (const rows of lists.units.rows(parts, wanted))
    yield rows.map((cells) => ({
      unit: Number(cells[unitAt]),
      sku: String(cells[skuAt]),
      serial: String(cells[serialAt]),
    }));
}
