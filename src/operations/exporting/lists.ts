import { exceptionSentence } from '../../domain/exceptions.ts';
import type { HoldKind } from '../../domain/holds.ts';
import { limits } from '../../domain/limits.ts';
import type { Sites } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { wordsWithin } from '../../ledger/elsewhere.ts';
import { historyOf } from '../../ledger/history.ts';
import { type UnitView, unitViews } from '../../ledger/unit-view.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database, Statement } from '../../platform/database.ts';
import { directReader } from '../../platform/shared-reads.ts';
import type { Cell } from '../../platform/sheet-rows.ts';
import { productCells, productColumns } from './product-rows.ts';
import * as sql from './queries.ts';

export interface ExportParts {
  readonly database: Database;
  readonly reference: ReadReference;
  /** Units of which a number holds a text; null where it is too short to look for. */
  readonly holding: (text: string) => Promise<{ readonly ids: readonly number[] } | null>;
}

/** What of a list is wanted, in the ledger's own numbers. */
export interface Wanted {
  readonly sites: Sites;
  /** What the caller may know of at all: words about other sites are left out. */
  readonly reach: Sites;
  /** Products: what they cost us is shown. */
  readonly showsCost: boolean;
  /** History: of which unit. */
  readonly unit: number | null;
  /** Which units; null for other lists. */
  readonly units: UnitsWanted | null;
  /** Products: which; `fragment` as a pattern. */
  readonly products: {
    readonly fragment: string | null;
    readonly category: string | null;
    readonly supplier: string | null;
    readonly serialized: boolean | null;
  };
}

/** Null: any. */
export interface UnitsWanted {
  readonly product: number | null;
  readonly statuses: readonly number[];
  readonly location: number | null;
  readonly condition: number | null;
  readonly held: boolean | null;
  readonly hold: HoldKind | null;
  readonly lot: string | null;
  readonly supplier: string | null;
  /** Units of which a number holds a text. */
  readonly ids: readonly number[] | null;
}

/** A list as it is exported: its columns, and its rows in pieces. */
export interface List {
  readonly columns: readonly string[];
  rows(parts: ExportParts, wanted: Wanted): AsyncGenerator<readonly (readonly Cell[])[]>;
}

/** The lists that can be taken out. Columns that an import knows have the import's names. */
export const lists = {
  units: {
    columns: [
      'sku',
      'serial',
      'imei',
      'imei2',
      'name',
      'status',
      'condition',
      'site',
      'location',
      'owner',
      'use',
      'holds',
      'lot',
      'supplier',
      'number',
      'line',
      'id',
      'seq',
      'lastAt',
      'lastMove',
      'lastSpot',
    ],
    rows: units,
  },
  products: { columns: productColumns, rows: products },
  sites: {
    columns: ['code', 'name', 'kind', 'timeZone', 'owner', 'active'],
    rows: byId<sql.SiteRow>(sql.selectSites, (row) => [
      row.code,
      row.name,
      row.kind,
      row.time_zone,
      row.owner,
      row.active,
    ]),
  },
  locations: {
    columns: ['site', 'code', 'name', 'kind', 'aisle', 'color', 'position', 'active'],
    rows: byId<sql.LocationRow>(sql.selectLocations, (row) => [
      row.site,
      row.code,
      row.name,
      row.kind,
      row.aisle,
      row.color,
      row.position,
      row.active,
    ]),
  },
  exceptions: {
    columns: [
      'id',
      'kind',
      'sentence',
      'recorded',
      'observed',
      'openedAt',
      'site',
      'sku',
      'serial',
      'seq',
      'settledAt',
      'settledBy',
      'settlement',
    ],
    rows: exceptions,
  },
  quantity: { columns: ['sku', 'site', 'location', 'quantity'], rows: quantities },
  history: {
    columns: [
      'seq',
      'event',
      'move',
      'at',
      'recordedAt',
      'evidence',
      'actor',
      'spot',
      'status',
      'condition',
      'place',
      'owner',
      'documentKind',
      'documentNumber',
      'annuls',
      'annulledBy',
      'details',
      'hash',
    ],
    rows: history,
  },
} as const satisfies Record<string, List>;

export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as readonly ListName[];

const batch = limits.exportBatchRows;

function siteColumn(sites: Sites): string | null {
  return sites === null ? null : numberColumn([...sites]);
}

/** A list with one number as its key. */
function byId<Row extends { readonly id: number }>(
  statement: Statement,
  cells: (row: Row) => readonly Cell[],
): List['rows'] {
  return async function* ({ database }, { sites }) {
    for (let after = 0; ; ) {
      const scoped = statement.text.includes('$3') ? [siteColumn(sites)] : [];
      const { rows } = await database.query<Row>(statement, [after, batch, ...scoped]);
      if (rows.length > 0) yield rows.map(cells);
      if (rows.length < batch) return;
      after = rows.at(-1)!.id;
    }
  };
}

/** Kits come after what they are put together from, so that an import finds the parts. */
async function* products({ database }: ExportParts, wanted: Wanted): AsyncGenerator<Cell[][]> {
  const { showsCost } = wanted;
  const { fragment, category, supplier, serialized } = wanted.products;
  const which = [fragment, category, supplier, serialized];
  for (let after = 0; ; ) {
    const { rows } = await database.query<sql.ProductRow>(sql.selectProducts, [after, batch, ...which]);
    if (rows.length > 0) yield rows.map((row) => productCells(row, showsCost));
    if (rows.length < batch) break;
    after = rows.at(-1)!.id;
  }
  for (let after = { depth: 0, id: 0 }; ; ) {
    const values = [after.id, batch, ...which, after.depth, limits.kitDepthMax];
    const { rows } = await database.query<sql.KitRow>(sql.selectKits, values);
    if (rows.length > 0) yield rows.map((row) => productCells(row, showsCost));
    if (rows.length < batch) return;
    after = rows.at(-1)!;
  }
}

async function* exceptions(
  { database, reference }: ExportParts,
  { sites, reach }: Wanted,
): AsyncGenerator<Cell[][]> {
  for (let after = 0; ; ) {
    const values = [after, batch, siteColumn(sites)];
    const { rows } = await database.query<sql.ExceptionRow>(sql.selectExceptions, values);
    const names = await reference();
    if (rows.length > 0)
      yield rows.map((row) => exceptionCells(row, wordsWithin(row.recorded, names, reach)));
    if (rows.length < batch) return;
    after = rows.at(-1)!.id;
  }
}

function exceptionCells(row: sql.ExceptionRow, recorded: string): Cell[] {
  const { kind, observed } = row;
  return [
    row.id,
    kind,
    exceptionSentence({ kind, recorded, observed }),
    recorded,
    observed,
    row.opened_at.toISOString(),
    row.site,
    row.sku,
    row.serial,
    row.seq,
    row.settled_at?.toISOString() ?? null,
    row.settled_by,
    row.settlement,
  ];
}

async function* quantities({ database }: ExportParts, { sites }: Wanted): AsyncGenerator<Cell[][]> {
  for (let after = { product_id: 0, place: 0 }; ; ) {
    const values = [after.product_id, batch, siteColumn(sites), after.place];
    const { rows } = await database.query<sql.QuantityRow>(sql.selectQuantities, values);
    if (rows.length > 0)
      yield rows.map(({ sku, site, location, quantity }) => [sku, site, location, quantity]);
    if (rows.length < batch) return;
    after = rows.at(-1)!;
  }
}

async function* units({ database, reference }: ExportParts, wanted: Wanted): AsyncGenerator<Cell[][]> {
  const { sites } = wanted;
  const { product, statuses, location, condition, held, hold, lot, supplier, ids: named } = wanted.units!;
  const which = [
    product,
    numberColumn(statuses),
    location,
    condition,
    held,
    hold === null ? null : `% ${hold}%`,
    lot,
    supplier,
    named === null ? null : numberColumn(named),
  ];
  const read = directReader(database);
  for (let after: sql.UnitKey = { bucket: -1, id: 0 }; ; ) {
    const values = [after.id, batch, siteColumn(sites), after.bucket, ...which];
    const { rows } = await database.query<sql.UnitKey>(sql.selectUnits, values);
    const names = await reference();
    const found = rows.map(({ id }) => id);
    const ids = await unitsWithin(read, names, found, sites);
    const views = await unitViews(read, names, ids);
    if (ids.length > 0) yield ids.flatMap((id) => (views.has(id) ? [unitCells(views.get(id)!)] : []));
    if (rows.length < batch) return;
    after = rows.at(-1)!;
  }
}

function unitCells(unit: UnitView): Cell[] {
  const [site = null, location = null] = unit.place?.split('/') ?? [];
  const [imei = null, imei2 = null] = unit.identifiers
    .filter(({ kind, until }) => kind === 'imei' && until === null)
    .map(({ value }) => value);
  const { sale } = unit;
  return [
    unit.sku,
    unit.serial,
    imei,
    imei2,
    unit.name,
    unit.status,
    unit.condition,
    site,
    location,
    unit.owner,
    unit.use,
    unit.holds.join(' ') || null,
    unit.lot,
    unit.supplier,
    sale?.document?.number ?? null,
    sale?.line ?? null,
    unit.id,
    unit.seq,
    unit.lastAt,
    unit.lastMove,
    unit.lastSpot,
  ];
}

/** Nothing for a unit that the caller may not see, as for one that is not there. */
async function* history({ database, reference }: ExportParts, wanted: Wanted): AsyncGenerator<Cell[][]> {
  const names = await reference();
  const events = await historyOf(directReader(database), names, wanted.unit ?? 0, wanted.sites);
  yield (events ?? []).map((event) => [
    event.seq,
    event.event,
    event.move,
    event.at,
    event.recordedAt,
    event.evidence,
    event.actor,
    event.spot,
    event.status,
    event.condition,
    event.place,
    event.owner,
    event.document?.kind ?? null,
    event.document?.number ?? null,
    event.annuls,
    event.annulledBy,
    event.details === null ? null : JSON.stringify(event.details),
    event.hash,
  ]);
}
