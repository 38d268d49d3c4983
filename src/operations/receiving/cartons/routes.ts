import { type Caller, sitesFor } from '../../../access/caller.ts';
import { within } from '../../../domain/sites.ts';
import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { QueueFull } from '../../../ledger/capture.ts';
import { LedgerBusy } from '../../../ledger/record.ts';
import { receiptParams } from '../contract.ts';
import { contentOf, deliveryOf } from './cartons-of.ts';
import * as wire from './contract.ts';
import { type CartonParts, cartonOn, openCarton } from './open-carton.ts';
import * as sql from './queries.ts';

export function cartonEndpoints(parts: CartonParts) {
  const { database } = parts;
  return {
    cartons: endpoint({
      id: 'listReceiptCartons',
      summary: 'List the cartons of a receipt',
      params: receiptParams,
      replies: { 200: { description: 'All of them, and how far the sample is.', schema: wire.cartonList } },
      handle: ({ params: { number }, caller }) => listCartons(parts, number, caller),
    }),
    carton: endpoint({
      id: 'getReceiptCarton',
      summary: 'Read what is in a carton',
      params: wire.cartonParams,
      replies: { 200: { description: 'With all that stands in it.', schema: wire.cartonContent } },
      async handle({ params: { number, sscc }, caller }) {
        const { paper, delivery } = orProblem(await cartonOn(database, number, sscc, caller.sites));
        notBlind(paper, caller);
        const { units, pieces } = await contentOf(database, number, paper, sscc, delivery);
        const own = delivery.cartons.find((carton) => carton.sscc === sscc)!;
        const plain = pieces.map(({ scan: _, ...one }) => one);
        return { sscc, everyUnit: own.everyUnit, sample: delivery.sample, units, pieces: plain };
      },
    }),
    open: endpoint({
      id: 'scanReceiptCarton',
      summary: 'Scan the label of a carton',
      description:
        'Receives what is left in it and in all that stands in it, once the delivery’s sample is full; before that it says ' +
        'how many units are to be scanned.',
      params: wire.cartonParams,
      body: wire.openCarton,
      replies: { 200: { description: 'What it did.', schema: wire.cartonAnswer } },
      async handle({ params: { number, sscc }, body, caller: { sites, actor } }) {
        return orProblem(await openCarton(parts, number, sscc, body, actor, sites).catch(comeAgain));
      },
    }),
    differs: endpoint({
      id: 'reportReceiptCarton',
      summary: 'Say that a carton holds something else than was announced',
      description: 'From then on nothing of this delivery is taken unseen: each unit is scanned.',
      params: wire.cartonParams,
      replies: { 200: { description: 'The delivery’s cartons.', schema: wire.cartonList } },
      async handle({ params: { number, sscc }, caller }) {
        const { paper } = orProblem(await cartonOn(database, number, sscc, caller.sites));
        await database.query(sql.setEveryUnit, [paper.document_id, sscc]);
        return listCartons(parts, number, caller);
      },
    }),
  };
}

async function listCartons(
  { database }: CartonParts,
  number: string,
  caller: Caller,
): Promise<wire.CartonListOnWire> {
  const { rows } = await database.query<sql.PaperRow>(sql.selectPaper, [number]);
  const paper = rows[0];
  if (!paper || !within(caller.sites, paper.site_id))
    throw new Problem('receipt_not_found', `There is no receipt ${number}.`, { where: 'params.number' });
  if (isHidden(paper, caller)) return { items: [], sample: { needed: 0, scanned: 0, failed: true } };
  const { cartons, sample } = await deliveryOf(database, paper);
  const values = [paper.document_id, `{${cartons.map(({ sscc }) => sscc).join(',')}}`];
  const pieces = await database.query<sql.CartonPiecesRow>(sql.selectCartonPieces, values);
  const piecesIn = (sscc: string) =>
    pieces.rows.filter((row) => row.sscc === sscc).reduce((sum, row) => sum + row.pieces, 0);
  const items = cartons.map(({ scanned: _, ...carton }) => ({ ...carton, pieces: piecesIn(carton.sscc) }));
  return { items, sample };
}

/** Whoever counts blind is not told what is in a carton. */
function notBlind(paper: sql.PaperRow, caller: Caller): void {
  if (isHidden(paper, caller))
    throw new Problem(
      'not_permitted',
      'This receipt is counted blind: open the carton and scan what is in it.',
    );
}

function isHidden({ blind, closed_at, site_id }: sql.PaperRow, { rights }: Caller): boolean {
  return blind && closed_at === null && !within(sitesFor(rights, 'settle'), site_id);
}

function comeAgain(error: unknown): never {
  if (error instanceof QueueFull || error instanceof LedgerBusy)
    throw new Problem('busy', `${error.message} Send it again with the same id.`, { retryAfter: 2 });
  throw error;
}
