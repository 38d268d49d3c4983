import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { addressOf } from '../http/openapi.ts';

interface Page {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/**
 * Throws unless the page describes this reply; answers which it was, as `GET /api/units 200`. `path` is the route's, with
 * `:name` for parameters.
 */
export type ApiCheck = (method: string, path: string, status: number, type: string, body: unknown) => string;

/** Holds replies against the OpenAPI page with another validator than the server's own. */
export function openApiCheck(page: Page): ApiCheck {
  const ajv = new Ajv2020({ strict: false, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'page', components: page.components });
  const compiled = new Map<string, ValidateFunction>();

  function checkOf(method: string, path: string, status: number, type: string): ValidateFunction {
    const key = `${method} ${path} ${status} ${type}`;
    const before = compiled.get(key);
    if (before) return before;
    const operation = page.paths[addressOf(path)]?.[method.toLowerCase()];
    const response =
      operation?.responses[String(status)] ?? (status >= 400 ? operation?.responses.default : undefined);
    const content = response?.content?.[type];
    if (!content) throw new Error(`the OpenAPI page does not know ${key}`);
    const pointed = JSON.parse(JSON.stringify(content).replaceAll('"#/components/', '"page#/components/'));
    const check = ajv.compile(pointed.schema);
    compiled.set(key, check);
    return check;
  }

  return (method, path, status, type, body) => {
    const check = checkOf(method, path, status, type);
    if (!check(body))
      throw new Error(`${method} ${path} ${status} is not as described: ${ajv.errorsText(check.errors)}`);
    return `${method} ${path} ${status}`;
  };
}
