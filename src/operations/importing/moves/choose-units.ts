import type { Condition, Status } from '../../../domain/facts.ts';
import type { HoldKind } from '../../../domain/holds.ts';
import { serialsOfList } from '../../../domain/identifiers/serial-list.ts';
import { limits } from '../../../domain/limits.ts';
import type { Sites } from '../../../domain/sites.ts';
import { writeCsvLine } from '../../../platform/csv-text.ts';
import type { Database } from '../../../platform/database.ts';
import * as sql from '../queries.ts';

/** Which units of those that somebody may see, as the list of units is narrowed; nothing said: all of them. */
export interface UnitsAsked {
  /** These alone, in the ledger's numbers. */
  readonly ids?: readonly number[];
  readonly site?: string;
  readonly location?: string;
  readonly sku?: string;
  readonly status?: Status;
  readonly ours?: boolean;
  readonly condition?: Condition;
  readonly held?: boolean;
  readonly hold?: HoldKind;
  readonly lot?: string;
  readonly supplier?: string;
  /** A part of a number. */
  readonly q?: string;
}

export interface ChosenUnit {
  readonly unit: number;
  readonly sku: string;
  readonly serial: string;
}

interface NotChosen {
  readonly problem: {
    readonly code:
      | 'unknown_site'
      | 'unknown_location'
      | 'unknown_product'
      | 'invalid_request'
      | 'bad_serials'
      | 'too_many_units'
      | 'empty_file';
    readonly where: string;
    readonly sentence: string;
  };
}

/** Finds units in pieces, or says what of the question does not exist. Handed in: another slice knows the lists of units. */
export type ChooseUnits = (
  asked: UnitsAsked,
  sites: Sites,
) => Promise<AsyncIterable<readonly ChosenUnit[]> | NotChosen>;

/** How somebody says which units: their numbers, a document that they are on, or what the list of units is narrowed to. */
export type UnitsMeant =
  | { readonly numbers: string }
  | { readonly document: { readonly kind: string; readonly number: string } }
  | { readonly where: Omit<UnitsAsked, 'ids'> };

/**
 * The units as a file, as they are at this moment: what is checked, is what is moved, and what is refused can be taken out,
 * mended and sent again like a line of any file. At most `limits.bulkUnitsMax`.
 */
export async function unitsFile(
  { database, choose }: { readonly database: Database; readonly choose: ChooseUnits },
  meant: UnitsMeant,
  sites: Sites,
): Promise<{ readonly pieces: readonly Uint8Array[] } | NotChosen> {
  if ('numbers' in meant) return numbersFile(meant.numbers);
  const asked = 'where' in meant ? meant.where : await onDocument(database, meant.document);
  if ('problem' in asked) return asked;
  const found = await choose(asked, sites);
  if ('problem' in found)
    return { problem: { ...found.problem, where: found.problem.where.replace(/^query/, 'units.where') } };
  const pieces = [writeCsvLine(['unit', 'sku', 'serial'])];
  let count = 0;
  for await (const units of found) {
    count += units.length;
    if (count > limits.bulkUnitsMax) return tooMany();
    pieces.push(units.map(({ unit, sku, serial }) => writeCsvLine([String(unit), sku, serial])).join(''));
  }
  return count === 0 ? nothing('where') : { pieces: pieces.map((text) => Buffer.from(text)) };
}

function numbersFile(text: string): { readonly pieces: readonly Uint8Array[] } | NotChosen {
  const read = serialsOfList(text, limits.bulkUnitsMax);
  if ('error' in read) {
    if (read.error.code === 'list_too_long') return tooMany();
    return no('bad_serials', 'units.numbers', `${read.error.sentence.replace(/\.$/, '')}.`);
  }
  if (read.serials.length === 0) return nothing('numbers');
  const lines = read.serials.map((serial) => writeCsvLine([serial]));
  return { pieces: [Buffer.from([writeCsvLine(['serial']), ...lines].join(''))] };
}

async function onDocument(
  database: Database,
  { kind, number }: { readonly kind: string; readonly number: string },
): Promise<UnitsAsked | NotChosen> {
  const { rows } = await database.query<{ id: number }>(sql.selectDocumentUnits, [
    kind,
    number,
    limits.bulkUnitsMax + 1,
  ]);
  if (rows.length > limits.bulkUnitsMax) return tooMany();
  return rows.length === 0 ? nothing('document') : { ids: rows.map(({ id }) => id) };
}

function nothing(where: string): NotChosen {
  return no('empty_file', `units.${where}`, 'No unit is meant by this.');
}

function tooMany(): NotChosen {
  return no('too_many_units', 'units', `A bulk move takes at most ${limits.bulkUnitsMax} units.`);
}

function no(code: NotChosen['problem']['code'], where: string, sentence: string): NotChosen {
  return { problem: { code, where, sentence } };
}
