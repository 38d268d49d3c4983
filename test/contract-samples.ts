import { randomUUID } from 'node:crypto';

/** JSON Schema as the contracts use it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export type Path = readonly (string | number)[];

/** Places in a contract where a caller may write any text; of an open object the member `note`. */
export function textPlaces(schema: Schema, at: Path = []): Path[] {
  const one = plain(schema);
  if (one.enum !== undefined || one.const !== undefined) return [];
  if (one.type === 'string') return [at];
  if (one.type === 'array' && one.items) return textPlaces(one.items, [...at, 0]);
  if (one.type !== 'object') return [];
  const named = Object.entries(one.properties ?? {}).flatMap(([name, own]) => textPlaces(own, [...at, name]));
  return one.additionalProperties === true ? [...named, [...at, 'note']] : named;
}

/** The least that fits a contract: what is required, with values that are known where the shop has them. */
export function sampleOf(schema: Schema, known: Readonly<Record<string, () => unknown>>, name = ''): unknown {
  const own = known[name];
  if (own !== undefined) return own();
  const one = plain(schema);
  if (one.const !== undefined) return one.const;
  if (one.enum !== undefined) return one.enum[0];
  switch (one.type) {
    case 'string':
      return one.format === 'uuid'
        ? randomUUID()
        : one.format === 'date-time'
          ? '2026-11-23T09:00:00Z'
          : 'A1';
    case 'integer':
    case 'number':
      return Math.max(1, one.minimum ?? 1);
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: one.minItems ?? 0 }, () => sampleOf(one.items ?? {}, known));
    case 'object':
      return Object.fromEntries(
        (one.required ?? []).map((member) => [
          member,
          sampleOf(one.properties?.[member] ?? {}, known, member),
        ]),
      );
    default:
      return 'A1';
  }
}

/** The sample with a text at a place; what leads there is made where it is not there. */
export function withText(
  schema: Schema,
  known: Readonly<Record<string, () => unknown>>,
  place: Path,
  text: string,
): unknown {
  const value = sampleOf(schema, known);
  return put(plain(schema), known, value, place, text);
}

function put(
  schema: Schema,
  known: Readonly<Record<string, () => unknown>>,
  value: unknown,
  [step, ...rest]: Path,
  text: string,
): unknown {
  if (step === undefined) return text;
  const inner = plain((typeof step === 'number' ? schema.items : schema.properties?.[step]) ?? {});
  const before = (value as Record<string | number, unknown> | undefined)?.[step];
  const start = before ?? (rest.length === 0 ? undefined : sampleOf(inner, known, String(step)));
  const changed = put(inner, known, start, rest, text);
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[step] = changed;
    return list;
  }
  return { ...(value as Record<string, unknown>), [step]: changed };
}

/** What stands at a place of an answer; undefined where there is no such place. */
export function at(value: unknown, place: Path): unknown {
  return place.reduce<unknown>(
    (found, step) => (found as Record<string | number, unknown> | null)?.[step],
    value,
  );
}

/** The contract of a place; an empty one where the contract leaves it open. */
export function schemaAt(schema: Schema, [step, ...rest]: Path): Schema {
  const one = plain(schema);
  if (step === undefined) return one;
  return schemaAt((typeof step === 'number' ? one.items : one.properties?.[step]) ?? {}, rest);
}

/** Of a choice that allows null the other one. */
function plain(schema: Schema): Schema {
  const choices = schema.anyOf ?? schema.oneOf;
  return choices?.find(({ type }) => type !== 'null') ?? schema;
}
