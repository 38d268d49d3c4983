import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { listedCodes } from './serial-lines.ts';

/** One product of a receipt that is announced: how many of it, or which. */
export interface AnnounceLine {
  readonly sku: string;
  readonly known: 'pieces' | 'serials';
  readonly pieces: number;
  /** As they were pasted. */
  readonly serials: string;
}

export interface Announcement {
  readonly number: string;
  readonly site: string;
  readonly supplier: string;
  readonly lines: readonly AnnounceLine[];
}

/** Serials that cannot be announced, each with why; nothing was made. */
export class CannotAnnounce extends Error {
  readonly refused: readonly { readonly code: string; readonly sentence: string }[];
  constructor(refused: CannotAnnounce['refused']) {
    super(refused[0]?.sentence ?? '');
    this.refused = refused;
  }
}

/** The serials of a line; none where a range of it is wrong. */
export function serialsIn({ serials }: AnnounceLine): readonly string[] {
  const listed = listedCodes(linesOf(serials));
  return 'codes' in listed ? listed.codes.map(({ code }) => code) : [];
}

/**
 * Makes the receipt: its lines by pieces, and its serials as scans. They are judged before anything is made, so that one
 * wrong serial leaves nothing half done. Throws CannotAnnounce, or the server's problem.
 */
export async function announce({ number, site, supplier, lines }: Announcement): Promise<void> {
  const document = { kind: 'receipt', number };
  const scans = lines.flatMap((line, at) =>
    line.known === 'serials' ? scansOf(line, at + 1, supplier) : [],
  );
  const request = { move: 'announce', site, document, atomicity: 'all_or_nothing', scans };
  if (scans.length > 0) await judge(request);
  const pieces = lines.flatMap(({ sku, known, pieces: quantity }, at) =>
    known === 'pieces' ? [{ line: at + 1, sku: sku.trim(), quantity }] : [],
  );
  await ask('POST', '/api/receipts', {
    number,
    site,
    ...(supplier === '' ? {} : { supplier }),
    lines: pieces,
  });
  if (scans.length > 0) await send('/api/scans', request);
}

interface AnnounceScan {
  readonly id: string;
  readonly codes: readonly string[];
  readonly line: number;
}

function scansOf(line: AnnounceLine, nth: number, supplier: string): readonly AnnounceScan[] {
  const listed = listedCodes(linesOf(line.serials));
  if ('wrong' in listed) throw new Error(listed.said);
  const now = Date.now();
  const details = supplier === '' ? {} : { details: { supplier } };
  return listed.codes.map(({ code, input }) => ({
    id: scanId(now),
    codes: [line.sku.trim(), code],
    input,
    line: nth,
    ...details,
  }));
}

interface AnnounceRequest {
  readonly scans: readonly AnnounceScan[];
}

/** A receipt that is there already would take them as well: the number is asked for first. */
async function judge(request: AnnounceRequest & { readonly document: { readonly number: string } }) {
  const path = `/api/receipts/${encodeURIComponent(request.document.number)}`;
  const isThere = await ask('GET', path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ServerProblem && error.status === 404) return false;
      throw error;
    },
  );
  // The server says it in its own words.
  if (!isThere) await send('/api/scans/judge', request);
}

async function send(path: string, request: AnnounceRequest): Promise<void> {
  const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', path, request);
  const refused = answers.flatMap(({ outcome, sentence }, nth) =>
    outcome === 'refused' || outcome === 'ambiguous' || outcome === 'conflict'
      ? [{ code: request.scans[nth]!.codes.at(-1)!, sentence }]
      : [],
  );
  if (refused.length > 0) throw new CannotAnnounce(refused);
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n\t]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
