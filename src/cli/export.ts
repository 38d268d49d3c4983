import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileProblem } from '../platform/start-problem.ts';
import { exits, grouped, type ServerCommand } from './command.ts';

export const exportCommand: ServerCommand = {
  usage: 'export <list>',
  summary: 'take a list out as CSV, XLSX or JSON',
  options: [
    ['--format <format>', 'csv, xlsx or json; csv if not given'],
    ['--out <file>', 'where to; standard output if not given'],
    ['--columns <names>', 'only these, with commas between them'],
    ['--site <code>', 'of one site'],
    ['--sku <sku>', 'of one product (units)'],
    ['--status <status>', 'of one status (units)'],
    ['--unit <number>', 'of which unit (history)'],
  ],
  help: `
Lists: units, products, sites, locations, exceptions, quantity, history. What is taken out can be brought in again.
Every other list of the API by its address, narrowed as it takes it: /api/people, "/api/audit?actor=person:ana".

Examples:
  $ unitrail export units --site DC --out stock.csv
  $ unitrail export products --format json | jq length
  $ unitrail export history --unit 42
  $ unitrail export /api/devices --columns name,site,lastSeenAt`,
  async run({ client, terminal, args: [list], options, stop }) {
    const query = new URLSearchParams();
    for (const name of ['format', 'columns', 'site', 'sku', 'status', 'unit'])
      if (typeof options[name] === 'string') query.set(name, options[name]);
    const reply = await client.open('GET', addressOf(list!, query), {
      signal: stop,
      headers: { accept: '*/*' },
    });
    const { out } = options;
    let bytes = 0;
    const body = Readable.fromWeb(reply.body as never);
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (typeof out === 'string') terminal.progress(`${grouped(bytes)} bytes`);
    });
    try {
      if (typeof out === 'string') await pipeline(body, createWriteStream(out));
      else await pipeline(body, process.stdout, { end: false });
    } catch (error) {
      throw typeof out === 'string' ? fileProblem(error, out) : error;
    }
    return exits.fine;
  },
};

/** A list with a name of its own, or any other as the API has it. */
function addressOf(list: string, query: URLSearchParams): string {
  if (!list.startsWith('/')) return `/api/exports/${encodeURIComponent(list)}?${query}`;
  if (!query.has('format')) query.set('format', 'csv');
  return `${list}${list.includes('?') ? '&' : '?'}${query}`;
}
