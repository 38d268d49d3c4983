import type { TestApp } from './app.ts';

const csv = { 'content-type': 'text/csv' };

// biome-ignore lint/suspicious/noExplicitAny: tests look into imports as they are answered
type ImportTold = any;

/** Brings files to a test app and waits for what becomes of them. */
export function importsOf(app: TestApp, key?: string) {
  const more = key === undefined ? {} : { key };

  async function bring(text: string | Buffer, query: string, headers = csv): Promise<ImportTold> {
    const told = await app.ask('POST', `/api/imports?${query}`, text, { headers, ...more });
    if (told.status !== 201) throw new Error(told.text);
    return told.body;
  }

  async function read(id: number): Promise<ImportTold> {
    return (await app.ask('GET', `/api/imports/${id}`, undefined, more)).body;
  }

  async function ended(id: number): Promise<ImportTold> {
    for (;;) {
      const row = await read(id);
      if (row.state !== 'working') return row;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function begin(id: number, what: string): Promise<ImportTold> {
    const told = await app.ask('POST', `/api/imports/${id}/task`, { do: what }, more);
    if (told.status !== 200) throw new Error(told.text);
    return told.body;
  }

  /** Orders something and waits for its end. */
  async function order(id: number, what: string): Promise<ImportTold> {
    await begin(id, what);
    return ended(id);
  }

  const run = async (text: string | Buffer, query: string, headers = csv) =>
    order((await bring(text, query, headers)).id, 'run');

  return { bring, read, ended, begin, order, run };
}

/** Lines that were recorded, recorded before, and refused. */
export function countsOf({ progress: { recorded, repeated, refused } }: ImportTold): number[] {
  return [recorded, repeated, refused];
}
