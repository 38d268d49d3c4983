import { type Static, Type } from 'typebox';
import { conditions, statuses } from '../../../domain/facts.ts';
import { holdKinds } from '../../../domain/holds.ts';
import { bulkMoves } from '../../../domain/imports/moving.ts';
import { limits } from '../../../domain/limits.ts';
import { anyObject, choice, record } from '../../../platform/schemas.ts';
import { id, importChange, name } from '../contract.ts';

const code = Type.String({ minLength: 1, maxLength: limits.codeLengthMax });
const text = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const number = Type.String({
  minLength: 1,
  maxLength: limits.documentNumberLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
});
const move = choice('BulkMoveName', bulkMoves, 'What every unit does.');
const document = record('BulkMoveDocument', { kind: code, number });
const together = Type.Boolean({
  description: `All units or none, at one site and spot; at most ${limits.scansPerRequestMax}.`,
});
const details = anyObject('What the move needs besides, the same for every unit: a reason, a kind of hold …');

const units = Type.Union([
  record('UnitsByNumber', {
    numbers: Type.String({
      minLength: 1,
      maxLength: limits.serialSetTextLengthMax,
      description: 'Numbers and ranges with blanks, commas or line ends between: SN-0001..SN-0500, SN-0900.',
    }),
    sku: Type.Optional(Type.String({ minLength: 1, maxLength: limits.skuLengthMax })),
  }),
  record('UnitsOnDocument', { document }),
  record('UnitsFound', {
    where: record('UnitsWhere', {
      site: Type.Optional(code),
      location: Type.Optional(code),
      sku: Type.Optional(Type.String({ minLength: 1, maxLength: limits.skuLengthMax })),
      status: Type.Optional(choice(undefined, statuses)),
      ours: Type.Optional(Type.Boolean({ description: 'true, without a status: those in our hands.' })),
      condition: Type.Optional(choice(undefined, conditions)),
      held: Type.Optional(Type.Boolean()),
      hold: Type.Optional(choice(undefined, holdKinds)),
      lot: Type.Optional(text),
      supplier: Type.Optional(text),
      q: Type.Optional(
        Type.String({ maxLength: limits.scanTextLengthMax, description: 'A part of a number.' }),
      ),
    }),
  }),
]);

export const newBulkMove = record('NewBulkMove', {
  name: Type.Optional(name),
  move,
  site: code,
  location: Type.Optional(code),
  document: Type.Optional(document),
  details: Type.Optional(details),
  together: Type.Optional(together),
  units,
});

export const movesFromFile = record(undefined, {
  name: Type.Optional(name),
  move: Type.Optional(move),
  site: Type.Optional(code),
  location: Type.Optional(code),
  documentKind: Type.Optional(code),
  documentNumber: Type.Optional(number),
  together: Type.Optional(together),
  corrects: Type.Optional(id),
});

export const bulkMoveChange = record('BulkMoveChange', {
  mapping: Type.Optional(importChange.properties.mapping),
  defaults: Type.Optional(importChange.properties.defaults),
  dateOrder: Type.Optional(importChange.properties.dateOrder),
  siteNames: Type.Optional(importChange.properties.siteNames),
  moving: Type.Optional(
    record('BulkMoveDoes', {
      move,
      document: Type.Optional(document),
      details: Type.Optional(details),
      together: Type.Optional(together),
    }),
  ),
});

export type NewBulkMove = Static<typeof newBulkMove>;
export type MovesFromFile = Static<typeof movesFromFile>;
export type BulkMoveChange = Static<typeof bulkMoveChange>;
