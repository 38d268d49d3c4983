import { buildDigitalLink } from '../../domain/identifiers/build-digital-link.ts';
import { type LinkParameter, parseDigitalLink } from '../../domain/identifiers/digital-link.ts';
import type { Element } from '../../domain/identifiers/element-string.ts';
import { limits } from '../../domain/limits.ts';

/** A Digital Link of ours, read: what it is about, and what else the address says. */
export interface ReadAddress {
  /** 14 digits. */
  readonly gtin: string;
  /** Null: the address is of the product, or of a part of it. */
  readonly serial: string | null;
  readonly elements: readonly Element[];
  /** The address that was asked for, in the one spelling, without parameters that are no AIs. */
  readonly path: string;
  /** Parameters that are no AIs, as they stand in the address. */
  readonly others: readonly LinkParameter[];
}

export type AddressRead = ReadAddress | { readonly fault: string };

/**
 * Reads path and query of a request (GS1 Digital Link: URI Syntax; the uncompressed form). `before` is what stands before
 * the key: nothing, or `/about`. A slash at the end is forgiven.
 */
export function readAddress(url: string, before = ''): AddressRead {
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).replace(/\/+$/, '');
  const query = mark < 0 ? '' : url.slice(mark);
  if (url.length > limits.scanTextLengthMax)
    return { fault: `An address has at most ${limits.scanTextLengthMax} characters.` };
  const link = parseDigitalLink(`https://here${path.slice(before.length)}${query}`);
  if ('error' in link) return { fault: `${link.error.sentence}.` };
  const valueUnder = (ai: string) => link.elements.find((element) => element.ai === ai)?.value;
  const gtin = valueUnder('01');
  const written = buildDigitalLink(link.elements, { stem: 'https://here', depth: 'content' });
  if (gtin === undefined || 'error' in written || link.stem !== 'https://here')
    return { fault: 'The address names no product.' };
  const { elements, others } = link;
  return {
    gtin,
    serial: valueUnder('21') ?? null,
    elements,
    path: written.text.slice('https://here'.length),
    others,
  };
}

/** The decoded value of a parameter that is no AI; undefined where it stands not there, twice, or badly encoded. */
export function parameter({ others }: Pick<ReadAddress, 'others'>, name: string): string | undefined {
  const found = others.filter((one) => one.name === name);
  if (found.length !== 1) return undefined;
  try {
    return decodeURIComponent(found[0]!.value.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
