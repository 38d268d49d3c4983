import { conditionCodes, moveCodes, statusCodes } from '../../ledger/codes.ts';
import type { ContainerHappeningOnWire, ContainerOnWire, ContainerUnitOnWire } from './contract.ts';
import type { ContainerRow, ContentRow, HistoryRow } from './queries.ts';

/** A container as it goes over the wire. */
export function containerOnWire(row: ContainerRow): ContainerOnWire {
  const { number, kind, site, location, parent, units, all_units: allUnits, containers } = row;
  return {
    ...{ number, kind, site, location, parent, units, allUnits, containers },
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    brokenAt: row.broken_at?.toISOString() ?? null,
  };
}

export function unitOnWire(row: ContentRow): ContainerUnitOnWire {
  const { unit_id: id, sku, serial, name, container } = row;
  return {
    unit: { id, sku, serial },
    name,
    status: statusCodes.toWord(row.status),
    condition: conditionCodes.toWord(row.condition),
    container,
    since: row.since.toISOString(),
    packedBy: row.packed_by,
  };
}

export function happeningOnWire(row: HistoryRow): ContainerHappeningOnWire {
  const { what, by, unit_id: id, sku, serial, move, place: location, other: container, units } = row;
  return {
    at: row.at.toISOString(),
    what,
    by,
    unit: id === null ? null : { id, sku: sku!, serial: serial! },
    move: move === null ? null : moveCodes.toWord(move),
    ...{ location, container, units },
  };
}
