import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { choice, nullable, record } from '../../platform/schemas.ts';
import { linkTypes } from './rules.ts';

const others = { additionalProperties: true };
const text = (description: string, maxLength: number = limits.nameLengthMax) =>
  Type.Optional(Type.String({ maxLength, description }));

/** Everything behind the key: the path of a Digital Link. */
export const linkParams = Type.Object({
  '*': Type.String({ description: 'GTIN and what follows it: `04006381333931/21/PH1A000077`.' }),
});
export const linkQuery = Type.Object(
  {
    linkType: text('`linkset` for all links, or one kind of them: `gs1:instructions`.'),
    t: text('The token of a label of ours.'),
    lang: text('en, de or es, instead of Accept-Language.'),
  },
  { ...others, description: 'AIs that have a place there, and parameters that are passed on.' },
);

const target = Type.Object({
  href: Type.String(),
  title: Type.String(),
  type: Type.Optional(Type.String()),
  hreflang: Type.Optional(Type.Array(Type.String())),
});
export const linksetSchema = record(
  'Linkset',
  {
    linkset: Type.Array(
      Type.Object(
        { anchor: Type.String(), itemDescription: Type.String() },
        { additionalProperties: Type.Union([Type.String(), Type.Array(target)]) },
      ),
    ),
  },
  'All links, by their types (RFC 9264; GS1-Conformant Resolver 1.2).',
);
export const resolverDescription = record('ResolverDescription', {
  name: Type.String(),
  resolverRoot: Type.String(),
  supportedPrimaryKeys: Type.Array(Type.String()),
  supportedLinkType: Type.Array(
    Type.Object({ namespace: Type.String(), prefix: Type.String(), profile: Type.String() }),
  ),
  linkTypeDefaultCanBeLinkset: Type.Boolean(),
  jsonLdContextLocation: Type.String(),
});

export const pictureParams = record(undefined, { hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

// ---- Links of a product

const link = record('ProductLink', {
  type: choice(
    undefined,
    linkTypes,
    'A link type of the GS1 Web Vocabulary; relatedImage: the product’s picture.',
  ),
  address: Type.String({
    minLength: 1,
    maxLength: limits.linkLengthMax,
    description:
      'https://… on a host that the settings allow; of a picture “photo:” and the hash of a photograph that is kept here.',
  }),
  title: nullable(
    Type.String({
      minLength: 1,
      maxLength: limits.nameLengthMax,
      description: 'null: what a link of its type is called, in the customer’s language.',
    }),
  ),
  language: nullable(
    Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1; null: for every language.' }),
  ),
});
export const productLinksChange = record('ProductLinksChange', {
  links: Type.Array(link, {
    maxItems: limits.linksPerProductMax,
    description: 'All of them, in their order.',
  }),
});
export const productLinks = record('ProductLinks', {
  links: Type.Array(link),
  hosts: Type.Array(Type.String(), {
    description: 'Hosts that may be linked to, by UNITRAIL_LINK_HOSTS; `.maker.example`: all below it.',
  }),
  address: nullable(
    Type.String({ description: 'The page that customers see of it; null: the product has no GTIN.' }),
  ),
});
export const productParams = record(undefined, { sku: Type.String({ description: 'Percent-encoded.' }) });

export type ProductLinksOnWire = Static<typeof productLinks>;
export type ProductLinkOnWire = Static<typeof link>;
export type ProductLinksChange = Static<typeof productLinksChange>;
