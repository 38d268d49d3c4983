import { hash } from 'node:crypto';
import { canonicalJson } from '../domain/chain.ts';
import type { Evidence } from '../domain/events.ts';
import { readScan } from '../domain/identifiers/read-scan.ts';
import { isMove, type Move, moves } from '../domain/lifecycle.ts';
import { limits } from '../domain/limits.ts';
import { within } from '../domain/sites.ts';
import { isoTime } from '../platform/clock.ts';
import type { Act, Actor, ReadCode, Scan, Who } from './acts.ts';
import type { Reference } from './reference.ts';
import { isScopeAct, isScopeScan } from './scope-scan.ts';

/** What a client sends, already of the right shape. */
export interface ScanRequest {
  readonly move: string;
  readonly site: string;
  readonly location?: string;
  readonly document?: { readonly kind: string; readonly number: string };
  readonly atomicity?: 'each' | 'all_or_nothing';
  readonly scans: readonly ScanInput[];
}

export interface ScanInput {
  readonly id: string;
  readonly codes: readonly string[];
  readonly at?: string;
  readonly seen?: number;
  readonly n?: number;
  readonly input: Evidence;
  readonly line?: number;
  readonly quantity?: number;
  /** Never from outside: the server itself gave out the number. */
  readonly provisional?: true;
  /** Never from outside: it moves with the container of this number, in which it is. */
  readonly inside?: string;
  /** Never from outside: it is taken out of the container of this number, where that stands. */
  readonly outOf?: string;
  /** Never from outside: all that an act on a kit did is taken back together. */
  readonly wholeKit?: true;
  /** Never from outside: a part's own move in an act on a kit, which the request's move is of. */
  readonly as?: Move;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Why a request cannot be judged at all: it is malformed, or names a place or kind that does not exist. */
export interface RequestProblem {
  readonly code:
    | 'unknown_move'
    | 'unknown_site'
    | 'unknown_location'
    | 'unknown_document_kind'
    | 'duplicate_scan_id'
    | 'bad_time'
    | 'bad_details'
    | 'too_many_units'
    | 'codes_missing'
    | 'scope_not_together';
  readonly where: string;
  readonly sentence: string;
}

export interface Prepared {
  readonly acts: readonly Act[];
}

/**
 * Turns a request into acts: with `each` one a scan, with `all_or_nothing` (and for pairs, always) one for all. Pure
 * but for the reference it is given.
 */
export function prepare(
  request: ScanRequest,
  who: Who,
  device: number | null,
  reference: Reference,
  documentKinds: ReadonlySet<string>,
): Prepared | { readonly problem: RequestProblem } {
  const { move, scans } = request;
  if (!isMove(move)) return problem('unknown_move', 'move', `There is no move "${move}".`);
  if (scans.length > limits.scansPerRequestMax)
    return problem('too_many_units', 'scans', `At most ${limits.scansPerRequestMax} units in one request.`);
  const place = placeOf(request, who, reference);
  if ('problem' in place) return place;
  if (request.document && !documentKinds.has(request.document.kind))
    return problem('unknown_document_kind', 'document.kind', `There is no kind "${request.document.kind}".`);
  const ids = new Set<string>();
  const prepared: Scan[] = [];
  const common = contentOf(request);
  for (const [index, input] of scans.entries()) {
    if (ids.has(input.id))
      return problem('duplicate_scan_id', `scans[${index}].id`, 'Each scan has an id of its own.');
    ids.add(input.id);
    const scan = prepareScan(input, index, common);
    if ('problem' in scan) return scan;
    prepared.push(scan);
  }
  const scopes = prepared.filter((scan) => isScopeScan({ move }, scan)).length;
  if (request.atomicity === 'all_or_nothing' && scopes > 0 && prepared.length > 1)
    return problem(
      'scope_not_together',
      'atomicity',
      'A hold on a whole scope stands alone: it cannot be all or nothing with other scans.',
    );
  const { site, location } = place;
  return { acts: actsOf(move, request, prepared, { site, location, who, device, met: new Map() }) };
}

type Shared = Pick<Act, 'site' | 'location' | 'device' | 'met'> & { readonly who: Who };

function actsOf(move: Move, request: ScanRequest, scans: readonly Scan[], shared: Shared): Act[] {
  const document = request.document ?? null;
  const together = request.atomicity === 'all_or_nothing' || moves[move].pairedWith !== undefined;
  const groups = together ? [scans] : scans.map((scan) => [scan]);
  const { site, location, who, device, met } = shared;
  const actor = actorAt(who, site);
  return groups.map((group) => {
    const act: Act = { move, site, location, document, actor, device, scans: group, met };
    return isScopeAct(act) ? { ...act, actor: actorEverywhere(who) } : act;
  });
}

/** His word as a lead counts only where it was given to him. */
function actorAt(who: Who, site: number): Actor {
  const isLead = who.leadAt === undefined ? who.isLead : within(who.leadAt, site);
  return isLead === who.isLead ? who : { ...who, isLead };
}

/** A scope holds units at every site, so it takes a word that counts at every site. */
function actorEverywhere(who: Who): Actor {
  const isLead = who.leadAt === undefined ? who.isLead : who.leadAt === null;
  return isLead === who.isLead ? who : { ...who, isLead };
}

/** A site where he may not record answers as one that does not exist. */
function placeOf(request: ScanRequest, who: Who, reference: Reference) {
  const site = reference.sitesByCode.get(request.site);
  if (!site || site.kind === 'outside' || !within(who.sites ?? null, site.id))
    return problem('unknown_site', 'site', `There is no site "${request.site}".`);
  if (request.location === undefined) {
    if (site.anywhere !== 0) return { site: site.id, location: null };
    return problem('unknown_location', 'site', `The site "${request.site}" has no location yet.`);
  }
  const location = reference.locationsByCode.get(`${site.id}/${request.location}`);
  if (location) return { site: site.id, location: location.id };
  return problem(
    'unknown_location',
    'location',
    `There is no location "${request.location}" at ${site.code}.`,
  );
}

function contentOf({ move, site, location, document }: ScanRequest): string {
  return JSON.stringify([move, site, location, document?.kind, document?.number]);
}

function prepareScan(
  input: ScanInput,
  index: number,
  common: string,
): Scan | { readonly problem: RequestProblem } {
  const at = input.at === undefined ? null : isoTime(input.at);
  if (input.at !== undefined && at === null)
    return problem('bad_time', `scans[${index}].at`, 'A time is written like 2026-11-23T10:00:00Z.');
  const details = input.details ?? null;
  const canonical = details === null ? '' : detailsText(details);
  if (canonical === null)
    return problem(
      'bad_details',
      `scans[${index}].details`,
      'Details hold texts, whole numbers, true, false, lists and objects only.',
    );
  return {
    id: input.id,
    content: contentNumber(common, input, canonical),
    codes: input.codes.map(readCode),
    at,
    seen: input.seen ?? null,
    count: input.n ?? null,
    evidence: input.input,
    line: input.line ?? null,
    quantity: input.quantity ?? null,
    ...(input.provisional ? { provisional: true } : {}),
    ...(input.inside === undefined ? {} : { inside: input.inside }),
    ...(input.outOf === undefined ? {} : { outOf: input.outOf }),
    ...(input.wholeKit ? { wholeKit: true } : {}),
    ...(input.as === undefined ? {} : { as: input.as }),
    details,
  };
}

function detailsText(details: Readonly<Record<string, unknown>>): string | null {
  try {
    const text = canonicalJson(details);
    // PostgreSQL's jsonb cannot hold NUL.
    return text.includes('\\u0000') ? null : text;
  } catch {
    return null;
  }
}

/** 52 bits: a number that JSON, JavaScript and PostgreSQL all hold exactly. */
function contentNumber(common: string, input: ScanInput, details: string): number {
  const { codes, at, seen, n, input: evidence, line, quantity } = input;
  const text = `${common}${JSON.stringify([codes, at, seen, n, evidence, line, quantity])}${details}`;
  return Number.parseInt(hash('sha256', text).slice(0, 13), 16);
}

function readCode(text: string): ReadCode {
  const read = readScan(text);
  return 'error' in read
    ? { text, unreadable: read.error.sentence.replace(/\.$/, '') }
    : { text, understood: read.understood };
}

function problem(code: RequestProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
