import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TProperties, type TSchema, Type } from 'typebox';
import { limits } from '../domain/limits.ts';
import { choice, record } from '../platform/schemas.ts';
import type { Cell } from '../platform/sheet-rows.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { Problem } from './errors.ts';
import { type ListColumn, listColumns } from './list-columns.ts';
import { asCsv, asXlsx, fileTypes } from './write-list.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

interface FileQuery {
  readonly format?: keyof typeof fileTypes;
  readonly columns?: string;
  readonly after?: string;
}

const fileQuery = {
  format: Type.Optional(
    choice(
      undefined,
      ['csv', 'xlsx', 'json'],
      'The whole list from `after` on as a file, instead of a page; `limit` says nothing then.',
    ),
  ),
  columns: Type.Optional(
    Type.String({
      maxLength: limits.columnNamesLengthMax,
      description: 'Of a file: only these columns, in this order, with commas between them.',
    }),
  ),
};

/**
 * Every list of the API can be taken out as a file, by whoever may read it, narrowed as it is: a GET that answers pages
 * of named columns takes `format`, and then walks its own pages. Other routes stay as they are.
 */
export function withFile(route: Route): Route {
  const { endpoint, method } = route;
  const columns = method === 'GET' ? columnsOf(endpoint) : null;
  if (!columns) return route;
  const { 200: page, ...others } = endpoint.replies;
  return {
    ...route,
    endpoint: {
      ...endpoint,
      query: record(undefined, { ...propertiesOf(endpoint.query), ...fileQuery }),
      replies: { ...others, 200: { ...page!, files: [fileTypes.csv, fileTypes.xlsx] } },
      handle(request, reply) {
        const { format, columns: chosen } = request.query as FileQuery;
        if (format) return answerFile(endpoint, request, reply, columns);
        if (chosen === undefined) return endpoint.handle(request, reply);
        throw new Problem('invalid_request', 'A page has all columns: say a format.', {
          where: 'query.columns',
        });
      },
    },
  };
}

/** The columns of a list's file; null for what is no list, and for lists of many shapes. */
function columnsOf({ query, replies }: Endpoint): readonly ListColumn[] | null {
  const { after } = propertiesOf(query);
  const { items, next } = propertiesOf(replies[200]?.schema);
  const item = (items as { readonly items?: TSchema } | undefined)?.items;
  return after && next && item ? listColumns(item) : null;
}

function propertiesOf(schema: TSchema | undefined): TProperties {
  return (schema as { readonly properties?: TProperties } | undefined)?.properties ?? {};
}

async function answerFile(
  list: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  all: readonly ListColumn[],
) {
  const { format = 'csv', columns: asked, ...query } = request.query as FileQuery;
  if (format === 'json' && asked !== undefined)
    throw new Problem('invalid_request', 'JSON has all columns.', { where: 'query.columns' });
  const columns = chosenColumns(all, asked);
  const read = async (after: string | undefined) => {
    const own = { ...query, limit: limits.pageItemsMax, ...(after === undefined ? {} : { after }) };
    // Through the reply's own writer: a file has what the contract names, as a page has.
    const page = await list.handle(Object.create(request, { query: { value: own } }), reply);
    return JSON.parse(String(reply.serializeInput(page as { [name: string]: unknown }, '200')));
  };
  // The first page is read before the file begins: what is wrong with the question is told as a problem.
  const first = await read(query.after);
  const name = request.routeOptions.url!.split('/').findLast((part) => !part.startsWith(':'));
  reply.header('content-disposition', `attachment; filename="${name}.${format}"`).type(fileTypes[format]);
  if (format === 'json') return Readable.from(asOnePage(first, read), { objectMode: false });
  const names = columns.map((column) => column.name);
  const pieces = inColumns(pagesFrom(first, read), columns);
  if (format === 'csv') return Readable.from(asCsv(names, pieces));
  return (await asXlsx(names, pieces)) ?? throwTooLong();
}

/** The columns asked for, in their order; all if none are. Throws a Problem that names one there is not. */
export function chosenColumns<Column extends { readonly name: string }>(
  all: readonly Column[],
  asked: string | undefined,
): readonly Column[] {
  if (asked === undefined) return all;
  return asked.split(',').map((part) => {
    const found = all.find(({ name }) => name === part.trim());
    if (found) return found;
    const there = all.map(({ name }) => name).join(', ');
    throw new Problem('invalid_request', `There is no column "${part.trim()}"; there are ${there}.`, {
      where: 'query.columns',
    });
  });
}

/** An XLSX file is made in memory, and spreadsheets do not open longer ones. */
export function throwTooLong(): never {
  const limit = limits.exportXlsxRowsMax;
  throw new Problem('too_many_items', `An XLSX file has at most ${limit} lines: take CSV.`, {
    where: 'query.format',
    limit,
  });
}

type Read = (after: string | undefined) => Promise<Page>;

async function* pagesFrom(first: Page, read: Read): AsyncGenerator<readonly unknown[]> {
  yield first.items;
  for (let { next } = first; next !== null; ) {
    const page = await read(next);
    yield page.items;
    next = page.next;
  }
}

async function* inColumns(
  pages: AsyncIterable<readonly unknown[]>,
  columns: readonly ListColumn[],
): AsyncGenerator<(readonly Cell[])[]> {
  for await (const items of pages) yield items.map((item) => columns.map(({ cellOf }) => cellOf(item)));
}

/** The same JSON as a page, with everything in it. */
async function* asOnePage(first: Page, read: Read): AsyncGenerator<string> {
  const { items: _, ...rest } = { ...first, next: null };
  yield `${JSON.stringify(rest).slice(0, -1)},"items":[`;
  let isFirst = true;
  for await (const items of pagesFrom(first, read)) {
    if (items.length === 0) continue;
    yield `${isFirst ? '\n' : ',\n'}${items.map((item) => JSON.stringify(item)).join(',\n')}`;
    isFirst = false;
  }
  yield '\n]}\n';
}
