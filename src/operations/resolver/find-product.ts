import { type GtinHolder, holdersOn } from '../../domain/gtin-periods.ts';
import { photoOfPicture } from '../../domain/photos.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Database } from '../../platform/database.ts';
import { customerWords, type Language } from './customer-words.ts';
import type { FullLink } from './linkset.ts';
import { type LinkRow, selectCompanies, selectLinks } from './queries.ts';
import { type LinkType, linkFault } from './rules.ts';

/** What an address of a product leads to. */
export interface FoundProduct {
  readonly id: number;
  readonly name: string;
  /** All products that ever had the GTIN: an old label still names its unit. */
  readonly products: readonly number[];
  readonly links: readonly FullLink[];
  /** What we are called, where there is one company. */
  readonly company: string | null;
}

export interface FindParts {
  readonly database: Database;
  /** Hosts that may be linked to, by the settings as they are now. */
  readonly hosts: readonly string[];
}

/** The product that a GTIN stands for on a day, else the last one that it stood for; null where there was none. */
export async function findProduct(
  { database, hosts }: FindParts,
  names: Reference,
  gtin: string,
  { day, stem, language }: { readonly day: string; readonly stem: string; readonly language: Language },
): Promise<FoundProduct | null> {
  const holders = names.productsByGtin.get(gtin) ?? [];
  const holder = holdersOn(holders, day)[0] ?? lastOf(holders);
  const product = holder && names.products.get(holder.product);
  if (!product) return null;
  const [links, companies] = await Promise.all([
    database.query<LinkRow>(selectLinks, [product.id]),
    database.query<{ name: string }>(selectCompanies),
  ]);
  const [company, another] = companies.rows;
  return {
    id: product.id,
    name: product.name,
    products: [...new Set(holders.map((one) => one.product))],
    links: links.rows.flatMap((row) => fullLink(row, hosts, stem, language)),
    company: company && !another ? company.name : null,
  };
}

function lastOf(holders: readonly GtinHolder[]): GtinHolder | undefined {
  return holders.toSorted((a, b) => ((a.to ?? '9') < (b.to ?? '9') ? 1 : -1))[0];
}

/** Nothing for a link that the settings allow no more. */
function fullLink(row: LinkRow, hosts: readonly string[], stem: string, language: Language): FullLink[] {
  const photo = photoOfPicture(row.address);
  if (photo === null && linkFault(row.address, hosts) !== null) return [];
  const href = photo === null ? row.address : `${stem}/product-pictures/${photo}`;
  const type = row.type as LinkType;
  const words = customerWords[language];
  const name =
    row.title ?? (type === 'relatedImage' ? words.pictureOf.split(' ')[0]! : words[`link_${type}`]);
  return [{ ...row, href, name }];
}

/** Of links of one type those for a language, or those for every language; all, where there are none of both. */
export function inLanguage<Link extends { readonly language: string | null }>(
  links: readonly Link[],
  language: string,
): readonly Link[] {
  const fitting = links.filter((link) => link.language === language);
  if (fitting.length > 0) return fitting;
  const open = links.filter((link) => link.language === null);
  return open.length > 0 ? open : links;
}
