import { limits } from '../../../domain/limits.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { numbersCursor, pageOfRows } from '../../../http/paging.ts';
import { evidenceCodes } from '../../../ledger/codes.ts';
import { receiptParams } from '../contract.ts';
import { receiptOr404 } from '../routes.ts';
import * as wire from './contract.ts';
import { type LabellingParts, printNeeded, unlabelled } from './print-labels.ts';
import type { UnlabelledRow } from './queries.ts';
import { labelNeed } from './rules.ts';

export function labellingEndpoints(parts: LabellingParts) {
  const { database } = parts;
  return {
    list: endpoint({
      id: 'listUnlabelledUnits',
      summary: 'List the units of a receipt that need a label',
      description:
        'They came by a typed number, or have a number of ours, and nobody has read a label of theirs since. Once its label ' +
        'is read, at the label bench or by any scan, a unit is no longer here.',
      params: receiptParams,
      query: wire.unlabelledQuery,
      replies: {
        200: { description: 'Units, and the labels that are on their way.', schema: wire.unlabelledPage },
      },
      async handle({ params: { number }, query: { after, limit = limits.pageItemsDefault }, caller }) {
        const { document_id } = await receiptOr404(database, number, caller.sites);
        const from = numbersCursor(after, 2) ?? [-1, 0];
        const rows = await unlabelled(database, document_id, from, limit + 1);
        return pageOfRows(rows, limit, unlabelledOnWire, ({ bucket, unit_id }) => `${bucket}.${unit_id}`);
      },
    }),
    print: endpoint({
      id: 'printReceiptLabels',
      summary: 'Print the labels that the units of a receipt need',
      params: receiptParams,
      body: wire.labelsWanted,
      replies: { 201: { description: 'What is printed, and what cannot be.', schema: wire.labelsAsked } },
      async handle({ params: { number }, body, caller: { actor, sites } }, reply) {
        const receipt = await receiptOr404(database, number, sites);
        const asked = await printNeeded(parts, receipt, body, actor, sites);
        if (asked.jobs.length === 0 && asked.refused.length === 0)
          throw new Problem('nothing_to_print', `No unit of ${number} waits for its label to be printed.`, {
            where: 'params.number',
          });
        return reply.code(201).send(asked);
      },
    }),
  };
}

function unlabelledOnWire(row: UnlabelledRow): wire.UnlabelledUnit {
  const { unit_id: id, sku, serial, name, job_id: job, label_state: state } = row;
  const known = { evidence: evidenceCodes.toWord(row.evidence), isUnread: row.unread, isOurs: row.ours };
  return {
    unit: { id, sku, serial },
    name,
    why: labelNeed(known) ?? 'keyed',
    label: job === null || state === null ? null : { job, state },
  };
}
