/**
 * A plain reference model of the ledger: what every request must be answered, and what must be recorded afterwards. It
 * is slow and simple on purpose: a unit is the list of its events, its state is read off that list anew each time.
 * It imports nothing of the program (the tables are in model-moves.ts, what one scan does to one unit in model-unit.ts).
 */
import {
  holdKinds,
  isDone,
  isForLeads,
  lateness,
  type ModelMove,
  modelMoves,
  precedence,
} from './model-moves.ts';
import {
  type Case,
  isGiven,
  type ModelEvent,
  type ModelState,
  type ModelUnit,
  malformed,
  overtaken,
  reasons,
  results,
  splitOnce,
  standing,
  stateOf,
  textIn,
  withinOf,
} from './model-unit.ts';

export interface ModelProduct {
  readonly sku: string;
  readonly gtin?: string;
  readonly serialized: boolean;
  readonly unknown: 'refuse' | 'arrivals' | 'anywhere';
  readonly wipe: boolean;
}

export interface ModelScan {
  readonly id: string;
  readonly codes: readonly string[];
  readonly input: 'scanned';
  readonly at?: string;
  readonly seen?: number;
  readonly n?: number;
  readonly quantity?: number;
  readonly line?: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  readonly move: string;
  readonly site: string;
  readonly location?: string;
  readonly document?: { readonly kind: string; readonly number: string };
  readonly atomicity?: 'each' | 'all_or_nothing';
  readonly scans: readonly ModelScan[];
}

export interface ModelAnswer {
  readonly outcome: 'recorded' | 'repeated' | 'refused' | 'withheld' | 'ambiguous' | 'conflict';
  readonly unit?: string | undefined;
  readonly status?: string;
  readonly seq?: number;
  readonly code?: string;
  readonly exceptions: readonly string[];
  readonly quantity?: number;
  readonly candidates?: number;
}

interface Sale {
  readonly unit: string;
  /** The event that opened it. */
  readonly seq: number;
  readonly document: string | undefined;
  readonly bound: boolean;
  open: boolean;
}

export interface Scope {
  readonly hold: string;
  readonly sku?: string;
  readonly lot?: string;
  readonly supplier?: string;
  readonly serials?: string;
}

interface Memory {
  units: Record<string, ModelUnit>;
  scopes: Scope[];
  sales: Sale[];
  /** Pieces by `sku@place`. */
  pieces: Record<string, number>;
  answers: Record<string, { content: string; answer: ModelAnswer }>;
  exceptions: string[];
  /** Documents that came with the life of a wrongly named unit, by `unit document`, and up to which event they went. */
  moved: Record<string, { state: string; seq: number }>;
  movedAway: Record<string, number>;
  /** For which site each receipt was begun. */
  receiptSites: Record<string, string>;
}

class No extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Where no spot is named it is the site's first one. */
const spotOf = ({ site, location = 'FLOOR' }: ModelRequest) => `${site}/${location}`;
/** It tells of something done earlier; asking before tender is never late. */
const isLate = (move: ModelMove, { seen, at, n }: ModelScan) =>
  seen !== undefined && (at ?? n) !== undefined && move.name !== 'sell';

/** `pieces`: of plain products, by `sku@place`, as they lie at the start. */
export function openModel(products: readonly ModelProduct[], pieces: Readonly<Record<string, number>> = {}) {
  let now: Memory = {
    units: {},
    scopes: [],
    sales: [],
    pieces: { ...pieces },
    answers: {},
    exceptions: [],
    moved: {},
    movedAway: {},
    receiptSites: {},
  };
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const byGtin = new Map(products.flatMap((product) => (product.gtin ? [[product.gtin, product]] : [])));

  // ---- Requests

  function record(request: ModelRequest, isLead: boolean): ModelAnswer[] {
    const met = new Map<string, string>();
    const pair = modelMoves.get(request.move)!.pair;
    if (!pair && request.atomicity !== 'all_or_nothing')
      return request.scans.map((scan) => together(request, [scan], isLead, met, undefined)[0]!);
    return together(request, request.scans, isLead, met, pair);
  }

  function together(
    request: ModelRequest,
    scans: readonly ModelScan[],
    isLead: boolean,
    met: Map<string, string>,
    pair: string | undefined,
  ): ModelAnswer[] {
    const before = scans.length > 1 ? structuredClone(now) : now;
    const known = scans.map((scan) => repeated(request, scan));
    const pairing = pair === undefined ? [] : others(request, scans);
    let answers = scans.map((scan, index): ModelAnswer => {
      if (known[index]) return known[index];
      if (pair !== undefined && scans.length > 2) return answerNo('not_a_pair');
      const role = index === 1 && pair !== undefined ? pair : request.move;
      return judgeScan(modelMoves.get(role)!, request, scan, isLead, met, scans, pairing[1 - index]);
    });
    // A pair of which one half was told before is no pair any more.
    const torn = pair !== undefined && known.some((answer) => answer) && !known.every((answer) => answer);
    if (scans.length > 1 && (torn || !answers.every(stands))) {
      now = before;
      answers = answers.map((answer, index) =>
        answer.outcome === 'recorded' && !known[index] ? { ...blank, outcome: 'withheld' } : answer,
      );
    }
    for (const [index, scan] of scans.entries())
      if (!known[index]) {
        now.answers[scan.id] = { content: contentOf(request, scan), answer: answers[index]! };
        now.exceptions.push(...answers[index]!.exceptions);
      }
    return answers;
  }

  function repeated(request: ModelRequest, scan: ModelScan): ModelAnswer | undefined {
    const before = now.answers[scan.id];
    if (!before) return undefined;
    if (before.content !== contentOf(request, scan)) return { ...blank, outcome: 'conflict' };
    const { answer } = before;
    return answer.outcome === 'recorded' ? { ...answer, outcome: 'repeated' } : answer;
  }

  /** Each half of a pair as it was before. */
  function others(request: ModelRequest, scans: readonly ModelScan[]) {
    return scans.map((scan) => {
      try {
        const found = identify(request, scan, modelMoves.get(request.move)!);
        if (!('unit' in found)) return undefined;
        return { key: found.unit.key, is: stateOf(found.unit) };
      } catch (no) {
        if (no instanceof No) return undefined;
        throw no;
      }
    });
  }

  function judgeScan(
    move: ModelMove,
    request: ModelRequest,
    scan: ModelScan,
    isLead: boolean,
    met: Map<string, string>,
    beside: readonly ModelScan[],
    other: Case['other'],
  ): ModelAnswer {
    let unit: ModelUnit | undefined;
    try {
      if (scan.details?.scope !== undefined && move.name.endsWith('_hold'))
        return scopeScan(move.name, scan, isLead);
      const found = identify(request, scan, move);
      if ('many' in found) return { ...blank, outcome: 'ambiguous', candidates: found.many };
      if ('plain' in found) return judgePieces(move.name, request, scan, found.plain);
      unit = found.unit;
      if (met.has(unit.key)) throw new No('same_unit_twice');
      met.set(unit.key, scan.id);
      if (scan.quantity !== undefined && scan.quantity !== 1) throw new No('quantity_not_allowed');
      if (move.name === 'annul') return annul(request, unit, scan, isLead, beside);
      if (!isLead && move.name.endsWith('_hold') && isForLeads(String(scan.details?.kind)))
        throw new No('lead_needed');
      return judgeUnit(move, request, scan, unit, found.numbers, isLead, other);
    } catch (no) {
      if (!(no instanceof No)) throw no;
      return { ...answerNo(no.code), unit: unit?.key };
    }
  }

  // ---- What was scanned

  type Found =
    | { readonly unit: ModelUnit; readonly numbers: Record<string, string> }
    | { readonly plain: ModelProduct }
    | { readonly many: number };

  /** Codes here are: (01)gtin(21)serial, a product's GTIN or SKU, UNIT:…, DOC:…, BIN:…, an IMEI, or a serial. */
  function identify(request: ModelRequest, scan: ModelScan, move: ModelMove): Found {
    const named: ModelUnit[][] = [];
    let fresh = new Set<string>();
    const imeis: string[] = [];
    let product: ModelProduct | undefined;
    let notUnit: string | undefined;
    const nameProduct = (one: ModelProduct | undefined) => {
      if (!one) throw new No('unknown_product');
      if (product && product !== one) throw new No('codes_disagree');
      product = one;
    };
    const knownSerials: string[] = [];
    if (typeof scan.details?.sku === 'string' && move.name !== 'change_product')
      nameProduct(bySku.get(scan.details.sku));
    const isKnown = (value: string) => {
      const known = unitsOf(value).length > 0;
      if (known && !/^\d{15}$/.test(value)) knownSerials.push(value);
      return known;
    };
    for (const code of scan.codes) {
      const gs1 = /^\(01\)(\d{14})\(21\)(.+)$/.exec(code);
      if (code === unreadable) throw new No('unreadable_code');
      if (/^(DOC|BIN):/.test(code)) notUnit = code;
      else if (code.startsWith('UNIT:')) {
        const unit = now.units[code.slice('UNIT:'.length)];
        if (!unit || unit.events.length === 0) throw new No('unknown_unit');
        named.push([unit]);
      } else if (gs1 && !byGtin.has(gs1[1]!)) throw new No('unknown_product');
      else if (gs1) {
        nameProduct(byGtin.get(gs1[1]!));
        if (isKnown(gs1[2]!)) named.push(unitsOf(gs1[2]!));
        else fresh.add(gs1[2]!);
      } else if (byGtin.has(code)) nameProduct(byGtin.get(code));
      else if (isKnown(code)) named.push(unitsOf(code));
      else if (bySku.has(code)) nameProduct(bySku.get(code));
      else if (/^\d{15}$/.test(code) && fresh.size + named.length > 0) imeis.push(code);
      else if (/^\d{14}$/.test(code) && !product) {
        notUnit = 'ean';
        fresh.add(code);
      } else fresh.add(code);
    }
    const more = (of: string, rest: readonly string[]) => ({
      ...Object.fromEntries(imeis.map((imei) => [imei, ''])),
      ...Object.fromEntries(rest.map((value) => [value, of])),
    });
    if (named.length > 0) {
      const agreeing = named.reduce((some, list) => some.filter((unit) => list.includes(unit)));
      if (agreeing.length === 0) throw new No('codes_disagree');
      const fitting = agreeing.filter((unit) => !product || stateOf(unit).product === product.sku);
      const listed = fitting.filter((unit) => memberOf(unit, documentOf(request)) !== undefined);
      const unit = fitting.length === 1 ? fitting[0] : listed.length === 1 ? listed[0] : undefined;
      if (unit) return { unit, numbers: more(stateOf(unit).product, [...fresh]) };
      if (fitting.length > 1) return { many: fitting.length };
      if (knownSerials[0] && unitsOf(knownSerials[0]).some((unit) => stateOf(unit).product === product?.sku))
        throw new No('codes_disagree');
      if (!move.from.includes('none') || knownSerials.length === 0) throw new No('serial_of_another_product');
      fresh = new Set([knownSerials[0]!, ...fresh]);
    }
    if (product && !product.serialized) return { plain: product };
    const [serial, ...rest] = fresh;
    if (serial === undefined) throw new No(product ? 'serial_needed' : 'code_not_a_unit');
    if (!product && notUnit === 'ean') throw new No('unknown_product');
    if (!product) throw new No(move.from.includes('none') || move.seen ? 'product_needed' : 'unknown_unit');
    return { unit: blankUnit(product.sku, serial), numbers: more(product.sku, rest) };
  }

  /** The units that a number names; where it names none any more, those that it used to name. */
  function unitsOf(value: string): ModelUnit[] {
    const all = Object.values(now.units);
    const current = all.filter((unit) => namesNow(stateOf(unit), value) !== undefined);
    if (current.length > 0) return current;
    return all.filter(({ firstSerial, events }) => {
      const ever = events.flatMap(({ says }) => [says.serial, ...Object.keys(says.numbers ?? {})]);
      return firstSerial === value || ever.includes(value);
    });
  }

  /** Within which product the number finds the unit now, if it does. */
  function namesNow(is: ModelState, value: string): string | undefined {
    return is.serial === value ? is.product : is.numbers[value];
  }

  function blankUnit(sku: string, serial: string): ModelUnit {
    const key = `${sku}|${serial}`;
    const taken = now.units[key];
    if (taken && taken.events.length === 0) return taken;
    return {
      key: taken ? `${key}#${Object.keys(now.units).length}` : key,
      firstProduct: sku,
      firstSerial: serial,
      events: [],
    };
  }

  // ---- One unit

  function judgeUnit(
    move: ModelMove,
    request: ModelRequest,
    scan: ModelScan,
    unit: ModelUnit,
    numbers: Record<string, string>,
    isLead: boolean,
    other: Case['other'],
  ): ModelAnswer {
    const one = caseOf(move, request, scan, unit, isLead, other);
    const wrong = [...malformed(one), ...takenNumber(one, unit)];
    if (wrong.length > 0) throw new No(first(wrong));
    const since = isLate(move, scan) ? standing(unit).filter((event) => event.seq > scan.seen!) : [];
    const effect = lateness(
      move.name,
      since.map((event) => event.move),
    );
    const isObserved = move.seen || (since.length > 0 && isDone(move.name));
    const document = documentOf(request);
    const paper = document === undefined ? undefined : paperSays(one, unit, document, request.site);
    const refusals = isObserved || effect !== 'apply' ? [] : reasons(one);
    // What is told late is kept whatever its paper says.
    if (paper && !move.seen && since.length === 0) refusals.push(paper);
    if (refusals.length > 0) throw new No(first(refusals));
    const { says, exceptions, sale } = effect === 'apply' ? results(one, isObserved) : overtaken(one, effect);
    const opened = sale && now.sales.length + 1;
    if (opened !== undefined) {
      if (sale === 'bound') says.sale = opened;
      now.sales.push({
        unit: unit.key,
        seq: unit.events.length + 1,
        document,
        bound: sale === 'bound',
        open: true,
      });
    }
    const attaches = unit.events.length === 0 || move.name === 'receive' || move.name === 'announce';
    if (attaches && Object.keys(numbers).length > 0) says.numbers = numbers;
    const seq = append(unit, { move: move.name, says, document: paper ? undefined : document, opened });
    if (document?.startsWith('receipt:') && !paper) now.receiptSites[document] ??= request.site;
    const { is } = one;
    const to = stateOf(unit);
    if (is.sale !== null && is.sale !== to.sale && !handsOnSale.includes(move.name))
      now.sales[is.sale - 1]!.open = false;
    if (move.name === 'misidentified') moveDocuments(unit, other!.key);
    return { ...blank, outcome: 'recorded', unit: unit.key, status: to.status, seq, exceptions };
  }

  function caseOf(
    move: ModelMove,
    request: ModelRequest,
    scan: ModelScan,
    unit: ModelUnit,
    isLead: boolean,
    other: Case['other'],
  ): Case {
    const is = stateOf(unit);
    const details = scan.details ?? {};
    const scoped = scopesOn({
      ...is,
      lot: textIn(details.lot) ?? is.lot,
      supplier: textIn(details.supplier) ?? is.supplier,
    });
    const standingScopes = scoped.filter((hold) => !is.released.includes(hold));
    const { unknown, wipe } = bySku.get(is.product)!;
    const document = documentOf(request);
    return {
      move,
      is,
      holds: [...new Set([...is.holds, ...standingScopes])].sort(),
      scoped,
      unknownSerials: unknown,
      wipe,
      details,
      spot: spotOf(request),
      spotGiven: request.location !== undefined,
      other,
      sameSale: is.sale !== null && document !== undefined && now.sales[is.sale - 1]!.document === document,
      knownSku: bySku.has(String(details.sku)),
      isLead,
    };
  }

  function append(unit: ModelUnit, event: Omit<ModelEvent, 'seq'>): number {
    const seq = unit.events.length + 1;
    now.units[unit.key] = unit;
    unit.events.push({ seq, ...event });
    return seq;
  }

  function isTaken(unit: ModelUnit, value: string, within: string): boolean {
    return Object.values(now.units).some((one) => one !== unit && namesNow(stateOf(one), value) === within);
  }

  function takenNumber({ move, is, details }: Case, unit: ModelUnit): string[] {
    if (move.name === 'change_product' && bySku.has(String(details.sku)))
      return isTaken(unit, is.serial, String(details.sku)) ? ['number_taken'] : [];
    if (move.name !== 'reidentify') return [];
    if (!textIn(details.identifier)) {
      const [oldKind, old] = splitOnce(String(details.replaces ?? 'serial:'));
      const isOwn = namesNow(is, old) === withinOf(oldKind, is.product);
      return oldKind === 'serial' || isOwn ? [] : ['details_wrong'];
    }
    const [kind, value] = splitOnce(String(details.identifier));
    const found = isTaken(unit, value, withinOf(kind, is.product)) ? ['number_taken'] : [];
    const owns = (one: string, within: string) => namesNow(is, one) === within;
    if (owns(value, withinOf(kind, is.product))) found.push('details_wrong');
    const [oldKind, old] = splitOnce(String(details.replaces ?? 'serial:'));
    if (oldKind !== 'serial' && !owns(old, withinOf(oldKind, is.product))) found.push('details_wrong');
    return found;
  }

  // ---- Taking back

  function moveToAnnul(request: ModelRequest, scan: ModelScan): string | undefined {
    const [found] = others(request, [scan]);
    const unit = found && now.units[found.key];
    return unit?.events.find((event) => event.seq === scan.details?.seq)?.move;
  }

  function annul(
    request: ModelRequest,
    unit: ModelUnit,
    scan: ModelScan,
    isLead: boolean,
    beside: readonly ModelScan[],
  ): ModelAnswer {
    const { seq, reason } = scan.details ?? {};
    if (!isGiven(seq) || !isGiven(reason)) throw new No('details_missing');
    if (!Number.isSafeInteger(seq) || (seq as number) < 1) throw new No('details_wrong');
    const event = unit.events.find((one) => one.seq === seq);
    if (!event) throw new No('event_not_found');
    // A life that was handed on is handed on again, not taken back.
    const isHandOver = event.move === 'misidentified' || event.move === 'inherit';
    if (event.annuls !== undefined || isHandOver) throw new No('cannot_be_annulled');
    if (!standing(unit).includes(event)) throw new No('already_annulled');
    const pair = modelMoves.get(event.move)!.pair;
    const isWhole = beside.some((other) => other !== scan && moveToAnnul(request, other) === pair);
    const gap = opensGap(unit, event.seq);
    const holdsChange = (event.says.holds ?? []).some((hold) => isForLeads(hold.slice(1)));
    if ((gap || holdsChange) && !isLead) throw new No('lead_needed');
    if (pair !== undefined && !isWhole) throw new No('half_of_a_pair');
    const before = stateOf(unit);
    const without = stateOf(unit, event.seq);
    const regained = Object.entries(without.numbers).filter(([value]) => before.numbers[value] === undefined);
    for (const [value, within] of [...regained, [without.serial, without.product] as const])
      if (isTaken(unit, value, within)) throw new No('number_taken');
    const own = unit.events.length + 1;
    unit.events.push({ seq: own, move: 'annul', says: {}, annuls: event.seq });
    // The paper is told anew by the unit's own events.
    if (event.document) delete now.moved[`${unit.key} ${event.document}`];
    const is = stateOf(unit);
    if (event.opened !== undefined && !now.sales[event.opened - 1]!.bound)
      now.sales[event.opened - 1]!.open = false;
    if (before.sale !== is.sale && !handsOnSale.includes(event.move)) {
      if (before.sale !== null) now.sales[before.sale - 1]!.open = false;
      if (is.sale !== null) now.sales[is.sale - 1]!.open = true;
    }
    const exceptions = gap ? ['history_gap'] : [];
    return { ...blank, outcome: 'recorded', unit: unit.key, status: is.status, seq: own, exceptions };
  }

  /** Whether a later event followed from the life before it, and does not without the annulled one. */
  function opensGap(unit: ModelUnit, seq: number): boolean {
    const follows = (events: readonly ModelEvent[]) => {
      const found = new Set<number>();
      const life: ModelUnit = { ...unit, events: [] };
      for (const event of events) {
        const { status, before } = stateOf(life);
        const { from, to } = modelMoves.get(event.move)!;
        const back = to !== 'before' || event.says.memory !== 'pop' || event.says.status === before.at(-1);
        if (from.includes(status) && back) found.add(event.seq);
        life.events.push(event);
      }
      return found;
    };
    const whole = follows(standing(unit));
    const rest = follows(standing(unit, seq));
    return [...whole].some((one) => one > seq && !rest.has(one));
  }

  // ---- Documents

  /** What a receipt says of the units on it is read off the standing events that it took up. */
  function memberOf(unit: ModelUnit, document: string | undefined): string | undefined {
    if (document === undefined) return undefined;
    const passed = now.moved[`${unit.key} ${document}`];
    let is = passed?.state;
    const gone = Math.max(now.movedAway[unit.key] ?? 0, passed?.seq ?? 0);
    for (const event of standing(unit)) {
      if (event.document !== document || event.seq <= gone) continue;
      if (!document.startsWith('receipt:')) is = 'recorded';
      else if (event.move === 'announce') is = is === 'recorded' || is === 'extra' ? 'recorded' : 'listed';
      else if (event.move === 'cancel_announcement') is = is === 'listed' ? 'cancelled' : is;
      else if (is !== 'recorded' && is !== 'extra') is = is === 'listed' ? 'recorded' : 'extra';
    }
    return is;
  }
  function moveDocuments(from: ModelUnit, key: string): void {
    const to = now.units[key];
    for (const document of papersOf(from)) {
      const both = [memberOf(from, document), to && memberOf(to, document)];
      if (both[0] === undefined) continue;
      const listed = both.includes('listed') || both.includes('recorded');
      const came = both.includes('recorded') || both.includes('extra');
      const receipt = came ? (listed ? 'recorded' : 'extra') : listed ? 'listed' : 'cancelled';
      const state = document.startsWith('receipt:') ? receipt : 'recorded';
      const last = to?.events.at(-1);
      const seq = last?.move === 'inherit' ? last.seq : (last?.seq ?? 0) + 1;
      now.moved[`${key} ${document}`] = { state, seq };
      delete now.moved[`${from.key} ${document}`];
    }
    now.movedAway[from.key] = from.events.length;
  }

  /** Every document that a unit was ever on, by its own events or by those of the number it went by. */
  function papersOf(unit: ModelUnit): Set<string> {
    const passed = Object.keys(now.moved).filter((key) => key.startsWith(`${unit.key} `));
    const own = unit.events.flatMap((event) => event.document ?? []);
    return new Set([...own, ...passed.map((key) => key.slice(unit.key.length + 1))]);
  }

  function receiptOf(document: string) {
    const all = Object.values(now.units).map((unit) => memberOf(unit, document));
    const count = (...states: string[]) => all.filter((state) => states.includes(state!)).length;
    return { expected: count('listed', 'recorded'), received: count('recorded'), extra: count('extra') };
  }

  /** A receipt is made by the first unit that names it. */
  function isMade(document: string): boolean {
    return Object.values(now.units).some((one) => one.events.some((e) => e.document === document));
  }

  /** Why the document does not take the scan, if it does not. Only receipts have rules. */
  function paperSays(
    { move, details }: Case,
    unit: ModelUnit,
    document: string,
    site: string,
  ): string | undefined {
    if (!document.startsWith('receipt:')) return undefined;
    const begins = move.name === 'announce' || move.name === 'receive';
    const exists = isMade(document);
    if (!exists && !begins) return 'document_unknown';
    if (!begins && move.name !== 'cancel_announcement') return 'details_wrong';
    if (exists && now.receiptSites[document] !== site) return 'document_of_another_site';
    const member = memberOf(unit, document);
    const came = member === 'recorded' || member === 'extra';
    if (move.name === 'cancel_announcement') return member === 'listed' ? undefined : 'not_on_document';
    if (came || (move.name === 'announce' && member === 'listed')) return 'already_on_document';
    const unlisted = move.name === 'receive' && member !== 'listed' && receiptOf(document).expected > 0;
    return unlisted && !textIn(details.reason) ? 'not_on_document' : undefined;
  }

  // ---- Scopes

  function scopesOn(is: Scoped): string[] {
    return [...new Set(now.scopes.filter((scope) => fits(scope, is)).map((scope) => scope.hold))].sort();
  }

  /** From the one row on everything is judged under it; then it is written into the life of each unit. */
  function scopeScan(move: string, scan: ModelScan, isLead: boolean): ModelAnswer {
    if (!isLead) throw new No('lead_needed');
    const { kind, reference, scope } = scan.details as { kind: string; reference?: string; scope: Scope };
    if (!isGiven(kind)) throw new No('details_missing');
    if (!holdKinds.includes(kind)) throw new No('details_wrong');
    const said: Scope = { ...scope, hold: reference ? `${kind}:${reference}` : kind };
    if (Object.keys(scope).length === 0) throw new No('details_missing');
    if (said.sku !== undefined && !bySku.has(said.sku)) throw new No('unknown_product');
    const isSame = (one: Scope) =>
      ['hold', 'sku', 'lot', 'supplier', 'serials'].every((f) => one[f as 'hold'] === said[f as 'hold']);
    const kept = now.scopes.filter((one) => !isSame(one));
    if (move === 'lift_hold' && kept.length === now.scopes.length) throw new No('hold_not_found');
    now.scopes = move === 'place_hold' ? [...now.scopes, said] : kept;
    for (const unit of Object.values(now.units)) spread(move, said, unit);
    return { ...blank, outcome: 'recorded' };
  }

  function spread(move: string, scope: Scope, unit: ModelUnit): void {
    const is = stateOf(unit);
    const has = is.holds.includes(scope.hold);
    if (is.see !== null || unit.events.length === 0 || !fits(scope, is)) return;
    if (move === 'place_hold' && !has) append(unit, { move, says: { holds: [`+${scope.hold}`] } });
    const stays = scopesOn(is).includes(scope.hold);
    if (move === 'lift_hold' && has && !stays) append(unit, { move, says: { holds: [`-${scope.hold}`] } });
  }

  // ---- Plain products

  function judgePieces(
    move: string,
    request: ModelRequest,
    scan: ModelScan,
    plain: ModelProduct,
  ): ModelAnswer {
    const details = scan.details ?? {};
    const here = spotOf(request);
    const from = details.from === undefined ? undefined : `${request.site}/${String(details.from)}`;
    if (from !== undefined && !spots.includes(String(details.from))) throw new No('details_wrong');
    const does = Object.keys(piecesDo).find((what) => piecesDo[what]!.split(' ').includes(move));
    if (!does) throw new No('move_needs_serial');
    const { quantity } = scan;
    if (quantity === undefined) throw new No('quantity_needed');
    if (!Number.isSafeInteger(quantity) || quantity < (does === 'counted' ? 0 : 1))
      throw new No('details_wrong');
    if (move === 'retire' && !isGiven(details.reason)) throw new No('details_missing');
    if (does === 'between' && from === undefined) throw new No('details_missing');
    const moves = does === 'between' || (does === 'restocked' && from !== undefined);
    if (moves && from === here) throw new No('details_wrong');
    const at = (place: string) => now.pieces[`${plain.sku}@${place}`] ?? 0;
    const source = moves ? from! : does === 'arrived' ? 'carrier' : here;
    const takes = moves || ['out', 'sold', 'sent', 'arrived'].includes(does);
    const short = takes && at(source) < quantity;
    if (short && does !== 'sold' && does !== 'arrived') throw new No('quantity_not_there');
    const paper = request.document && `${request.document.kind}:${request.document.number}`;
    if (
      move === 'receive' &&
      paper?.startsWith('receipt:') &&
      isMade(paper) &&
      now.receiptSites[paper] !== request.site
    )
      throw new No('document_of_another_site');
    const add = (place: string, by: number) => {
      if (by !== 0) now.pieces[`${plain.sku}@${place}`] = at(place) + by;
    };
    if (takes) add(source, -quantity);
    if (does === 'sent') add('carrier', quantity);
    if (does === 'in' || does === 'arrived' || moves || (does === 'restocked' && !moves)) add(here, quantity);
    if (does === 'counted') add(here, quantity - at(here));
    const exceptions = short ? ['quantity_below_zero'] : [];
    return { ...blank, outcome: 'recorded', exceptions, quantity: at(here) };
  }

  return {
    record,
    get memory() {
      return now;
    },
    memberOf,
    receiptOf,
  };
}

export type Model = ReturnType<typeof openModel>;

const spots = ['FLOOR', 'DOCK', 'A-01', 'QUARANTINE', 'CAGE'];
/** A code with a wrong check digit. */
export const unreadable = '(01)04006381333930(21)X';

const piecesDo: Record<string, string> = {
  in: 'receive void_shipment refuse_delivery return_undeliverable report_carrier_damage take_into_custody return_by_vendor refuse_by_vendor end_loan find recover remove_part',
  out: 'ship hand_over sell give_back send_back send_to_vendor lend lose retire install',
  sold: 'record_sale',
  between: 'put_away move_spot pick undo_pick stage unstage',
  restocked: 'restock',
  sent: 'send_to_site',
  arrived: 'receive_at_site',
  counted: 'count',
  nothing: 'announce cancel_announcement pack undo_pack deliver',
};

const handsOnSale = [
  'cross_correct',
  'misidentified',
  'inherit',
  'replaced_by_vendor',
  'replacement_from_vendor',
];

const blank = { exceptions: [] as readonly string[] };
const answerNo = (code: string): ModelAnswer => ({ ...blank, outcome: 'refused', code });
const stands = ({ outcome }: ModelAnswer) => outcome === 'recorded' || outcome === 'repeated';
const first = (codes: readonly string[]) => precedence.find((code) => codes.includes(code))!;

function documentOf({ document }: ModelRequest): string | undefined {
  return document && `${document.kind}:${document.number}`;
}

type Scoped = Pick<ModelState, 'product' | 'serial' | 'lot' | 'supplier'>;

/** All that a scope says must be true of the unit. */
function fits({ sku, lot, supplier, serials }: Scope, is: Scoped): boolean {
  const isOne = (said: string | undefined, has: string | null) => said === undefined || said === has;
  const inSerials = serials === undefined || serials.split(', ').some((part) => inSet(part, is.serial));
  return isOne(sku, is.product) && isOne(lot, is.lot) && isOne(supplier, is.supplier) && inSerials;
}

/** A part of a set of serials: `abc*`, `abc01..abc09` or one serial. */
function inSet(part: string, serial: string): boolean {
  if (part.endsWith('*')) return serial.startsWith(part.slice(0, -1));
  const [from, to] = part.split('..');
  if (to === undefined) return serial === from;
  return serial.length === from!.length && serial >= from! && serial <= to;
}

function contentOf({ move, site, location, document }: ModelRequest, scan: ModelScan): string {
  const { id: _id, details, ...rest } = scan;
  const parts = Object.entries({ ...rest, ...details }).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([move, site, location, document, parts]);
}
