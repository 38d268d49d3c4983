import { sentenceOf } from '../../../domain/refusals.ts';
import { type Sites, within } from '../../../domain/sites.ts';
import type { Answer, Who } from '../../../ledger/acts.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { ScanInput, ScanRequest } from '../../../ledger/prepare.ts';
import type { Database } from '../../../platform/database.ts';
import { derivedId } from '../../../platform/derived-id.ts';
import { contentOf, type Delivery, deliveryOf, type Pieces, type Unit } from './cartons-of.ts';
import type { CartonAnswer, OpenCarton } from './contract.ts';
import * as sql from './queries.ts';
import { type CartonStep, stepOf } from './rules.ts';

export interface CartonParts {
  readonly database: Database;
  readonly ledger: Pick<Ledger, 'record'>;
}

export interface CartonProblem {
  readonly code:
    | 'receipt_not_found'
    | 'carton_not_found'
    | 'already_closed'
    | 'unknown_location'
    | 'bad_time';
  readonly where: string;
  readonly sentence: string;
}

/**
 * Somebody scanned a carton's label. Where the sample is full, what is left in it is received as inferred, said in each
 * event; else the answer says how many units are still to be scanned. Units that another device receives meanwhile count once:
 * each is judged by the ledger on its own.
 */
export async function openCarton(
  parts: CartonParts,
  number: string,
  sscc: string,
  said: OpenCarton,
  who: Who,
  sites: Sites,
): Promise<CartonAnswer | { readonly problem: CartonProblem }> {
  const found = await cartonOn(parts.database, number, sscc, sites);
  if ('problem' in found) return found;
  const { paper, delivery } = found;
  if (paper.closed_at !== null)
    return no('already_closed', 'params.number', `The receipt ${number} is closed.`);
  const content = await contentOf(parts.database, number, paper, sscc, delivery);
  const units = content.units.filter(({ received }) => !received);
  const pieces = content.pieces.filter(({ received }) => !received);
  const step = stepOf(content.inner, delivery.sample, pieces.length > 0);
  if (step !== 'take') {
    const left = (paper.blind ? [] : units).map(({ sku, serial }) => ({
      sku,
      serial,
      code: null,
      sentence: 'Not scanned yet.',
    }));
    return {
      sscc,
      step,
      taken: 0,
      sentence: sentenceFor(step, delivery, content.inner),
      sample: delivery.sample,
      left,
    };
  }
  const request = requestOf(number, sscc, paper.site, said, units, pieces);
  const answered = await parts.ledger.record(request, who, null);
  if ('problem' in answered) {
    const code = answered.problem.code === 'bad_time' ? 'bad_time' : 'unknown_location';
    return no(code, `body.${code === 'bad_time' ? 'at' : 'location'}`, answered.problem.sentence);
  }
  const taken = answered.answers.reduce((sum, answer, nth) => sum + takenBy(answer, nth, units, pieces), 0);
  const left = answered.answers.slice(0, units.length).flatMap((answer, nth) => leftOf(answer, units[nth]!));
  const sentence =
    left.length === 0
      ? `${taken} received with this carton.`
      : `${taken} received, ${left.length} not: scan those one by one.`;
  return { sscc, step, taken, sentence, sample: delivery.sample, left };
}

/** A carton of a receipt; of one that is not there, where it was announced instead. */
export async function cartonOn(database: Database, number: string, sscc: string, sites: Sites) {
  const { rows } = await database.query<sql.PaperRow>(sql.selectPaper, [number]);
  const paper = rows[0];
  if (!paper || !within(sites, paper.site_id))
    return no('receipt_not_found', 'params.number', `There is no receipt ${number}.`);
  const delivery = await deliveryOf(database, paper);
  if (delivery.cartons.some((carton) => carton.sscc === sscc)) return { paper, delivery };
  const others = await database.query<{ number: string; site_id: number }>(sql.selectElsewhere, [sscc]);
  const other = others.rows.find(({ site_id }) => within(sites, site_id));
  const where = other
    ? ` It was announced on ${other.number}.`
    : ' Nobody announced it: scan what is in it one by one.';
  return no('carton_not_found', 'params.sscc', `The carton ${sscc} is not on receipt ${number}.${where}`);
}

function requestOf(
  number: string,
  sscc: string,
  site: string,
  { id, location, at }: OpenCarton,
  units: readonly Unit[],
  pieces: readonly Pieces[],
): ScanRequest {
  const common = { input: 'inferred' as const, ...(at === undefined ? {} : { at }) };
  const ofUnits = units.map(
    ({ sku, serial, sscc: carton, line }): ScanInput => ({
      ...common,
      id: derivedId(JSON.stringify([id, sku, serial])),
      codes: [serial],
      line,
      details: { sku, carton, ...(carton === sscc ? {} : { pallet: sscc }) },
    }),
  );
  const ofPieces = pieces.map(
    ({ scan, sku, line, quantity }): ScanInput => ({
      ...common,
      id: scan,
      codes: [sku],
      line,
      quantity,
      details: { carton: sscc },
    }),
  );
  const document = { kind: 'receipt', number };
  const where = location === undefined ? { site } : { site, location };
  return { move: 'receive', ...where, document, scans: [...ofUnits, ...ofPieces] };
}

function takenBy(
  { outcome }: Answer,
  nth: number,
  units: readonly Unit[],
  pieces: readonly Pieces[],
): number {
  if (outcome !== 'recorded' && outcome !== 'repeated') return 0;
  return nth < units.length ? 1 : pieces[nth - units.length]!.quantity;
}

/** One that another device took in at the same moment has come. */
function leftOf({ outcome, refusal }: Answer, { sku, serial }: Unit): CartonAnswer['left'] {
  if (outcome === 'recorded' || outcome === 'repeated' || refusal?.code === 'already_on_document') return [];
  const sentence = refusal ? sentenceOf(refusal) : 'Scan it by itself.';
  return [{ sku, serial, code: refusal?.code ?? outcome, sentence }];
}

function sentenceFor(
  step: CartonStep,
  { sample }: Delivery,
  inner: readonly { readonly units: number; readonly received: number }[],
) {
  if (step === 'already') return 'Everything in this carton was received before.';
  if (step === 'every_unit')
    return 'Each unit of this delivery is scanned by itself: scan what is in the carton.';
  const left = inner.reduce((sum, { units, received }) => sum + units - received, 0);
  return `Open it and scan ${Math.min(sample.needed - sample.scanned, left)} of the ${left} units in it.`;
}

function no(code: CartonProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
