import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import type { ListedCode } from './serial-lines.ts';

/** Where a list is taken in, and on what. */
export interface BulkFrame {
  readonly site: string;
  readonly location: string | null;
  readonly number: string;
}

export interface BulkScan {
  readonly id: string;
  readonly codes: readonly string[];
  readonly input: ListedCode['input'];
}

/** What became, or would become, of one number of the list. */
export interface BulkAnswer {
  readonly code: string;
  readonly outcome: ScanAnswer['outcome'];
  readonly refusal: string | null;
  readonly sentence: string;
}

/** One scan for each number, under an id of its own that it keeps however often it is sent. `sku` '': known numbers. */
export function scansOf(codes: readonly ListedCode[], sku: string): readonly BulkScan[] {
  const now = Date.now();
  return codes.map(({ code, input }) => ({
    id: scanId(now),
    codes: sku === '' ? [code] : [sku, code],
    input,
  }));
}

/** What would become of each; nothing is recorded. */
export function judgeBulk(frame: BulkFrame, scans: readonly BulkScan[]): Promise<readonly BulkAnswer[]> {
  return send('/api/scans/judge', frame, scans, new Set(), undefined);
}

/** Records those that can be; with a `reason` also those that nobody announced. */
export function recordBulk(
  frame: BulkFrame,
  scans: readonly BulkScan[],
  judged: readonly BulkAnswer[],
  reason: string | undefined,
): Promise<readonly BulkAnswer[]> {
  const { good, extra } = outcomesOf(judged);
  const extras = new Set(extra.map(({ code }) => code));
  const wanted = new Set([...good, ...(reason === undefined ? [] : extra)].map(({ code }) => code));
  const sent = scans.filter(({ codes }) => wanted.has(codes.at(-1)!));
  return send('/api/scans', frame, sent, extras, reason);
}

export function outcomesOf(answers: readonly BulkAnswer[]) {
  const isGood = ({ outcome }: BulkAnswer) => outcome === 'recorded' || outcome === 'repeated';
  const isExtra = ({ refusal }: BulkAnswer) => refusal === 'not_on_document';
  return {
    good: answers.filter(isGood),
    extra: answers.filter(isExtra),
    other: answers.filter((one) => !isGood(one) && !isExtra(one)),
  };
}

/** The reason goes with those alone that need one. */
async function send(
  path: string,
  { site, location, number }: BulkFrame,
  scans: readonly BulkScan[],
  extras: ReadonlySet<string>,
  reason: string | undefined,
): Promise<readonly BulkAnswer[]> {
  const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', path, {
    move: 'receive',
    site,
    ...(location === null ? {} : { location }),
    document: { kind: 'receipt', number },
    scans: scans.map((scan) =>
      reason !== undefined && extras.has(scan.codes.at(-1)!) ? { ...scan, details: { reason } } : scan,
    ),
  });
  return answers.map(({ outcome, code, sentence }, nth) => ({
    code: scans[nth]!.codes.at(-1)!,
    outcome,
    refusal: code,
    sentence,
  }));
}
