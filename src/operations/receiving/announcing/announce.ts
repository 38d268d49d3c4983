import { hash } from 'node:crypto';
import { type Sites, siteWithin, within } from '../../../domain/sites.ts';
import type { Who } from '../../../ledger/acts.ts';
import { textColumn } from '../../../platform/columns.ts';
import type { Database } from '../../../platform/database.ts';
import type { NewReceipt } from '../contract.ts';
import { announceUnits } from './announce-units.ts';
import { keepAnnouncement } from './keep-announcement.ts';
import * as sql from './queries.ts';
import { readAnnouncement } from './read-announcement.ts';
import { type Announcement, orderProblem } from './rules.ts';
import {
  type Announced,
  type AnnounceParts,
  type AnnounceProblem,
  membersOf,
  no,
  type Wanted,
} from './wanted.ts';

/**
 * A receipt as its supplier announces it: lines, serials, cartons. Sent again it is `repeated`, and what a broken
 * connection left open is finished; other content under the same number takes `purpose: replace`, and nothing that it
 * drops may have come. Units go in through the ledger, all or none, before the lines are kept: what is refused makes nothing.
 * `write` false: says only what would become of it.
 */
export async function announceReceipt(
  parts: AnnounceParts,
  said: NewReceipt,
  who: Who,
  sites: Sites,
  write = true,
): Promise<Announced> {
  const names = await parts.reference();
  const site = siteWithin(names, said.site, sites);
  if (!site) return no('unknown_site', 'site', `There is no site "${said.site}".`);
  const announcement = readAnnouncement(said, names);
  if ('problem' in announcement) return announcement;
  const before = await announcedBefore(parts.database, said.number);
  const digest = digestOf(said);
  const isRepeated = before?.announced === digest && before.site_id === site.id;
  const conflict = before && !isRepeated ? conflictOf(before, said, site.id, sites) : null;
  if (conflict) return conflict;
  const isStranger =
    before !== null && !isRepeated && said.purpose !== 'replace' && before.announced === null;
  if (isStranger && !(await hasOnly(parts.database, before.document_id, announcement)))
    return no('already_exists', 'number', `There is a receipt ${said.number} already, with other content.`);
  const terms = await termsOf(parts.database, said.supplier);
  const misfit = isRepeated ? null : await misfitOf(parts.database, announcement, terms, before);
  if (misfit) return { problem: misfit };
  const wanted: Wanted = {
    number: said.number,
    site: { id: site.id, code: site.code },
    supplier: terms?.name ?? said.supplier ?? null,
    expectedOn: said.expectedOn ?? null,
    blind: said.blind ?? terms?.blind ?? false,
    announcement,
    digest,
    revision: isRepeated ? before.revision : (before?.revision ?? 0) + 1,
    before,
  };
  if (isRepeated && before.closed) return { number: said.number, outcome: 'repeated' };
  const refused = await announceUnits(parts, wanted, who, write);
  if (refused) return { problem: refused };
  if (isRepeated) return { number: said.number, outcome: 'repeated' };
  if (!write) return { number: said.number, outcome: before?.announced ? 'replaced' : 'made' };
  const kept = await keepAnnouncement(parts, wanted);
  if (kept) return { problem: kept };
  return { number: said.number, outcome: before?.announced ? 'replaced' : 'made' };
}

/** What broke off after its units were announced is finished; what others have announced by scans is not taken over. */
async function hasOnly(database: Database, receipt: number, { units }: Announcement): Promise<boolean> {
  const said = new Set(units.map(({ product, serial }) => `${product}/${serial}`));
  const members = await membersOf(database, receipt);
  return members.every(({ product_id, serial }) => said.has(`${product_id}/${serial}`));
}

async function announcedBefore(database: Database, number: string): Promise<sql.AnnouncedRow | null> {
  const { rows } = await database.query<sql.AnnouncedRow>(sql.selectAnnounced, [number]);
  return rows[0] ?? null;
}

async function termsOf(database: Database, supplier: string | undefined): Promise<sql.TermsRow | null> {
  if (supplier === undefined) return null;
  const { rows } = await database.query<sql.TermsRow>(sql.selectTerms, [supplier]);
  return rows[0] ?? null;
}

/** Why this number cannot be announced anew. One that only scans have begun may get its lines afterwards. */
function conflictOf(before: sql.AnnouncedRow, said: NewReceipt, site: number, sites: Sites) {
  const isReplaced = said.purpose === 'replace' || (before.announced === null && before.came === 0);
  const mayTell = within(sites, before.site_id);
  if (!isReplaced || !mayTell)
    return no(
      'already_exists',
      'number',
      `There is a receipt ${said.number} already${mayTell ? ', with other content' : ''}.`,
    );
  if (before.closed) return no('already_closed', 'number', `The receipt ${said.number} is closed.`);
  if (before.site_id !== site)
    return no('already_exists', 'site', `The receipt ${said.number} is another site’s.`);
  return null;
}

/** What does not fit the supplier's terms or the orders it answers. */
async function misfitOf(
  database: Database,
  announcement: Announcement,
  terms: sql.TermsRow | null,
  before: sql.AnnouncedRow | null,
): Promise<AnnounceProblem | null> {
  const silent = announcement.lines.findIndex(({ unnamed }) => unnamed > 0);
  if (terms?.serials_required && silent >= 0) {
    const sentence = `${terms.name} has to tell the serial of each unit: ${announcement.lines[silent]!.unnamed} are missing.`;
    return { code: 'serials_needed', where: `lines[${silent}]`, sentence };
  }
  const orders = [...new Set(announcement.lines.flatMap(({ order }) => order ?? []))];
  if (orders.length === 0) return null;
  const values = [textColumn(orders), before?.document_id ?? 0];
  const { rows } = await database.query<sql.OrderedRow>(sql.selectOrdered, values);
  const ordered = rows.map(({ product_id: product, ...row }) => ({ ...row, product }));
  return orderProblem(announcement.lines, ordered, terms?.partial ?? true);
}

/** The same words in the same order: what makes no difference here is not looked for. */
function digestOf({ purpose: _, ...said }: NewReceipt): string {
  return hash('sha256', JSON.stringify(said));
}
