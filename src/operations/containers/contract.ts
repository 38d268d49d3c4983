import { type Static, Type } from 'typebox';
import { containerKinds, containerSteps } from '../../domain/containers.ts';
import { limits } from '../../domain/limits.ts';
import {
  conditionSchema,
  moveSchema,
  statusSchema,
  unitIdSchema,
  unitNameSchema,
} from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const location = Type.String({
  minLength: 1,
  maxLength: limits.codeLengthMax,
  description: 'The code of a spot at the container’s site.',
});
const number = Type.String({
  minLength: 1,
  maxLength: limits.documentNumberLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
});
const uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  description: 'Made by whoever asks: the same request again is harmless.',
});
const kindSchema = choice('ContainerKind', containerKinds);
const count = (description?: string) =>
  wholeNumber({ minimum: 0, ...(description === undefined ? {} : { description }) });

export const containerSchema = record(
  'Container',
  {
    number: Type.String({ description: 'Its code: an SSCC by its 18 digits, or one of our own.' }),
    kind: kindSchema,
    site: Type.String(),
    location: Type.String({ description: 'The spot where it stands.' }),
    parent: nullable(Type.String({ description: 'The container that it stands in.' })),
    units: count('Packed straight into it.'),
    allUnits: count('With those in containers that stand in it.'),
    containers: count('Containers that stand straight in it.'),
    madeAt: timestamp,
    madeBy: Type.String(),
    brokenAt: nullable(timestamp),
  },
  'A tote, carton, roll cage or pallet with what is in it.',
);
export const containerPage = pageOf('ContainerPage', containerSchema);

export const containersQuery = record(undefined, {
  site: Type.Optional(site),
  location: Type.Optional(location),
  status: Type.Optional(choice(undefined, ['open', 'broken'])),
  number: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.documentNumberLengthMax,
      description: 'A part of the code, in either case.',
    }),
  ),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export const newContainer = record(
  'NewContainer',
  {
    request: uuid,
    number: Type.Optional(number),
    kind: kindSchema,
    site,
    location,
    receipt: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.documentNumberLengthMax,
        description:
          'A receipt on which the code is a carton’s: it goes on closed, with what came in it and lies at this spot.',
      }),
    ),
  },
  'A container that begins here. Without a code it gets one of ours.',
);

export const containerParams = record(undefined, {
  number: Type.String({ description: 'Percent-encoded.' }),
});
export const unitParams = record(undefined, { id: unitIdSchema });

export const containerUnitsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});
export const containerUnits = pageOf(
  'ContainerUnits',
  record('ContainerUnit', {
    unit: unitNameSchema,
    name: Type.String({ description: 'The product’s.' }),
    status: statusSchema,
    condition: conditionSchema,
    container: Type.String({ description: 'The container that it is straight in.' }),
    since: timestamp,
    packedBy: Type.String(),
  }),
);

export const containerHistory = pageOf(
  'ContainerHistory',
  record('ContainerHappening', {
    at: timestamp,
    what: choice(
      undefined,
      [...containerSteps, 'in', 'out'],
      'in, out: a unit came in or left, by the move that is said.',
    ),
    by: Type.String(),
    unit: nullable(unitNameSchema),
    move: nullable(moveSchema),
    location: nullable(Type.String({ description: 'Where it stands since.' })),
    container: nullable(Type.String({ description: 'That it was put into or taken off.' })),
    units: count('Units that went with it.'),
  }),
);

export const containerMove = record('ContainerMove', {
  request: uuid,
  location,
  move: Type.Optional(choice(undefined, ['put_away', 'move_spot'], 'move_spot if not said.')),
  leaveRest: Type.Optional(
    Type.Boolean({
      description:
        'Units that may not go there are taken out and stay where they are. If not said, one of them keeps all from moving.',
    }),
  ),
});

const notMoved = Type.Array(
  record(undefined, { unit: unitNameSchema, code: Type.String(), sentence: Type.String() }),
);
export const containerMoved = record('ContainerMoved', {
  moved: count('Units that went along.'),
  refused: notMoved,
  container: containerSchema,
});

export const containerChange = record('ContainerChange', {
  request: uuid,
  into: nullable(
    Type.String({
      minLength: 1,
      maxLength: limits.documentNumberLengthMax,
      description: 'The container that it is put into; it goes to where that stands. Null: taken off.',
    }),
  ),
});
export const containerBreak = record('ContainerBreak', { request: uuid });

export const containerStays = record('UnitContainers', {
  items: Type.Array(
    record('UnitContainer', {
      number: Type.String(),
      kind: kindSchema,
      from: wholeNumber({ minimum: 0, description: 'The event of the unit’s life by which it came in.' }),
      to: nullable(wholeNumber({ description: 'The event by which it left. Null: it is in there.' })),
    }),
    { description: 'The latest first.' },
  ),
});

export type ContainerOnWire = Static<typeof containerSchema>;
export type NewContainer = Static<typeof newContainer>;
export type ContainerMove = Static<typeof containerMove>;
export type ContainerMovedOnWire = Static<typeof containerMoved>;
export type ContainerUnitOnWire = Static<typeof containerUnits>['items'][number];
export type ContainerHappeningOnWire = Static<typeof containerHistory>['items'][number];
export type UnitContainersOnWire = Static<typeof containerStays>;
export type NotMoved = Static<typeof notMoved>;
