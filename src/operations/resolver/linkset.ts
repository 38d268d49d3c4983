import type { LinkRow } from './queries.ts';

/** Where GS1 keeps the names of link types, and what makes a linkset JSON-LD (GS1-Conformant Resolver 1.2). */
export const vocabulary = 'https://ref.gs1.org/voc/';
export const linksetContext = 'https://ref.gs1.org/standards/resolver/linkset-context';

/** A target of one link type, as RFC 9264, 4.2.3 writes it. */
export interface Target {
  readonly href: string;
  readonly title: string;
  readonly type?: string;
  readonly hreflang?: readonly string[];
}

export interface LinkContext {
  readonly anchor: string;
  readonly itemDescription: string;
  readonly [relation: string]: string | readonly Target[];
}

/** A product's link with what it is called and where it leads, also where that is a picture of ours. */
export interface FullLink extends LinkRow {
  readonly href: string;
  readonly name: string;
}

export interface LinksetParts {
  /** `https://id.shop.example`. */
  readonly stem: string;
  /** The address of the product, `/01/04006381333931`, and the one that was asked for. */
  readonly productPath: string;
  readonly path: string;
  readonly productName: string;
  readonly links: readonly FullLink[];
  readonly pageTitle: string;
  readonly languages: readonly string[];
}

/**
 * All links of what was asked for and of its product (RFC 9264, JSON). They are the same for every unit of the product:
 * that a unit has its links here says nothing of whether it is known.
 */
export function linksetOf(parts: LinksetParts): { readonly linkset: readonly LinkContext[] } {
  const { stem, productPath, path, productName, links } = parts;
  const page = (at: string): Target => ({
    href: `${stem}/about${at}`,
    title: parts.pageTitle,
    type: 'text/html',
    hreflang: parts.languages,
  });
  const contextOf = (at: string, more: Readonly<Record<string, readonly Target[]>>): LinkContext => ({
    anchor: stem + at,
    itemDescription: productName,
    [`${vocabulary}defaultLink`]: [{ href: page(at).href, title: page(at).title }],
    [`${vocabulary}pip`]: [page(at)],
    ...more,
  });
  const product = contextOf(productPath, byType(links));
  return { linkset: path === productPath ? [product] : [product, contextOf(path, {})] };
}

function byType(links: readonly FullLink[]): Record<string, Target[]> {
  const all: Record<string, Target[]> = {};
  for (const { type, href, name, language } of links) {
    const relation = vocabulary + type;
    const target = { href, title: name, ...(language === null ? {} : { hreflang: [language] }) };
    all[relation] = [...(all[relation] ?? []), target];
  }
  return all;
}

/** The name of a link type as somebody asks for it: `gs1:support`, or whole; null for one that is no GS1 name. */
export function linkTypeOf(text: string): string | null {
  return /^(?:gs1:|https?:\/\/(?:ref\.)?gs1\.org\/voc\/)([A-Za-z]+)$/.exec(text)?.[1] ?? null;
}
