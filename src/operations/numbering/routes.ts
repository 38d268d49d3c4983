import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Caller } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { orProblem } from '../../http/changed.ts';
import { type Asked, endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { askCount, blockById, returnBlock } from './block-work.ts';
import * as wire from './contract.ts';
import { defineNumbers, endNumbers, type NumberingParts, numberedProduct } from './define-numbers.ts';
import { importPool } from './import-pool.ts';
import { ordinalsOf } from './numbers-at.ts';
import * as sql from './queries.ts';
import { takeNumbers } from './take-numbers.ts';
import { blocksOnWire, csvOf, numberingsOnWire } from './view.ts';

export function numberingEndpoints(parts: NumberingParts) {
  return { ...numberingsEndpoints(parts), ...blockEndpoints(parts), ...blockChanges(parts) };
}

function numberingsEndpoints(parts: NumberingParts) {
  const { database } = parts;
  const numbering = { description: 'How the numbers come about.', schema: wire.numberingSchema };
  const shown = async (row: sql.NumberingRow) => (await numberingsOnWire(database, [row]))[0]!;
  return {
    list: endpoint({
      id: 'listNumberings',
      summary: 'List how the numbers of products and own labels come about',
      query: wire.numberingQuery,
      replies: { 200: { description: 'Those in force, the oldest first.', schema: wire.numberingPage } },
      async handle({ query }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const { isAll, product } = await whose(parts, query);
        const values = [idCursor(after), isAll, product, limit + 1];
        const { rows } = await database.query<sql.NumberingRow>(sql.selectNumberings, values);
        const items = await numberingsOnWire(database, rows);
        return pageOfRows(
          items,
          limit,
          (item) => item,
          ({ id }) => String(id),
        );
      },
    }),
    define: endpoint({
      id: 'defineNumbering',
      summary: 'Say how the numbers of a product, or of own labels, come about',
      description:
        'In place of what was said before. Numbers that were given out stay given out, and are never given out again; the ' +
        'same settings said again go on where they stood.',
      body: wire.newNumbering,
      replies: { 201: numbering },
      async handle({ body, caller }, reply) {
        const made = orProblem(await defineNumbers(parts, body, caller.actor.id));
        return reply.code(201).send(await shown(made));
      },
    }),
    end: endpoint({
      id: 'endNumbering',
      summary: 'Give out no more of some numbers',
      params: wire.idParams,
      replies: { 200: numbering },
      handle: async ({ params, caller }) =>
        shown(orProblem(await endNumbers(parts, params.id, caller.actor.id))),
    }),
    importPool: endpoint({
      id: 'importNumberPool',
      summary: 'Bring in a maker’s own numbers, to be given out each once',
      body: wire.poolImport,
      replies: { 201: { description: 'What became of them.', schema: wire.poolImported } },
      async handle({ body, caller }, reply) {
        const done = orProblem(await importPool(parts, body, caller.actor.id));
        return reply.code(201).send({ ...done, numbering: await shown(done.numbering) });
      },
    }),
    find: endpoint({
      id: 'findNumberBlocks',
      summary: 'Tell who was given a number',
      params: wire.numberParams,
      query: wire.numberQuery,
      replies: { 200: { description: 'None where nobody was.', schema: wire.numberFound } },
      async handle({ params: { number }, query }) {
        const { product } = await whose(parts, query);
        const { rows } = await database.query<sql.NumberingRow>(sql.selectCandidates, [product]);
        const found: sql.BlockRow[] = [];
        for (const row of rows) {
          const ordinal = (await ordinalsOf(database, row, [number])).get(number);
          if (ordinal === undefined || ordinal >= Math.max(row.next, row.size)) continue;
          const blocks = await database.query<sql.BlockRow>(sql.selectBlocksWith, [row.id, ordinal]);
          found.push(...blocks.rows);
        }
        return { blocks: await blocksOnWire(database, found) };
      },
    }),
  };
}

function blockEndpoints(parts: NumberingParts) {
  const { database } = parts;
  const taken = { description: 'The block.', schema: wire.blockTaken };
  return {
    take: endpoint({
      id: 'takeNumbers',
      summary: 'Take numbers: for oneself, a supplier or a printer',
      description:
        `Up to ${limits.numbersAtOnceMax} come with the answer; more need the permission catalog everywhere, and are made by a ` +
        'job: ask for the block until it is ready, then take its file. They become units when they are commissioned or received.',
      body: wire.blockWish,
      replies: { 201: taken, 202: { ...taken, description: 'The block; its numbers are being made.' } },
      async handle({ body, caller }: Asked<undefined, undefined, typeof wire.blockWish>, reply) {
        if (body.count > limits.numbersAtOnceMax && !mayTakeMany(caller))
          throw new Problem(
            'not_permitted',
            `More than ${limits.numbersAtOnceMax} numbers at once are for those who keep the catalog.`,
            { where: 'body.count', limit: limits.numbersAtOnceMax },
          );
        const { block, numbers } = orProblem(await takeNumbers(parts, body, caller.actor.id));
        const [view] = await blocksOnWire(database, [block]);
        return reply.code(block.state === 'working' ? 202 : 201).send({ ...view, numbers });
      },
    }),
    listBlocks: endpoint({
      id: 'listNumberBlocks',
      summary: 'List who was given which numbers',
      query: wire.blockQuery,
      replies: { 200: { description: 'Blocks, the newest first.', schema: wire.blockPage } },
      async handle({ query }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const { isAll, product } = await whose(parts, query);
        const values = [idCursor(after) || 2_147_483_647, isAll, product, limit + 1];
        const { rows } = await database.query<sql.BlockRow>(sql.selectBlocks, values);
        const items = await blocksOnWire(database, rows);
        return pageOfRows(
          items,
          limit,
          (item) => item,
          ({ id }) => String(id),
        );
      },
    }),
    getBlock: endpoint({
      id: 'getNumberBlock',
      summary: 'Read a block of numbers',
      params: wire.idParams,
      replies: { 200: { description: 'The block.', schema: wire.blockSchema } },
      handle: async ({ params }) =>
        (await blocksOnWire(database, [orProblem(await blockById(parts, params.id))]))[0],
    }),
    file: endpoint({
      id: 'getNumberBlockFile',
      summary: 'Take a block’s numbers as CSV',
      params: wire.idParams,
      replies: {
        200: {
          description: 'One number a line.',
          contentType: 'text/csv; charset=utf-8',
          schema: Type.String(),
        },
      },
      async handle({ params }, reply) {
        const block = orProblem(await blockById(parts, params.id));
        if (block.state === 'working')
          throw new Problem('wrong_state', 'Its numbers are still being made.', { where: 'params.id' });
        reply.header('content-disposition', `attachment; filename="numbers-${block.id}.csv"`);
        reply.type('text/csv; charset=utf-8');
        return reply.send(Readable.from(csvOf(database, block)));
      },
    }),
  };
}

function blockChanges(parts: NumberingParts) {
  const { database } = parts;
  const block = { description: 'The block.', schema: wire.blockSchema };
  const shown = async (row: sql.BlockRow) => (await blocksOnWire(database, [row]))[0];
  return {
    count: endpoint({
      id: 'countNumberBlock',
      summary: 'Count how many of a block’s numbers are units’ by now',
      description: 'A small block at once; a large one by a job: ask for the block until its task is null.',
      params: wire.idParams,
      replies: { 200: block },
      handle: async ({ params }) => shown(orProblem(await askCount(parts, params.id))),
    }),
    returnRest: endpoint({
      id: 'returnNumberBlock',
      summary: 'Take back what is left of a block',
      description:
        'Numbers that no unit has. Those of a maker’s pool are given out again; those of our making never are, as a label may ' +
        'still be somewhere.',
      params: wire.idParams,
      body: wire.blockReturn,
      replies: { 200: block },
      handle: async ({ params, body, caller }) =>
        shown(orProblem(await returnBlock(parts, params.id, body.note ?? null, caller.actor.id))),
    }),
  };
}

function mayTakeMany({ rights }: Caller): boolean {
  return rights.get('catalog') === null;
}

/** Of whom a list is asked for. */
async function whose(
  { database }: NumberingParts,
  { sku, ownLabels }: { readonly sku?: string | undefined; readonly ownLabels?: boolean | undefined },
): Promise<{ readonly isAll: boolean; readonly product: number | null }> {
  if (sku === undefined) return { isAll: ownLabels !== true, product: null };
  const product = await numberedProduct(database, sku);
  if (product !== null && 'problem' in product)
    throw new Problem('unknown_product', `There is no product "${sku}" with numbers.`, {
      where: 'query.sku',
    });
  return { isAll: false, product: product?.id ?? null };
}
