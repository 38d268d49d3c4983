import { photoOfPicture } from '../../../domain/photos.ts';
import type { Clock } from '../../../platform/clock.ts';
import { textColumn } from '../../../platform/columns.ts';
import type { Database } from '../../../platform/database.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import type { ProductLinkOnWire } from '../contract.ts';
import * as sql from '../queries.ts';
import { linkFault } from '../rules.ts';

export interface LinkParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly hosts: readonly string[];
}

interface WhyNot {
  readonly problem: {
    readonly code: 'product_not_found' | 'bad_link' | 'unknown_photo';
    readonly where: string;
    readonly sentence: string;
  };
}
export type Changed<Result> = Result | WhyNot;

/** The links of a product, in their order. */
export async function readLinks({ database }: Pick<LinkParts, 'database'>, sku: string) {
  const product = await database.query<{ id: number }>(sql.selectProduct, [sku]);
  if (!product.rows[0]) return noProduct(sku);
  const { rows } = await database.query<sql.LinkRow>(sql.selectLinks, [product.rows[0].id]);
  return { id: product.rows[0].id, links: rows };
}

/** Replaces all links of a product. Nothing is written where one of them cannot be. */
export async function changeLinks(
  parts: LinkParts,
  sku: string,
  links: readonly ProductLinkOnWire[],
  actor: number,
): Promise<Changed<{ readonly id: number }>> {
  const { database, clock, hosts } = parts;
  const wrong = wrongLink(links, hosts);
  if (wrong) return wrong;
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ id: number }>(sql.lockProduct, [sku]);
    if (!rows[0]) return noProduct(sku);
    const lost = await unknownPhoto(tx, links);
    if (lost) return lost;
    await tx.query(sql.deleteLinks, [rows[0].id]);
    const column = (of: 'type' | 'address' | 'title' | 'language') => textColumn(links.map((one) => one[of]));
    await tx.query(sql.insertLinks, [
      rows[0].id,
      column('type'),
      column('address'),
      column('title'),
      column('language'),
      clock.now().toISOString(),
      actor,
    ]);
    return { id: rows[0].id };
  });
}

function wrongLink(links: readonly ProductLinkOnWire[], hosts: readonly string[]): WhyNot | null {
  const pictures = links.filter(({ type }) => type === 'relatedImage');
  if (pictures.length > 1)
    return no('bad_link', `links[${links.indexOf(pictures[1]!)}]`, 'A product has one picture.');
  for (const [nth, { type, address }] of links.entries()) {
    const where = `links[${nth}].address`;
    const isPhoto = photoOfPicture(address) !== null;
    if (type === 'relatedImage' && !isPhoto)
      return no('bad_link', where, 'A picture is a photograph that is kept here.');
    if (isPhoto && type !== 'relatedImage')
      return no('bad_link', where, 'A photograph is a picture, and no page.');
    const fault = isPhoto ? null : linkFault(address, hosts);
    if (fault === 'not_https')
      return no('bad_link', where, 'An address begins with https:// and a host, without blanks.');
    if (fault) return no('bad_link', where, notAllowed(hosts));
  }
  return null;
}

function notAllowed(hosts: readonly string[]): string {
  return hosts.length === 0
    ? 'No host may be linked to: UNITRAIL_LINK_HOSTS names none.'
    : `Only these hosts may be linked to (UNITRAIL_LINK_HOSTS): ${hosts.join(', ')}.`;
}

async function unknownPhoto(
  tx: Parameters<Parameters<typeof inTransaction>[1]>[0],
  links: readonly ProductLinkOnWire[],
): Promise<WhyNot | null> {
  const named = links.map(({ address }) => photoOfPicture(address));
  const hashes = named.filter((hash) => hash !== null);
  if (hashes.length === 0) return null;
  const { rows } = await tx.query<{ hash: string }>(sql.sharePhotos, [textColumn(hashes)]);
  const at = named.findIndex((hash) => hash !== null && !rows.some((row) => row.hash === hash));
  return at === -1
    ? null
    : no('unknown_photo', `links[${at}].address`, `There is no photograph ${named[at]}.`);
}

function noProduct(sku: string): WhyNot {
  return no('product_not_found', 'params.sku', `There is no product ${sku}.`);
}

function no(code: WhyNot['problem']['code'], where: string, sentence: string): WhyNot {
  return { problem: { code, where, sentence } };
}
