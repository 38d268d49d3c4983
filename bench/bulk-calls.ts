import { Agent, request } from 'node:http';
import type { Server } from './processes.ts';
import { spotCode } from './world.ts';

/** Calls of many scans over HTTP, as a receiving programme makes them. */
export interface BulkCall {
  readonly move: string;
  readonly site: string;
  readonly location: string;
  readonly document?: { readonly kind: string; readonly number: string };
  readonly atomicity?: 'each' | 'all_or_nothing';
  readonly scans: readonly { id: string; codes: string[]; input: string; details?: { sku: string } }[];
}

const agent = new Agent({ keepAlive: true });

/** Sends the call and answers the milliseconds until the whole reply was there. Every scan must have been recorded. */
export function sendCall(server: Server, call: BulkCall): Promise<number> {
  const body = Buffer.from(JSON.stringify(call));
  const headers = {
    authorization: `Bearer ${server.key}`,
    'content-type': 'application/json',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request(
      { host: '127.0.0.1', port: server.port, path: '/api/scans', method: 'POST', agent, headers },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => {
          const took = performance.now() - started;
          const text = Buffer.concat(chunks).toString('latin1');
          const recorded = text.split('"outcome":"recorded"').length - 1;
          if (recorded === call.scans.length) resolve(took);
          else reject(new Error(`${recorded} of ${call.scans.length} recorded: ${text.slice(0, 600)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

let idsMade = 0;

/** UUIDs that grow, as a device's do. */
function nextId(): string {
  idsMade += 1;
  const time = Date.now().toString(16).padStart(12, '0');
  const tail = idsMade.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7fff-9000-${tail}`;
}

/** A call of one scan for each serial, at the warehouse. */
export function callOf(
  move: string,
  serials: readonly string[],
  more: { sku?: string; receipt?: string; spot?: number; atomicity?: 'all_or_nothing' } = {},
): BulkCall {
  const details = more.sku === undefined ? {} : { details: { sku: more.sku } };
  return {
    move,
    site: 'DC',
    location: spotCode(more.spot ?? 0),
    ...(more.receipt === undefined ? {} : { document: { kind: 'receipt', number: more.receipt } }),
    ...(more.atomicity === undefined ? {} : { atomicity: more.atomicity }),
    scans: serials.map((serial) => ({ id: nextId(), codes: [serial], input: 'scanned', ...details })),
  };
}
