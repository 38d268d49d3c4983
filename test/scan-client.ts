import type { ScanAnswer, ScanRequestBody } from '../src/operations/scanning/contract.ts';

/** A server that can be asked: its address, and a key that may do what is asked. */
export interface Door {
  readonly url: string;
  readonly key: string;
}

/** The server answered, but not with what was asked for. */
export class NotAnswered extends Error {
  override name = 'NotAnswered';
  readonly status: number;
  constructor(status: number, text: string) {
    super(`${status}: ${text}`);
    this.status = status;
  }
}

/** Records scans over the network. Throws NotAnswered, or whatever a broken connection throws. */
export async function postScans(door: Door, request: ScanRequestBody): Promise<readonly ScanAnswer[]> {
  const { answers } = (await post(door, '/api/scans', request)) as { answers: readonly ScanAnswer[] };
  return answers;
}

export async function post({ url, key }: Door, path: string, body: object): Promise<unknown> {
  const reply = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  if (!reply.ok) throw new NotAnswered(reply.status, await reply.text());
  return reply.json();
}

/** A warehouse, two stores, and a product whose serials may turn up anywhere goods arrive. */
export async function openShop(door: Door, sku: string): Promise<void> {
  await post(door, '/api/products', { sku, name: 'A console' });
  const site = (code: string, name: string, kind: string) =>
    post(door, '/api/sites', {
      code,
      name,
      kind,
      timeZone: 'Europe/Berlin',
      locations: [{ code: 'FLOOR' }, { code: 'A-01', kind: 'bin' }],
    });
  await site('DC', 'Distribution centre', 'warehouse');
  await site('STORE-1', 'First store', 'store');
  await site('STORE-2', 'Second store', 'store');
}
