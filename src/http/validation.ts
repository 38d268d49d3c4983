import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Problem } from './errors.ts';

type Part = 'body' | 'params' | 'querystring' | 'headers';
type Checked = { readonly value: unknown } | { readonly error: Problem };

/** A compiled check of one part of a request; a wrong one becomes a problem that names the place. */
export function compileCheck(schema: TSchema, part: Part): (value: unknown) => Checked {
  const compiled = Compile(schema);
  const name = part === 'querystring' ? 'query' : part;
  return (given) => {
    const value = part === 'body' ? given : withNumbers(given, schema);
    const nul = part === 'body' ? undefined : nulIn(value as Record<string, unknown>);
    if (nul !== undefined)
      return {
        error: new Problem('forbidden_character', `${name}.${nul} holds NUL.`, { where: `${name}.${nul}` }),
      };
    if (compiled.Check(value)) return { value };
    if (part === 'body' && (value === undefined || value === null)) return { error: bodyMissing() };
    return { error: wrong(compiled.Errors(value) as readonly SchemaError[], name) };
  };
}

/** The first part of an address with a NUL in it, which PostgreSQL cannot hold. Bodies are looked at by parseJson. */
function nulIn(parts: Record<string, unknown>): string | undefined {
  return Object.keys(parts).find((name) => typeof parts[name] === 'string' && parts[name].includes('\0'));
}

function bodyMissing(): Problem {
  return new Problem('body_missing', 'Send a JSON object with the content type application/json.');
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Texts of an address as the numbers and truths that the schema wants; what does not look like one stays text and fails. */
function withNumbers(given: unknown, schema: TSchema): unknown {
  const properties = (schema as { properties?: Record<string, { type?: unknown }> }).properties ?? {};
  const value: Record<string, unknown> = { ...(given as Record<string, unknown>) };
  for (const [name, text] of Object.entries(value)) {
    const type = properties[name]?.type;
    if (type === 'integer' && typeof text === 'string' && /^-?[0-9]{1,16}$/.test(text))
      value[name] = Number(text);
    if (type === 'boolean' && (text === 'true' || text === 'false')) value[name] = text === 'true';
  }
  return value;
}

function wrong(errors: readonly SchemaError[], part: string): Problem {
  const [first] = errors.filter(({ keyword }) => keyword !== 'boolean').sort((a, b) => rank(a) - rank(b));
  if (!first) return new Problem('invalid_request', `The ${part} does not have the right form.`);
  const where = placeOf(first, part);
  const limit = limitOf(first);
  const code = first.keyword === 'maxItems' ? 'too_many_items' : 'invalid_request';
  return new Problem(code, `${where}: ${sayWhy(first)}.`, {
    where,
    ...(limit === undefined ? {} : { limit }),
  });
}

/** A limit that was passed is said before anything else, then names that are missing or unknown. */
function rank({ keyword }: SchemaError): number {
  if (keyword === 'maxItems') return 0;
  return keyword === 'required' || keyword === 'additionalProperties' ? 1 : 2;
}

function limitOf({ keyword, params }: SchemaError): number | undefined {
  return keyword.startsWith('max') && typeof params.limit === 'number' ? params.limit : undefined;
}

/** `/scans/3/codes/0` as `scans[3].codes[0]`; parts of the address keep their part's name in front. */
function placeOf({ instancePath, keyword, params }: SchemaError, part: string): string {
  const steps = instancePath.split('/').slice(1);
  const named = keyword === 'additionalProperties' ? params.additionalProperties : params.requiredProperties;
  if (Array.isArray(named) && named.length > 0) steps.push(String(named[0]));
  const path = steps.map((step) => (/^[0-9]+$/.test(step) ? `[${step}]` : `.${unescaped(step)}`)).join('');
  return part === 'body' ? path.replace(/^\./, '') || 'body' : `${part}${path}`;
}

/** JSON Pointer (RFC 6901): `~1` is `/`, `~0` is `~`. Long names are cut. */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~').slice(0, 64);
}

function sayWhy({ keyword, params, message }: SchemaError): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not known here';
    case 'enum':
      return `must be one of ${(params.allowedValues as readonly unknown[]).join(', ')}`;
    default:
      return message;
  }
}
