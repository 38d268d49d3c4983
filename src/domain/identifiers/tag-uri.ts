import { findScheme } from './epc-schemes.ts';
import { formatEpcParts, readEpcParts } from './epc-uri.ts';
import { scanError } from './scan-error.ts';
import { decodeTag, encodeTag, type ReadTag, type Tag } from './tag-binary.ts';
import { findLayout } from './tag-layouts.ts';

/** `urn:epc:tag:sgtin-96:1.0614141.812345.6789` (GS1 EPC Tag Data Standard, 12) of a tag that is right. */
export function formatTagUri({ layout, filter, epc }: Tag): string {
  return `urn:epc:tag:${layout}:${filter}.${formatEpcParts(epc)}`;
}

/**
 * Reads an EPC tag URI. It must also fit its layout: a tag URI says what lies on a tag. Positions of errors
 * count in `text`; where the layout cannot hold a part, that is the place after the filter. Never throws.
 */
export function parseTagUri(text: string): ReadTag {
  const opening = /^urn:epc:tag:([a-z]+-[a-z0-9]+):/.exec(text);
  if (opening === null) {
    return { error: scanError('urn_broken', 0, 'A tag URI begins with urn:epc:tag: and its layout') };
  }
  const [whole, name] = opening as unknown as [string, string];
  const layout = findLayout(name);
  if (layout === undefined) {
    return { error: scanError('scheme_unknown', 12, `"${name}" is not a layout that we know`) };
  }
  const filter = /^[0-7]\./.exec(text.slice(whole.length, whole.length + 2));
  if (filter === null) {
    return {
      error: scanError('filter_wrong', whole.length, 'A filter value from 0 to 7 and a dot come first'),
    };
  }
  const at = whole.length + 2;
  const read = readEpcParts(findScheme(layout.scheme)!, text, at, false);
  if ('error' in read) return read;
  const tag: Tag = { layout: name, filter: Number(text[whole.length]), epc: read.epc };
  const encoded = encodeTag(tag);
  return 'error' in encoded ? { error: { ...encoded.error, position: at } } : { tag };
}

/** The tag URI of a tag's memory in hexadecimal, or why it holds none. */
export function tagUriOfHex(hex: string): { readonly uri: string } | Extract<ReadTag, { error: unknown }> {
  const read = decodeTag(hex);
  return 'error' in read ? read : { uri: formatTagUri(read.tag) };
}
