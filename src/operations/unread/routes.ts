import { type Caller, sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import type { UnreadReason } from '../../domain/own-number.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked } from '../../http/site-asked.ts';
import { QueueFull } from '../../ledger/capture.ts';
import { answerWithin } from '../../ledger/elsewhere.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import { answerOnWire, refusedOnWire } from './answer.ts';
import { completeUnread } from './complete.ts';
import * as wire from './contract.ts';
import { selectByNumber, selectOpen, type UnreadRow } from './queries.ts';
import { takeIn, type UnreadParts } from './take-in.ts';

interface Parts extends UnreadParts {
  readonly read: Reader;
}

export function unreadEndpoints(parts: Parts) {
  return { ...takingIn(parts), ...afterwards(parts) };
}

const answered = { description: 'What became of it.', schema: wire.unreadAnswer };

function takingIn(parts: Parts) {
  const { database, reference, ledger } = parts;
  return {
    takeIn: endpoint({
      id: 'takeInUnread',
      summary: 'Take in a thing whose number cannot be read',
      description:
        'It becomes a unit under the number of a label to be printed now, where policy lets a new unit in, and a question ' +
        'for a lead until its true serial is known. A site takes in so many in a shift.',
      body: wire.unreadRequest,
      replies: { 200: answered },
      async handle({ body, caller, device }) {
        const taken = orProblem(await takeIn(parts, body, caller.actor, device?.id ?? null).catch(comeAgain));
        const id = body.id.toLowerCase();
        if ('refused' in taken) return refusedOnWire(id, taken.refused);
        const answer = answerWithin(taken.answer, ledger.known(), sitesFor(caller.rights, 'read'));
        return answerOnWire(answer, taken.number, `Print the label ${taken.number} and put it on.`);
      },
    }),
    list: endpoint({
      id: 'listUnread',
      summary: 'List things whose true number is not known yet',
      query: wire.unreadQuery,
      replies: { 200: { description: 'The oldest first.', schema: wire.unreadPage } },
      async handle({ query: { site, after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const names = await reference();
        const wanted = site === undefined ? ownSites(names, sites) : [siteAsked(names, site, sites).id];
        const values = [numberColumn(wanted), idCursor(after), limit + 1];
        const { rows } = await database.query<UnreadRow>(selectOpen, values);
        return pageOfRows(
          rows,
          limit,
          (row) => unreadOnWire(row, names),
          ({ id }) => String(id),
        );
      },
    }),
  };
}

function afterwards(parts: Parts) {
  const { ledger } = parts;
  return {
    complete: endpoint({
      id: 'completeUnread',
      summary: 'Give it its true serial',
      description:
        'The label’s number goes on answering. A serial that is another unit’s is refused, and a question opened.',
      params: wire.labelParams,
      body: wire.completion,
      replies: { 200: answered },
      async handle({ params: { number }, body, caller, device }) {
        const row = await rowOr404(parts, number, caller);
        const id = body.id.toLowerCase();
        const done = orProblem(
          await completeUnread(parts, row, { ...body, id }, caller.actor, device?.id ?? null).catch(
            comeAgain,
          ),
        );
        if ('refused' in done) return refusedOnWire(id, done.refused);
        const answer = answerWithin(done.answer, ledger.known(), sitesFor(caller.rights, 'read'));
        return answerOnWire(answer, number, `Its serial is ${done.serial} from now on.`);
      },
    }),
  };
}

/** What the ledger cannot take now may be sent again with the same id. */
function comeAgain(error: unknown): never {
  if (error instanceof QueueFull || error instanceof LedgerBusy)
    throw new Problem('busy', `${error.message} Send it again with the same id.`, { retryAfter: 2 });
  throw error;
}

/** Of the site that took it in, or of where the unit is by now; anything else answers like a label that is not there. */
async function rowOr404({ database, read, reference }: Parts, number: string, caller: Caller) {
  const { rows } = await database.query<UnreadRow>(selectByNumber, [number]);
  const row = rows[0];
  if (row && row.unit_id !== null) {
    if (within(caller.sites, row.site_id)) return row;
    const seen = await unitsWithin(read, await reference(), [row.unit_id], caller.sites);
    if (seen.length > 0) return row;
  }
  throw new Problem('label_not_found', `There is no label ${number}.`, { where: 'params.number' });
}

function ownSites(names: Reference, sites: Sites): number[] {
  return [...names.sites.keys()].filter((id) => within(sites, id));
}

function unreadOnWire(row: UnreadRow, names: Reference): wire.UnreadOnWire {
  const product = names.products.get(row.product_id);
  return {
    id: row.id,
    number: row.number!,
    site: names.sites.get(row.site_id)?.code ?? '',
    sku: product?.sku ?? '',
    name: product?.name ?? '',
    reason: row.reason as UnreadReason,
    note: row.note,
    photos: [...row.photos],
    askedAt: row.asked_at.toISOString(),
    by: names.actors.get(row.actor_id) ?? '',
    unit: row.unit_id!,
    labelReadAt: row.label_read_at?.toISOString() ?? null,
    completedAt: row.completed_at?.toISOString() ?? null,
  };
}
