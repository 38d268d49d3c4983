import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import type { ReadReference } from '../../../ledger/current-reference.ts';
import * as wire from '../contract.ts';
import { changeLinks, type LinkParts, readLinks } from './change-links.ts';

export interface LinkRouteParts extends LinkParts {
  readonly reference: ReadReference;
}

/** What a product's Digital Link leads to, for who keeps the catalog. */
export function linkEndpoints(parts: LinkRouteParts) {
  const replies = { 200: { description: 'The links, in their order.', schema: wire.productLinks } };
  return {
    links: endpoint({
      id: 'listProductLinks',
      summary: 'List what a product’s Digital Link leads to',
      params: wire.productParams,
      replies,
      handle: ({ params: { sku } }) => linksOnWire(parts, sku),
    }),
    setLinks: endpoint({
      id: 'setProductLinks',
      summary: 'Say what a product’s Digital Link leads to',
      description:
        'All links at once. Customers follow them from a page of ours, so their hosts are allowed by the settings.',
      params: wire.productParams,
      body: wire.productLinksChange,
      replies,
      async handle({ params: { sku }, body, caller }) {
        orProblem(await changeLinks(parts, sku, body.links, caller.actor.id));
        return linksOnWire(parts, sku);
      },
    }),
  };
}

async function linksOnWire(parts: LinkRouteParts, sku: string): Promise<wire.ProductLinksOnWire> {
  const { id, links } = orProblem(await readLinks(parts, sku));
  const { productsByGtin } = await parts.reference();
  const gtin = [...productsByGtin].find(([, holders]) => holders.some(({ product }) => product === id))?.[0];
  return {
    links: links as wire.ProductLinkOnWire[],
    hosts: [...parts.hosts],
    address: gtin === undefined ? null : `/about/01/${gtin}`,
  };
}
