import { type Sites, within } from '../../../domain/sites.ts';
import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { utcTime } from '../../../http/times.ts';
import type { Reference } from '../../../ledger/reference.ts';
import { type UnitView, unitById } from '../../../ledger/unit-view.ts';
import type { ValuationParts } from '../valuation-parts.ts';
import { addCost, takeBackCost } from './change-book.ts';
import * as wire from './contract.ts';
import { unitCosts } from './unit-costs.ts';

/** A unit's own book of costs. */
export function costEndpoints(parts: ValuationParts) {
  const { database, read, clock, reference } = parts;
  const reply = { description: 'The unit’s book.', schema: wire.unitCosts };
  const now = () => clock.now().toISOString();
  const unitOr404 = async (id: number, sites: Sites): Promise<UnitView> => {
    const unit = await unitById(read, await reference(), id, sites);
    if (unit) return unit;
    throw new Problem('unit_not_found', `There is no unit ${id}.`, { where: 'params.id' });
  };
  return {
    get: endpoint({
      id: 'getUnitCosts',
      summary: 'Read what a unit cost',
      description:
        'Specific identification: this very unit’s purchase and whatever it cost since, and its margin once it is sold.',
      params: wire.unitParams,
      query: wire.costsQuery,
      replies: { 200: reply },
      async handle({ params: { id }, query: { knownAt }, caller: { sites } }) {
        const known = utcTime(knownAt, 'query.knownAt') ?? now();
        return unitCosts(database, await unitOr404(id, sites), known, booksOf(await reference(), sites));
      },
    }),
    add: endpoint({
      id: 'addUnitCost',
      summary: 'Write what a unit cost into its book',
      description:
        'Nothing in the book is changed: what was wrong is taken back, or made good by an amount below zero.',
      params: wire.unitParams,
      body: wire.newCost,
      replies: { 201: reply, 200: { ...reply, description: 'As it was sent before.' } },
      async handle({ params: { id }, body, caller: { sites, actor } }, answer) {
        const unit = await unitOr404(id, sites);
        const said = { ...body, at: utcTime(body.at, 'body.at') };
        const names = await reference();
        const { repeated } = orProblem(await addCost(parts, unit, said, { actor: actor.id, names }));
        const book = await unitCosts(database, unit, now(), booksOf(names, sites));
        return answer.code(repeated ? 200 : 201).send(book);
      },
    }),
    takeBack: endpoint({
      id: 'takeBackUnitCost',
      summary: 'Take a line of a unit’s book back',
      params: wire.entryParams,
      body: wire.costTakenBack,
      replies: { 200: reply },
      async handle({ params: { id, entry }, body, caller: { sites, actor } }) {
        const unit = await unitOr404(id, sites);
        const books = booksOf(await reference(), sites);
        const seen = await unitCosts(database, unit, now(), books);
        if (books !== null && !seen.items.some((one) => one.id === entry))
          throw new Problem('cost_not_found', `The book of this unit has no entry ${entry}.`, {
            where: 'params.entry',
          });
        orProblem(await takeBackCost(parts, id, entry, body, actor.id));
        return unitCosts(database, unit, now(), books);
      },
    }),
  };
}

/** The companies whose sites he reaches: what another one paid, or sold the unit for, is not told. Null: all. */
function booksOf({ sites: all, owners }: Reference, reach: Sites): ReadonlySet<string> | null {
  if (reach === null) return null;
  const own = [...all.values()].filter(({ id }) => within(reach, id));
  return new Set(own.flatMap(({ owner }) => owners.get(owner) ?? []));
}
