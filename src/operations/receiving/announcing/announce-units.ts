import { sentenceOf } from '../../../domain/refusals.ts';
import type { Who } from '../../../ledger/acts.ts';
import { memberCodes } from '../../../ledger/codes.ts';
import type { ScanInput, ScanRequest } from '../../../ledger/prepare.ts';
import { derivedId } from '../../../platform/derived-id.ts';
import type { AnnouncedUnit } from './rules.ts';
import { type AnnounceParts, type AnnounceProblem, membersOf, type Wanted } from './wanted.ts';

/** One request to the ledger, and where each of its scans was said. */
interface Step {
  readonly request: ScanRequest;
  readonly where: readonly string[];
}

/**
 * Announces the units that an announcement names, and takes back those it no longer does. Everything is judged before
 * anything is recorded; scan ids come from the receipt's number, its revision and the serial, so that a request sent again
 * has no second effect. `write` false: it is only judged. Answers why nothing was announced, or null.
 */
export async function announceUnits(
  { database, ledger, reference }: AnnounceParts,
  wanted: Wanted,
  who: Who,
  write = true,
): Promise<AnnounceProblem | null> {
  const { before, announcement } = wanted;
  const members = before === null ? [] : await membersOf(database, before.document_id);
  const wantedKeys = new Set(announcement.units.map(({ product, serial }) => `${product}/${serial}`));
  const dropped = members.filter((one) => !wantedKeys.has(`${one.product_id}/${one.serial}`));
  const listed = memberCodes.toCode('listed');
  const recorded = memberCodes.toCode('recorded');
  const came = dropped.find(({ state }) => state === recorded);
  if (came && before?.announced !== wanted.digest)
    return {
      code: 'already_came',
      where: 'lines',
      sentence: `${came.serial} has come already: it cannot be dropped.`,
    };
  const there = new Set(members.map((one) => `${one.product_id}/${one.serial}`));
  const fresh = announcement.units.filter(({ product, serial }) => !there.has(`${product}/${serial}`));
  const { products } = await reference();
  const gone = before?.announced === wanted.digest ? [] : dropped.filter(({ state }) => state === listed);
  const steps: Step[] = [
    ...(gone.length === 0
      ? []
      : [
          stepOf(
            'cancel_announcement',
            wanted,
            gone.map(({ serial, product_id }) =>
              scanOf('drop', wanted, products.get(product_id)!.sku, serial),
            ),
            gone.map(() => 'lines'),
          ),
        ]),
    ...(fresh.length === 0
      ? []
      : [
          stepOf(
            'announce',
            wanted,
            fresh.map((unit) => announcedScan(unit, wanted)),
            fresh.map(({ where }) => where),
          ),
        ]),
  ];
  for (const step of steps) {
    const refused = await problemOf(ledger.judge(step.request, who, null), step);
    if (refused) return refused;
  }
  for (const step of write ? steps : []) {
    const refused = await problemOf(ledger.record(step.request, who, null), step);
    if (refused) return refused;
  }
  return null;
}

function stepOf(
  move: string,
  { site, number }: Wanted,
  scans: readonly ScanInput[],
  where: readonly string[],
): Step {
  const document = { kind: 'receipt', number };
  return { request: { move, site: site.code, document, atomicity: 'all_or_nothing', scans }, where };
}

function scanOf(purpose: string, { number, revision }: Wanted, sku: string, serial: string): ScanInput {
  const id = derivedId(JSON.stringify([purpose, number, revision, sku, serial]));
  return { id, codes: [serial], input: 'imported', details: { sku } };
}

function announcedScan({ line, sku, serial, lot }: AnnouncedUnit, wanted: Wanted): ScanInput {
  const { supplier } = wanted;
  const scan = scanOf('announce', wanted, sku, serial);
  const told = { ...(supplier === null ? {} : { supplier }), ...(lot === null ? {} : { lot }) };
  return { ...scan, line, details: { ...scan.details, ...told } };
}

async function problemOf(asked: ReturnType<AnnounceParts['ledger']['judge']>, { request, where }: Step) {
  const answered = await asked;
  if ('problem' in answered)
    return { code: 'cannot_announce' as const, where: 'lines', sentence: answered.problem.sentence };
  const refused = answered.answers.flatMap(({ outcome, refusal }, nth) => {
    if (outcome !== 'refused' && outcome !== 'ambiguous' && outcome !== 'conflict') return [];
    const sentence = refusal ? sentenceOf(refusal) : 'This number was sent before with other content.';
    const serial = request.scans[nth]!.codes[0]!;
    return [{ serial, code: refusal?.code ?? 'id_conflict', sentence, where: where[nth]! }];
  });
  const [first] = refused;
  if (!first) return null;
  const more = refused.length === 1 ? '' : ` (${refused.length - 1} more cannot be announced either)`;
  const sentence = `${first.serial}: ${first.sentence}${more}`;
  return { code: 'cannot_announce' as const, where: first.where, sentence, refused };
}
