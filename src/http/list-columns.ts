import type { TSchema } from 'typebox';
import type { Cell } from '../platform/sheet-rows.ts';

/** A column of a list's file, and where an item has it. */
export interface ListColumn {
  /** As in the JSON; members of members with a point: `document.number`. */
  readonly name: string;
  cellOf(item: unknown): Cell;
}

interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly anyOf?: readonly Shape[];
}

/**
 * What an item's contract names, in its order: objects give a column for each member, lists of words become one text
 * with spaces between them, and whatever else is no plain value is JSON. Null where items have many shapes.
 */
export function listColumns(item: TSchema): readonly ListColumn[] | null {
  const { properties } = item as Shape;
  return properties ? columnsWithin(properties, []) : null;
}

function columnsWithin(properties: NonNullable<Shape['properties']>, at: readonly string[]): ListColumn[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = [...at, name];
    const within = membersOf(schema as Shape);
    if (within) return columnsWithin(within, path);
    return [{ name: path.join('.'), cellOf: (item: unknown) => cell(memberOf(item, path)) }];
  });
}

/** Members of an object, or of one that may be null. */
function membersOf({ properties, anyOf }: Shape): Shape['properties'] {
  if (properties) return properties;
  const some = anyOf?.filter(({ type }) => type !== 'null');
  return some?.length === 1 ? some[0]!.properties : undefined;
}

function memberOf(item: unknown, path: readonly string[]): unknown {
  let value = item;
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(' ') || null;
  return JSON.stringify(value);
}
