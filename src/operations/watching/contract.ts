import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { moveSchema, statusSchema, unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';
import { watchedStatuses } from './rules.ts';

const site = Type.String({ maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const status = choice(undefined, watchedStatuses);
const days = (description: string) =>
  nullable(wholeNumber({ minimum: 0, maximum: limits.unseenDaysMax, description }));

const watchLimit = record('WatchLimit', {
  status,
  site: nullable(Type.String({ description: 'Null: at every site without a word of its own.' })),
  days: days('Days that a unit may go unseen; null: it is not watched.'),
  from: choice(undefined, ['site', 'all_sites', 'preset'], 'Who says so.'),
  setAt: nullable(timestamp),
  setBy: nullable(Type.String({ description: 'Who, by name.' })),
});
export const watchLimits = record('WatchLimits', { items: Type.Array(watchLimit) });
export const limitsQuery = record(undefined, {
  site: Type.Optional(site),
});

export const limitChange = record('WatchLimitChange', {
  status,
  site: Type.Optional(site),
  days: days('0: units of this status are not watched; null: as it was before anybody said anything here.'),
});

export const nightsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(site),
});
const night = record('WatchNight', {
  site: Type.String(),
  day: Type.String({ format: 'date', description: 'By the site’s own calendar.' }),
  endedAt: timestamp,
  due: wholeNumber({ minimum: 0, description: 'Units unseen for too long that nobody was asked about yet.' }),
  asked: wholeNumber({ minimum: 0, description: 'Of these, units that somebody is asked about now …' }),
  questions: wholeNumber({ minimum: 0, description: '… in so many questions.' }),
  left: wholeNumber({ minimum: 0, description: 'Units that are asked about on a later night.' }),
});
export const nightPage = pageOf('WatchNightPage', night);

export const unseenQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(site),
  exception: Type.Optional(
    wholeNumber({ minimum: 1, description: 'Only those that this question is about.' }),
  ),
});
const unseen = record('UnseenUnit', {
  unit: unitNameSchema,
  name: Type.String({ description: 'The product’s name.' }),
  status: statusSchema,
  place: nullable(Type.String({ description: '`SITE/LOCATION`.' })),
  site: Type.String({ description: 'The code of the site that is asked.' }),
  exception: wholeNumber({ minimum: 1 }),
  askedAt: timestamp,
  lastMove: nullable(moveSchema),
  lastAt: nullable(timestamp),
  lastSpot: nullable(Type.String()),
  lastBy: nullable(Type.String({ description: 'Who scanned it last, by name.' })),
  days: nullable(wholeNumber({ minimum: 0, description: 'Since that scan.' })),
});
export const unseenPage = pageOf('UnseenUnitPage', unseen);

export type WatchLimitOnWire = Static<typeof watchLimit>;
export type WatchNightOnWire = Static<typeof night>;
export type UnseenUnitOnWire = Static<typeof unseen>;
