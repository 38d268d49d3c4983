import type { GrantOnWire } from '../access/sessions/contract.ts';
import type { TestApp, Told } from './app.ts';

type Method = Parameters<TestApp['ask']>[0];

/** Somebody with a browser: it keeps the cookie that it is given, and sends what our own pages send. */
export interface Browser {
  ask(method: Method, url: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Told>;
  /** The whole Cookie header that it would send now. */
  cookie(): string;
}

export interface TestPerson extends Browser {
  readonly id: number;
  readonly login: string;
  readonly password: string;
}

export function browserOf(app: TestApp, cookie = ''): Browser {
  let kept = cookie;
  return {
    cookie: () => kept,
    async ask(method, url, body, headers = {}) {
      const told = await app.ask(method, url, body, {
        key: null,
        headers: { ...(kept === '' ? {} : { cookie: kept }), 'x-unitrail-request': '1', ...headers },
      });
      const given = told.headers['set-cookie'];
      if (given !== undefined) kept = /Max-Age=0/.test(String(given)) ? '' : String(given).split(';')[0]!;
      return told;
    },
  };
}

let made = 0;

/** A person with a password of his own, signed in. */
export async function personIn(app: TestApp, grants: readonly GrantOnWire[]): Promise<TestPerson> {
  made += 1;
  const login = `person${made}`;
  const created = await app.ask('POST', '/api/people', { login, name: `Person ${made}`, grants });
  const browser = browserOf(app);
  const password = `seven blue kettles ${made}`;
  await browser.ask('POST', '/api/session', { login, password: created.body.password });
  const chosen = { password: created.body.password, newPassword: password };
  const told = await browser.ask('POST', '/api/session/password', chosen);
  if (told.status !== 200) throw new Error(`${told.status}: ${told.text}`);
  return { ...browser, id: created.body.id, login, password };
}
