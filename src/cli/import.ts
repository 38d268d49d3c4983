import { fileKinds } from '../domain/imports/fields.ts';
import type { ImportChange, ImportOnWire } from '../operations/importing/contract.ts';
import type { Client } from './client.ts';
import { jsonOption, type ServerCommand, type Terminal } from './command.ts';
import { fileName, type JobHome, jobCommands, pairsOf, sendFile, told, watched } from './line-jobs.ts';
import { visible } from './table.ts';

const importHome: JobHome = {
  path: '/api/imports',
  group: 'imports',
  one: 'import',
  title: 'Import',
  again: (id) => `with --corrects ${id}`,
};

export const importCommand: ServerCommand = {
  usage: 'import <file>',
  summary: 'bring a CSV or XLSX file in',
  options: [
    ['--kind <kind>', `${fileKinds.join(', ')}; opening_stock if not given`],
    ['--preset <name>', 'whose columns they are: odoo, erpnext, inventree, shopify, or a saved one'],
    ['--site <code>', 'for lines that say no site'],
    ['--map <field=header...>', 'which column holds a field, where it was guessed wrongly'],
    ['--date-order <order>', 'dmy or mdy, for days like 03/04/2026'],
    ['--accept-junk', 'take serials that look like nobody’s all the same'],
    ['--corrects <import>', 'the import whose lines this file holds again, mended'],
    ['--dry-run', 'only say what would become of each line'],
    ['--errors <file>', 'where lines that are refused are written, to be mended and sent again'],
    jsonOption,
  ],
  help: `
The file is sent, its columns are told, and its lines are recorded by the server; the command waits for the end. Ctrl-C
leaves the server at work: "unitrail imports" goes on watching, pauses, and undoes. The same file sent again records
nothing twice.

Exit codes: 0 every line is recorded, 1 some were refused.

Examples:
  $ unitrail import stock.csv --site DC --dry-run
  $ unitrail import stock.csv --site DC --errors refused.csv
  $ unitrail import serials.xlsx --kind units --preset odoo --map sku=Product`,
  async run(asked) {
    const { client, terminal, args, options } = asked;
    const sent = await send(client, args[0]!, options);
    const made = await changed(client, sent, options);
    if (options.json !== true) sayColumns(terminal, made);
    const task = options.dryRun === true ? 'judge' : 'run';
    await client.ask('POST', `/api/imports/${made.id}/task`, { do: task });
    return told(asked, importHome, await watched(asked, importHome, made.id), options.errors);
  },
};

/** What can be done with imports that are there. */
export const importsCommands: readonly ServerCommand[] = jobCommands(importHome);

type Options = Readonly<Record<string, unknown>>;

function send(client: Client, path: string, options: Options): Promise<ImportOnWire> {
  const { kind = 'opening_stock', preset, site, corrects } = options as Record<string, string | undefined>;
  const query = new URLSearchParams({ kind, name: fileName(path) });
  for (const [name, value] of Object.entries({ preset, site, corrects }))
    if (value !== undefined) query.set(name, value);
  return sendFile(client, path, `/api/imports?${query}`);
}

/** What was guessed, put right by what was typed. */
async function changed(client: Client, made: ImportOnWire, options: Options): Promise<ImportOnWire> {
  const mapping = Object.fromEntries(
    pairsOf('--map', options.map).map(([field, header]) => [field, header || null]),
  );
  const change: ImportChange = {
    ...(Object.keys(mapping).length > 0 ? { mapping } : {}),
    ...(options.dateOrder === undefined ? {} : { dateOrder: options.dateOrder as 'dmy' | 'mdy' }),
    ...(options.acceptJunk === true ? { acceptJunk: true } : {}),
  };
  if (Object.keys(change).length === 0) return made;
  return client.ask<ImportOnWire>('PATCH', `/api/imports/${made.id}`, change);
}

function sayColumns(terminal: Terminal, { id, columns, file }: ImportOnWire): void {
  const named = columns.map(({ header, field }) => `${header} → ${field ?? '(left out)'}`).join(', ');
  const delimiter = file.delimiter === '\t' ? 'tab' : file.delimiter;
  terminal.say(`Import ${id}: ${file.format}, ${file.encoding}, delimiter ${delimiter}. ${visible(named)}`);
}
