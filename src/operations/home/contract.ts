import { type Static, Type } from 'typebox';
import { exceptionKinds } from '../../domain/exceptions.ts';
import { limits } from '../../domain/limits.ts';
import * as ledger from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';
import { ages, setUpSteps } from './rules.ts';

const text = Type.String();
const count = wholeNumber({ minimum: 0 });
const isMore = Type.Boolean({ description: 'There are more: counting stopped at that number.' });
const kindSchema = choice(undefined, Object.keys(exceptionKinds) as (keyof typeof exceptionKinds)[]);

const ownQuestion = record('OwnQuestion', {
  id: wholeNumber({ minimum: 1 }),
  sentence: text,
  openedAt: timestamp,
  unit: nullable(ledger.unitNameSchema),
});

const openQuestions = record(
  'OpenQuestions',
  {
    open: count,
    isMore,
    oldestAt: nullable(timestamp),
    byAge: Type.Array(record('QuestionsByAge', { age: choice(undefined, ages), count })),
    byKind: Type.Array(record('QuestionsByKind', { kind: kindSchema, count }), {
      description: 'The commonest first.',
    }),
    atRisk: nullable(
      record('SumsAtRisk', {
        sums: Type.Array(
          record('RiskSum', { currency: text, minor: wholeNumber({ description: 'In minor units.' }) }),
        ),
        priced: wholeNumber({ minimum: 0, description: 'Questions whose product has a cost …' }),
        of: wholeNumber({ minimum: 0, description: '… of so many that are about a product.' }),
      }),
    ),
    own: Type.Array(ownQuestion, { description: 'Those that your own scans opened, the oldest first.' }),
  },
  'Open exceptions of the site.',
);

const scansToday = record(
  'ScansToday',
  {
    recorded: wholeNumber({ minimum: 0, description: 'Events that somebody scanned or typed.' }),
    refused: count,
    withheld: wholeNumber({ minimum: 0, description: 'Fell with another scan of their act.' }),
    ambiguous: count,
    isMore,
  },
  'What became of the scans at the site since its day began.',
);

const openReceipts = record('OpenReceiptsAtHome', {
  open: count,
  oldest: Type.Array(
    record('OpenReceiptAtHome', {
      number: text,
      supplier: nullable(text),
      expected: count,
      received: count,
      openedAt: timestamp,
    }),
    { description: 'The first few.' },
  ),
});

export const homeSchema = record(
  'PersonalHome',
  {
    site: nullable(text),
    day: nullable(Type.String({ description: 'Today in the site’s calendar.' })),
    since: nullable(timestamp),
    exceptions: nullable(openQuestions),
    scans: nullable(scansToday),
    receipts: nullable(openReceipts),
    imports: nullable(
      record('ImportsAtWork', { working: count, paused: count }, 'For who may bring data in.'),
    ),
    setUp: nullable(
      Type.Array(
        record('SetUpStep', { step: choice(undefined, setUpSteps), done: Type.Boolean(), count, isMore }),
        { description: 'What a new retailer needs, for who may keep sites and products everywhere.' },
      ),
    ),
  },
  'What waits for who asks, and how the day goes. What is null is not his, or needs a site.',
);

const site = Type.String({ maxLength: limits.codeLengthMax, description: 'The site’s code.' });
export const homeQuery = record(undefined, { site: Type.Optional(site) });

export const refusalsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site,
  since: Type.Optional(
    Type.String({ format: 'date-time', description: 'The beginning of the site’s day, if not said.' }),
  ),
});
export const refusalPage = pageOf(
  'RefusalPage',
  record('RefusedScan', {
    scan: Type.String({ format: 'uuid' }),
    outcome: choice(undefined, ['refused', 'withheld', 'ambiguous']),
    move: ledger.moveSchema,
    unit: nullable(ledger.unitNameSchema),
    code: nullable(Type.String({ description: 'The refusal’s.' })),
    sentence: nullable(text),
    recordedAt: timestamp,
    actor: text,
    spot: Type.String({ description: 'SITE/LOCATION' }),
  }),
);

export type HomeOnWire = Static<typeof homeSchema>;
export type RefusedScanOnWire = Static<typeof refusalPage>['items'][number];
