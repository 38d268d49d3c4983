import { type Static, type TProperties, type TSchema, type TUnsafe, Type } from 'typebox';

// Short ways to write contracts. A schema with a name becomes a component of the OpenAPI page.

/** An object without members that are not named: a mistyped name is noticed. */
export function record<Properties extends TProperties>(
  name: string | undefined,
  properties: Properties,
  description?: string,
) {
  return Type.Object(properties, { ...named(name, description), additionalProperties: false });
}

/** One of some words. */
export function choice<const Word extends string>(
  name: string | undefined,
  words: readonly Word[],
  description?: string,
): TUnsafe<Word> {
  return Type.Unsafe<Word>({ type: 'string', enum: [...words], ...named(name, description) });
}

export function nullable<Schema extends TSchema>(schema: Schema): TUnsafe<Static<Schema> | null> {
  return Type.Unsafe<Static<Schema> | null>({ anyOf: [schema, { type: 'null' }] });
}

export interface NumberLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

/** A whole number that JavaScript keeps exactly. */
export function wholeNumber(options: NumberLimits = {}) {
  return Type.Integer({ minimum: -largest, maximum: largest, ...options });
}

const largest = Number.MAX_SAFE_INTEGER;

/** RFC 3339 in UTC, as every time in an answer. */
export const timestamp = Type.String({ format: 'date-time' });

/** Any JSON object. */
export function anyObject(description?: string): TUnsafe<Readonly<Record<string, unknown>>> {
  return Type.Unsafe({ type: 'object', additionalProperties: true, ...named(undefined, description) });
}

/** The two parameters of every list. */
export function pageQuery(most: number, otherwise: number) {
  return {
    after: Type.Optional(
      Type.String({ maxLength: 200, description: '`next` of the page before; nothing for the first page.' }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: most,
        description: `Items on the page; ${otherwise} if not said.`,
      }),
    ),
  };
}

/** The parameters of a list that can be read in both directions. */
export function bothWaysQuery(most: number, otherwise: number) {
  return {
    ...pageQuery(most, otherwise),
    before: Type.Optional(
      Type.String({
        maxLength: 200,
        description: '`previous` of a page: what stands before it, in the same order. Not with `after`.',
      }),
    ),
  };
}

/** How long a list is. */
export const totalSchema = nullable(
  record(
    'Total',
    {
      count: wholeNumber({ minimum: 0 }),
      more: Type.Boolean({ description: 'There are more than these; nobody has counted them.' }),
    },
    'How many there are on all pages; null where counting would cost more than it is worth.',
  ),
);

/** A page of such a list. */
export function bothWaysPageOf<Item extends TSchema>(name: string, item: Item) {
  return record(name, {
    items: Type.Array(item),
    next: nullable(
      Type.String({
        description: 'Give it as `after` for the next page; a page may be short although there is one.',
      }),
    ),
    previous: nullable(Type.String({ description: 'Give it as `before` for the page before.' })),
    total: totalSchema,
  });
}

/** A page of a list; `next` is null on the last one. */
export function pageOf<Item extends TSchema>(name: string, item: Item) {
  return record(name, {
    items: Type.Array(item),
    next: nullable(Type.String({ description: 'Give it as `after` for the next page.' })),
  });
}

function named(name: string | undefined, description: string | undefined) {
  return {
    ...(name === undefined ? {} : { $id: name }),
    ...(description === undefined ? {} : { description }),
  };
}
