import type { TestApp } from './app.ts';

const csv = { 'content-type': 'text/csv' };

// biome-ignore lint/suspicious/noExplicitAny: tests look into bulk moves as they are answered
type BulkMoveTold = any;

/** Moves many units of a test app at once, and waits for what becomes of them. */
export function bulkMovesOf(app: TestApp, key?: string) {
  const more = key === undefined ? {} : { key };

  async function make(wanted: object): Promise<BulkMoveTold> {
    const told = await app.ask('POST', '/api/bulk-moves', wanted, more);
    if (told.status !== 201) throw new Error(told.text);
    return told.body;
  }

  async function bring(text: string | Buffer, query: string): Promise<BulkMoveTold> {
    const told = await app.ask('POST', `/api/bulk-moves/file?${query}`, text, { headers: csv, ...more });
    if (told.status !== 201) throw new Error(told.text);
    return told.body;
  }

  async function read(id: number): Promise<BulkMoveTold> {
    return (await app.ask('GET', `/api/bulk-moves/${id}`, undefined, more)).body;
  }

  async function begin(id: number, what: string): Promise<BulkMoveTold> {
    const told = await app.ask('POST', `/api/bulk-moves/${id}/task`, { do: what }, more);
    if (told.status !== 200) throw new Error(told.text);
    return told.body;
  }

  /** Orders something and waits for its end. */
  async function order(id: number, what: string): Promise<BulkMoveTold> {
    await begin(id, what);
    for (;;) {
      const row = await read(id);
      if (row.state !== 'working') return row;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const move = async (wanted: object) => order((await make(wanted)).id, 'run');

  return { make, bring, read, begin, order, move };
}
