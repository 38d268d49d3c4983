import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { unitIdSchema } from '../../ledger/contract.ts';
import { nullable, record, wholeNumber } from '../../platform/schemas.ts';

const text = Type.String();
const names = limits.liveNamesMax;

export const liveHint = record(
  'LiveHint',
  {
    units: nullable(
      Type.Array(unitIdSchema, {
        description: `Units that something happened to; null: more than ${names}.`,
      }),
    ),
    documents: nullable(
      Type.Array(record(undefined, { kind: text, number: text }), {
        description: `Documents that scans of them named; null: more than ${names}.`,
      }),
    ),
    sites: Type.Array(text, { description: 'Codes of the sites where something happened.' }),
    openExceptions: Type.Record(Type.String(), wholeNumber({ minimum: 0 }), {
      description:
        'By the code of the site: questions that are open now. Sites where nothing changed are left out.',
    }),
    imports: Type.Array(
      Type.Object(
        { id: wholeNumber({ minimum: 1 }) },
        {
          additionalProperties: true,
          description: '`state`, `task` and `progress` are those of GET /api/imports/{id}.',
        },
      ),
    ),
  },
  'What has changed, so that it can be asked for again: numbers and counts, no facts.',
);

export const liveReply = {
  description:
    'Server-sent events. `changed`: a LiveHint. `reload`: more has changed than is told, or it is not known what; look at ' +
    'everything again. `ended`: with the `code` of the problem why there is no more. Lines that say nothing come in between.',
  contentType: 'text/event-stream',
  schema: Type.String({ contentMediaType: 'text/event-stream', contentSchema: liveHint }),
};

export type LiveHint = Static<typeof liveHint>;
