import { type AiRule, findAi } from './application-identifiers.ts';
import { judgeElements, predefinedFirst, type Written } from './build-element-string.ts';
import { type LinkParameter, parseDigitalLink } from './digital-link.ts';
import type { Element } from './element-string.ts';
import type { Depth } from './element-value.ts';
import { encode, splitAddress } from './link-address.ts';
import { type ScanError, scanError } from './scan-error.ts';

/** GS1's own resolver: the stem of a canonical link (GS1 Digital Link: URI Syntax, “canonical”). */
export const canonicalStem = 'https://id.gs1.org';

export interface LinkOptions {
  /** Scheme, host and folders to put before the key; a slash at its end does not matter. */
  readonly stem?: string;
  /** Parameters that are no AIs, as they stand in a link: after the others, as they are. */
  readonly others?: readonly LinkParameter[];
  readonly depth?: Depth;
}

/**
 * Writes a GS1 Digital Link (GS1 Digital Link: URI Syntax): the first key among the elements opens the path,
 * its qualifiers follow in the standard's order, everything else goes into the query, predefined lengths
 * first. Refused where there is no key, where qualifiers of two different orders meet, and where an AI has no
 * place in a query.
 */
export function buildDigitalLink(elements: readonly Element[], options: LinkOptions = {}): Written {
  const { stem = canonicalStem, others = [], depth = 'label' } = options;
  const trimmed = stem.replace(/\/$/, '');
  const wrong = wrongStem(trimmed);
  const once = wrong ?? judgeElements(elements, depth);
  if ('code' in once) return { error: once };
  const parts = partsOf(once);
  if ('code' in parts) return { error: parts };
  const path = parts.path.map(({ ai, value }) => `/${ai}/${encode(value)}`).join('');
  const query = [
    ...parts.query.map(({ ai, value }) => `${ai}=${encode(value)}`),
    ...others.map(({ name, value }) => (value === '' ? name : `${name}=${value}`)),
  ].join('&');
  return { text: trimmed + path + (query === '' ? '' : `?${query}`) };
}

/**
 * The one spelling of a link (GS1 Digital Link: URI Syntax, “canonical”): GS1's resolver for a stem, GTINs of
 * 14 digits, numbers for AIs, no parameters but AIs. Where the standard leaves a choice it is ours: only
 * unreserved characters stand unencoded, hexadecimal digits are capitals, the query is in the AIs' order. Two
 * links to the same are equal as text. Positions of errors count in `text`.
 */
export function canonicalDigitalLink(text: string): Written {
  const link = parseDigitalLink(text);
  if ('error' in link) return link;
  const parts = partsOf(link.elements);
  if ('code' in parts) return { error: parts };
  const seen = new Set(parts.path.map(({ ai }) => ai));
  const query = parts.query
    .filter(({ ai }) => seen.size < seen.add(ai).size)
    .sort((a, b) => (a.ai < b.ai ? -1 : 1))
    .map(({ ai, value }) => `${ai}=${encode(value)}`);
  const path = parts.path.map(({ ai, value }) => `/${ai}/${encode(value)}`).join('');
  return { text: canonicalStem + path + (query.length === 0 ? '' : `?${query.join('&')}`) };
}

interface LinkParts {
  readonly path: readonly Element[];
  readonly query: readonly Element[];
}

function partsOf(elements: readonly Element[]): LinkParts | ScanError {
  const key = elements.find(({ ai }) => findAi(ai)!.key !== null);
  if (key === undefined) {
    return scanError('no_key', null, 'None of these elements names what the link is of');
  }
  const orders = findAi(key.ai)!.key!;
  const qualifying = elements.filter(({ ai }) => orders.some((order) => order.includes(ai)));
  const order = orders.find((one) => qualifying.every(({ ai }) => one.includes(ai))) ?? null;
  if (order === null && qualifying.length > 0) return mixedOrders(key, orders);
  const path = qualifying.sort((a, b) => order!.indexOf(a.ai) - order!.indexOf(b.ai));
  const query = elements.filter((element) => element !== key && !path.includes(element));
  const misplaced = query.find(({ ai }) => !findAi(ai)!.attribute);
  if (misplaced !== undefined) {
    return scanError('qualifier_misplaced', null, `(${misplaced.ai}) has no place in a link of (${key.ai})`);
  }
  return { path: [key, ...path], query: predefinedFirst(query) };
}

function mixedOrders({ ai }: Element, orders: NonNullable<AiRule['key']>): ScanError {
  const allowed = orders.map((order) => order.join(', ')).join(' or ');
  return scanError('qualifier_misplaced', null, `With (${ai}) go ${allowed}, not both`);
}

function wrongStem(stem: string): ScanError | null {
  if (!/^https?:\/\//i.test(stem) || /[?#\s]/.test(stem)) {
    return scanError('host_broken', null, 'The stem of a link is http:// or https://, a host, and folders');
  }
  const address = splitAddress(stem, 0);
  return 'code' in address ? { ...address, position: null } : null;
}
