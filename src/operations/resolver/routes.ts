import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { labelTokenName } from '../../domain/labels/content.ts';
import { limits } from '../../domain/limits.ts';
import { accepts } from '../../http/accept.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Reference } from '../../ledger/reference.ts';
import { type FileStore, StoreAway } from '../../platform/file-store.ts';
import { imageTypes } from '../../platform/image-bytes.ts';
import * as wire from './contract.ts';
import {
  customerPage,
  noPage,
  onPage,
  type ProofShown,
  pagePolicy,
  type ShownProduct,
} from './customer-page.ts';
import { customerWords, filled, type Language, languageFor, languages } from './customer-words.ts';
import { type FoundProduct, findProduct, inLanguage } from './find-product.ts';
import { linkEndpoints } from './links/routes.ts';
import { linksetContext, linksetOf, linkTypeOf, vocabulary } from './linkset.ts';
import { type ProveParts, proveByLabel, proveByReceipt } from './prove.ts';
import { selectPicture } from './queries.ts';
import { parameter, type ReadAddress, readAddress } from './read-address.ts';

export interface ResolverParts extends ProveParts {
  readonly reference: ReadReference;
  readonly store: FileStore;
  /** Hosts that a product may link to. */
  readonly hosts: readonly string[];
  /** Where customers reach us; undefined: under whatever name a request has. */
  readonly stem: string | undefined;
}

export function resolverEndpoints(parts: ResolverParts) {
  return { ...resolving(parts), ...pages(parts), ...linkEndpoints(parts) };
}

const html = 'text/html; charset=utf-8';
const linksetTypes = ['application/linkset+json', 'application/json'] as const;

function resolving(parts: ResolverParts) {
  return {
    resolve: endpoint({
      id: 'resolveDigitalLink',
      summary: 'Resolve a GS1 Digital Link',
      description:
        'To a browser: on to the page for customers, or to the kind of link that is asked for. To a program: all links, ' +
        'the same for units that are known and for those that are not.',
      params: wire.linkParams,
      query: wire.linkQuery,
      anyOrigin: true,
      problemsAsPages: true,
      replies: {
        200: { description: 'All links.', schema: wire.linksetSchema, contentType: linksetTypes },
        307: { description: 'Where the link leads.', schema: Type.String(), contentType: html },
      },
      handle: (request, reply) =>
        orPage(request as unknown as FastifyRequest, reply, async () => {
          const asked = await askedOf(parts, request as unknown as FastifyRequest);
          const { address, stem } = asked;
          reply.header('link', `<${stem}${withParameter(address.path, 'linkType=linkset')}>; ${linksetHint}`);
          const linkType = parameter(address, 'linkType');
          if (linkType === 'linkset' || linkType === 'all' || (linkType === undefined && isProgram(request)))
            return sendLinkset(reply, asked);
          return sendOn(reply, asked.language, targetOf(asked, linkType, request.url));
        }),
    }),
    description: endpoint({
      id: 'describeResolver',
      summary: 'Say what this resolver of GS1 Digital Links can',
      anyOrigin: true,
      replies: { 200: { description: 'The description.', schema: wire.resolverDescription } },
      handle: (request) => ({
        name: 'Unitrail',
        resolverRoot: stemOf(parts, request),
        supportedPrimaryKeys: ['01'],
        supportedLinkType: [
          { namespace: vocabulary, prefix: 'gs1:', profile: `${vocabulary}?show=linktypes` },
        ],
        linkTypeDefaultCanBeLinkset: false,
        jsonLdContextLocation: linksetContext,
      }),
    }),
  };
}

/** Link types of both spellings; the same title for every product: headers are ASCII. */
const linksetHint = 'rel="linkset"; type="application/linkset+json"; title="All links"';

function pages(parts: ResolverParts) {
  const page = { description: 'The page.', schema: Type.String(), contentType: html };
  return {
    page: endpoint({
      id: 'showToCustomer',
      summary: 'Show a customer the product, and with a label’s token the unit',
      params: wire.linkParams,
      query: wire.linkQuery,
      problemsAsPages: true,
      replies: { 200: page },
      handle: (request, reply) =>
        orPage(request as unknown as FastifyRequest, reply, async () => {
          const asked = await askedOf(parts, request as unknown as FastifyRequest, '/about');
          const token = parameter(asked.address, labelTokenName);
          const { serial } = asked.address;
          const proof =
            serial === null || token === undefined
              ? 'not_asked'
              : await proveByLabel(parts, asked.names, claimOf(asked, serial), token);
          return sendPage(reply, asked, proof);
        }),
    }),
    prove: endpoint({
      id: 'proveByReceipt',
      summary: 'Show a customer the unit, with the receipt’s number and the end of its serial',
      description:
        'A form with `receipt` and `last`. What does not fit and a unit that is not known are answered alike, with 422.',
      params: wire.linkParams,
      query: wire.linkQuery,
      streams: ['application/x-www-form-urlencoded'],
      problemsAsPages: true,
      replies: { 200: page },
      handle: (request, reply) =>
        orPage(request as unknown as FastifyRequest, reply, async () => {
          const form = await readForm(request.body as unknown as Readable);
          const asked = await askedOf(parts, request as unknown as FastifyRequest, '/about');
          const { serial } = asked.address;
          if (serial === null)
            throw new Problem('bad_address', 'Only the address of a unit can be proved.', { where: 'path' });
          const claim = claimOf(asked, serial);
          const proof = await proveByReceipt(parts, asked.names, claim, form, request.ip);
          if (typeof proof === 'object' && 'seconds' in proof)
            reply.code(429).header('retry-after', String(proof.seconds));
          else if (proof === 'receipt_wrong') reply.code(422);
          return sendPage(reply, asked, proof);
        }),
    }),
    picture: endpoint({
      id: 'getProductPicture',
      summary: 'Look at the picture of a product',
      params: wire.pictureParams,
      anyOrigin: true,
      replies: { 200: { description: 'Its bytes.', contentType: imageTypes, schema: Type.Unknown() } },
      async handle({ params: { hash } }, reply) {
        const { rows } = await parts.database.query<{ type: string }>(selectPicture, [hash]);
        const bytes = rows[0] && (await readPicture(parts.store, hash));
        if (!bytes || createHash('sha256').update(bytes).digest('hex') !== hash)
          throw new Problem('photo_not_found', `There is no picture ${hash}.`, { where: 'params.hash' });
        reply.headers({
          'content-type': rows[0]!.type,
          etag: `"${hash}"`,
          'cache-control': `public, max-age=${limits.photoKeptSeconds}, immutable`,
        });
        return reply.send(Buffer.from(bytes));
      },
    }),
  };
}

// ---- What was asked for

interface Asked {
  readonly names: Reference;
  readonly address: ReadAddress;
  readonly product: FoundProduct;
  readonly stem: string;
  readonly language: Language;
}

/** Reads the address and finds its product. Nothing here looks at a unit. Throws Problem. */
async function askedOf(parts: ResolverParts, request: FastifyRequest, before = ''): Promise<Asked> {
  const address = readAddress(request.url, before);
  if ('fault' in address) throw new Problem('bad_address', address.fault, { where: 'path' });
  const names = await parts.reference();
  const stem = stemOf(parts, request);
  const language = languageOf(request);
  const day = parts.clock.now().toISOString().slice(0, 10);
  const product = await findProduct(parts, names, address.gtin, { day, stem, language });
  if (product) return { names, address, product, stem, language };
  throw new Problem('product_not_found', `There is no product ${address.gtin}.`, { where: 'path' });
}

function stemOf({ stem }: ResolverParts, request: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return stem ?? `${request.protocol}://${request.host}`;
}

function languageOf({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>): Language {
  return languageFor(/[?&]lang=([a-z]{2})(?:&|$)/.exec(url)?.[1], headers['accept-language']);
}

function claimOf({ address, product }: Asked, serial: string) {
  return { gtin: address.gtin, serial, products: product.products };
}

/** Who names the linkset's media type, or JSON, and not the page's. */
function isProgram({ headers: { accept } }: Pick<FastifyRequest, 'headers'>): boolean {
  if (accept === undefined || accepts(accept, 'text/html')) return false;
  return linksetTypes.some((type) => accepts(accept, type));
}

/** The text of the form, cut off where it is longer than any form of ours. */
async function readForm(body: Readable): Promise<{ readonly receipt: string; readonly last: string }> {
  let text = '';
  for await (const piece of body) {
    text += String(piece);
    if (text.length > limits.proofFormBytesMax)
      throw new Problem('body_too_large', `The form has at most ${limits.proofFormBytesMax} bytes.`, {
        limit: limits.proofFormBytesMax,
      });
  }
  const form = new URLSearchParams(text);
  return { receipt: form.get('receipt') ?? '', last: form.get('last') ?? '' };
}

async function readPicture(store: FileStore, hash: string): Promise<Uint8Array | null> {
  try {
    return await store.read(hash);
  } catch (error) {
    if (error instanceof StoreAway) throw new Problem('photos_away', error.message, { retryAfter: 30 });
    throw error;
  }
}

// ---- What is answered

function sendLinkset(reply: FastifyReply, { address, product, stem }: Asked) {
  reply.headers({
    'content-type': 'application/linkset+json',
    vary: 'accept, accept-language',
    link: [
      String(reply.getHeader('link')),
      `<${linksetContext}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    ].join(', '),
  });
  return reply.send(
    linksetOf({
      stem,
      path: address.path,
      productPath: `/01/${address.gtin}`,
      productName: product.name,
      links: product.links,
      pageTitle: filled(customerWords.en.titleOf, { product: product.name }),
      languages,
    }),
  );
}

/**
 * The page of ours, or the link of the type that is asked for, with the parameters of the request (GS1-Conformant Resolver,
 * 4.4). A label's token goes to our own page only: others have no business with it.
 */
function targetOf({ address, product, stem, language }: Asked, linkType: string | undefined, url: string) {
  const type = linkType === undefined ? 'pip' : linkTypeOf(linkType);
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1).split('&') : [];
  if (type === 'pip' || type === 'defaultLink') {
    const path = address.path.split('?', 1)[0]!;
    return `${stem}/about${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  }
  const fitting = product.links.filter((link) => link.type === type);
  const [link] = inLanguage(fitting, language);
  if (!link)
    throw new Problem('link_not_found', 'The product has no link of this kind.', { where: 'query.linkType' });
  const passed = query.filter((pair) => !pair.startsWith(`${labelTokenName}=`) && pair !== '');
  const [target = '', ...fragment] = link.href.split('#');
  const more = passed.length === 0 ? '' : `${target.includes('?') ? '&' : '?'}${passed.join('&')}`;
  return [target + more, ...fragment].join('#');
}

function withParameter(path: string, pair: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${pair}`;
}

/** With a short note for who is not led on by himself (RFC 9110, 15.4.8). */
function sendOn(reply: FastifyReply, language: Language, target: string) {
  return sendHtml(reply.code(307).header('location', target), language, onPage(language, target));
}

function sendPage(reply: FastifyReply, { address, product, language, stem }: Asked, proof: ProofShown) {
  const { name, company, links } = product;
  const ours = (href: string) => (href.startsWith(`${stem}/`) ? href.slice(stem.length) : href);
  const find = (type: string) =>
    inLanguage(
      links.filter((link) => link.type === type),
      language,
    )[0];
  const told = [...new Set(links.map(({ type }) => type))]
    .filter((type) => type !== 'relatedImage')
    .flatMap((type) =>
      inLanguage(
        links.filter((link) => link.type === type),
        language,
      ),
    );
  const shown: ShownProduct = {
    name,
    picture: ours(find('relatedImage')?.href ?? '') || null,
    links: told.map((link) => ({ title: link.name, address: link.href })),
    recallAddress: find('recallStatus')?.href ?? null,
  };
  return sendHtml(reply, language, customerPage({ language, company, product: shown, address, proof }));
}

function sendHtml(reply: FastifyReply, language: Language, text: string) {
  return reply
    .headers({
      'content-type': html,
      'content-language': language,
      'content-security-policy': pagePolicy,
      // The form's Origin header says nothing under no-referrer; other sites hear of no address either way.
      'referrer-policy': 'same-origin',
      vary: 'accept, accept-language',
    })
    .serializer(String)
    .send(text);
}

/** Answers a problem as a page, where a browser asked for one. */
async function orPage(request: FastifyRequest, reply: FastifyReply, work: () => Promise<unknown>) {
  try {
    return await work();
  } catch (error) {
    const isBrowser = request.headers.accept?.includes('text/html') ?? false;
    if (!(error instanceof Problem) || !isBrowser) throw error;
    request.problem = error.code;
    const language = languageOf(request);
    const words = customerWords[language];
    const head = error.code === 'product_not_found' ? 'notFound' : 'unreadable';
    const hint = error.code === 'product_not_found' ? words.notFoundHint : error.message;
    return sendHtml(reply.code(error.statusCode), language, noPage(language, head, hint));
  }
}
