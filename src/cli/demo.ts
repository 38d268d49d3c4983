import { randomUUID } from 'node:crypto';
import { type Listener, tellStory } from '../demo/story.ts';
import { StartProblem } from '../platform/start-problem.ts';
import type { Client } from './client.ts';
import { exits, type ServerCommand } from './command.ts';

export const demoCommand: ServerCommand = {
  usage: 'demo',
  summary: 'give a server without sites a small retailer to look at',
  options: [],
  help: `
A warehouse, two stores and 500 units with a history: announced, received, sold, brought back, and one recall. Everything
goes through the API as scans. Needs an administrator's key. "npm start" does the same for a new database by itself.

Exit codes: 0 done, 78 the server has sites already.

Examples:
  $ unitrail demo`,
  async run({ client, terminal }) {
    const { items } = await client.ask<{ items: unknown[] }>('GET', '/api/sites?limit=1');
    if (items.length > 0)
      throw new StartProblem('configuration', `The server at ${client.url} has sites already.`);
    let recorded = 0;
    const record = recorder(client);
    await tellStory({
      async createSite(site) {
        await client.ask('POST', '/api/sites', site);
      },
      async createSupplier(supplier) {
        await client.ask('POST', '/api/suppliers', supplier);
      },
      async createCategory(category) {
        await client.ask('POST', '/api/categories', category);
      },
      async setWarranty(sku, terms) {
        await client.ask('POST', `/api/products/${encodeURIComponent(sku)}/warranties`, terms);
      },
      async createProduct(product) {
        await client.ask('POST', '/api/products', product);
      },
      async record(request, scans) {
        await record(request, scans);
        recorded += scans.length;
        terminal.progress(`${recorded} scans`);
      },
    });
    terminal.print(`${recorded} scans were recorded: a warehouse, two stores and 500 units.`);
    return exits.fine;
  },
};

function recorder(client: Client): Listener['record'] {
  return async (request, scans) => {
    const inputs = scans.map((scan) => ({ ...scan, id: randomUUID(), input: 'scanned' }));
    const { answers } = await client.ask<{ answers: { outcome: string; sentence: string }[] }>(
      'POST',
      '/api/scans',
      { ...request, scans: inputs },
    );
    const no = answers.find(({ outcome }) => outcome !== 'recorded');
    if (no) throw new StartProblem('unusable', `The story stopped at ${request.move}: ${no.sentence}`);
  };
}
