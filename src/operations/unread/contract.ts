import { type Static, Type } from 'typebox';
import { evidences } from '../../domain/events.ts';
import { limits } from '../../domain/limits.ts';
import { unreadReasonNames } from '../../domain/own-number.ts';
import { unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const id = Type.String({
  format: 'uuid',
  description: 'Made by the device. Sent again, it has no second effect and gets the same label.',
});
const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const location = Type.Optional(Type.String({ minLength: 1, maxLength: limits.codeLengthMax }));
const photo = Type.String({ pattern: '^[0-9a-f]{64}$' });
const photos = Type.Optional(
  Type.Array(photo, {
    maxItems: limits.photosPerScanMax,
    uniqueItems: true,
    description: 'Hashes of photographs.',
  }),
);
const reason = choice('UnreadReason', unreadReasonNames, 'Why its number cannot be read.');

/** Moves by which a thing comes to us whose number we may not know. */
export const unreadMoves = ['receive', 'count', 'commission'] as const;

export const unreadRequest = record('UnreadRequest', {
  id,
  move: choice(undefined, unreadMoves, 'As what it is taken in.'),
  site,
  location,
  sku: Type.String({
    minLength: 1,
    maxLength: limits.skuLengthMax,
    description: 'What it is, as far as one can see.',
  }),
  reason,
  note: Type.Optional(Type.String({ minLength: 1, maxLength: limits.noteLengthMax })),
  photos,
  document: Type.Optional(
    record(undefined, {
      kind: Type.String({ minLength: 1, maxLength: limits.codeLengthMax }),
      number: Type.String({
        minLength: 1,
        maxLength: limits.documentNumberLengthMax,
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      }),
    }),
  ),
  at: Type.Optional(Type.String({ maxLength: limits.timeLengthMax, description: 'RFC 3339.' })),
});

const openedQuestion = record('UnreadQuestion', {
  id: wholeNumber({ minimum: 1 }),
  kind: Type.String(),
  sentence: Type.String(),
});

export const unreadAnswer = record(
  'UnreadAnswer',
  {
    id: Type.String({ format: 'uuid' }),
    outcome: choice(undefined, ['recorded', 'repeated', 'refused']),
    number: nullable(Type.String({ description: 'What the label says.' })),
    unit: nullable(unitNameSchema),
    seq: nullable(wholeNumber({ minimum: 1 })),
    code: nullable(Type.String({ description: 'Why it was refused.' })),
    sentence: Type.String({ description: 'For the person with the scanner.' }),
    exceptions: Type.Array(openedQuestion, { description: 'Questions that it opened for a person.' }),
  },
  'What became of a thing whose number cannot be read, or of the number that was found after all.',
);

export const labelParams = record(undefined, {
  number: Type.String({ maxLength: limits.serialLengthMax, description: 'The number on the label.' }),
});

/** `system` is the ledger's own word. */
const inputs = evidences.filter((evidence) => evidence !== 'system');

export const completion = record('UnreadCompletion', {
  id,
  codes: Type.Array(Type.String({ maxLength: limits.scanTextLengthMax }), {
    minItems: 1,
    maxItems: limits.codesPerScanMax,
    description: 'What was scanned on it: its true serial among them.',
  }),
  input: choice(undefined, inputs, 'How it was known.'),
  site,
  location,
  photos,
});

export const unreadSchema = record(
  'Unread',
  {
    id: wholeNumber({ minimum: 1 }),
    number: Type.String(),
    site: Type.String(),
    sku: Type.String(),
    name: Type.String(),
    reason,
    note: nullable(Type.String()),
    photos: Type.Array(photo),
    askedAt: timestamp,
    by: Type.String({ description: 'The actor’s code.' }),
    unit: wholeNumber({ minimum: 1 }),
    labelReadAt: nullable(timestamp),
    completedAt: nullable(timestamp),
  },
  'A thing that was taken in without its number, under a label of ours.',
);
export const unreadPage = pageOf('UnreadPage', unreadSchema);
export const unreadQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(site),
});

export type UnreadRequestBody = Static<typeof unreadRequest>;
export type UnreadAnswerOnWire = Static<typeof unreadAnswer>;
export type UnreadOnWire = Static<typeof unreadSchema>;
export type CompletionBody = Static<typeof completion>;
