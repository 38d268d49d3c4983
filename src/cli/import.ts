import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { importKinds } from '../domain/imports/fields.ts';
import type { ImportChange, ImportOnWire } from '../operations/importing/contract.ts';
import { fileProblem, StartProblem } from '../platform/start-problem.ts';
import type { Client } from './client.ts';
import {
  exits,
  grouped,
  jsonOption,
  type ServerCommand,
  type ServerInvocation,
  type Terminal,
} from './command.ts';
import { tableText, visible } from './table.ts';

export const importCommand: ServerCommand = {
  usage: 'import <file>',
  summary: 'bring a CSV or XLSX file in',
  options: [
    ['--kind <kind>', `${importKinds.join(', ')}; opening_stock if not given`],
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
    return told(asked, await watched(asked, made.id), options.errors);
  },
};

const group = 'imports';
const commands = {
  pause: 'stop an import for now',
  resume: 'go on with a paused or failed import',
  cancel: 'end an import; what was recorded stays',
  undo: 'take back what an import recorded; what has moved since stays',
  redo: 'record again what an undo took back',
} as const;

/** What can be done with imports that are there. */
export const importsCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'list',
    summary: 'list imports, the newest first',
    options: [jsonOption],
    help: `
Examples:
  $ unitrail imports list`,
    async run({ client, terminal, options }) {
      const imports = await client.all<ImportOnWire>('/api/imports');
      if (options.json === true) terminal.print(JSON.stringify(imports));
      else
        terminal.print(
          tableText(
            ['IMPORT', 'KIND', 'STATE', 'RECORDED', 'REFUSED', 'LINES', 'CREATED', 'BY'],
            imports.map(({ id, kind, state, progress, createdAt, by }) => [
              String(id),
              kind,
              state,
              grouped(progress.recorded),
              grouped(progress.refused),
              grouped(progress.lines),
              createdAt,
              by,
            ]),
          ),
        );
      return exits.fine;
    },
  },
  {
    group,
    usage: 'watch <import>',
    summary: 'wait for the end of an import, and say what became of it',
    options: [['--errors <file>', 'where lines that were refused are written'], jsonOption],
    help: `
Exit codes: 0 every line is recorded, 1 some were refused.

Examples:
  $ unitrail imports watch 12 --errors refused.csv`,
    run: async (asked) => told(asked, await watched(asked, idOf(asked)), asked.options.errors),
  },
  ...Object.entries(commands).map(
    ([name, summary]): ServerCommand => ({
      group,
      usage: `${name} <import>`,
      summary,
      options: [jsonOption],
      help: `
Examples:
  $ unitrail imports ${name} 12`,
      async run(asked) {
        await asked.client.ask('POST', `/api/imports/${idOf(asked)}/task`, { do: name });
        const waits = name !== 'pause' && name !== 'cancel';
        const row = waits
          ? await watched(asked, idOf(asked))
          : await asked.client.ask<ImportOnWire>('GET', `/api/imports/${idOf(asked)}`);
        return told(asked, row, undefined);
      },
    }),
  ),
];

function idOf({ args: [id] }: ServerInvocation): number {
  if (/^[1-9]\d{0,9}$/.test(id!)) return Number(id);
  throw new StartProblem('unusable', `"${id}" is no import: it is a number.`);
}

type Options = Readonly<Record<string, unknown>>;

async function send(client: Client, path: string, options: Options): Promise<ImportOnWire> {
  const { kind = 'opening_stock', preset, site, corrects } = options as Record<string, string | undefined>;
  const query = new URLSearchParams({ kind, name: path.split(/[\\/]/).at(-1)! });
  for (const [name, value] of Object.entries({ preset, site, corrects }))
    if (value !== undefined) query.set(name, value);
  const isSheet = /\.xlsx$/i.test(path);
  const type = isSheet ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
  const file = createReadStream(path);
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new StartProblem('notThere', `${path} cannot be read (${code}).`)),
    );
  });
  const body = Readable.toWeb(file) as ReadableStream;
  const reply = await client.open('POST', `/api/imports?${query}`, {
    body,
    headers: { 'content-type': type },
  });
  return (await reply.json()) as ImportOnWire;
}

/** What was guessed, put right by what was typed. */
async function changed(client: Client, made: ImportOnWire, options: Options): Promise<ImportOnWire> {
  const mapping = Object.fromEntries(
    ((options.map as readonly string[] | undefined) ?? []).map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new StartProblem('unusable', `--map ${pair}: it is written field=header.`);
      return [pair.slice(0, at), pair.slice(at + 1) || null];
    }),
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

/** Asks how far it is until the server has come to an end. */
async function watched({ client, terminal, stop }: ServerInvocation, id: number): Promise<ImportOnWire> {
  for (;;) {
    const row = await client.ask<ImportOnWire>('GET', `/api/imports/${id}`);
    if (row.state !== 'working') return row;
    terminal.progress(barOf(row));
    await sleep(250, undefined, { signal: stop }).catch(() => {
      throw new StartProblem('taken', `The server goes on with import ${id}: unitrail imports watch ${id}`);
    });
  }
}

function barOf({ progress: { lines, done, perSecond, secondsLeft } }: ImportOnWire): string {
  const share = lines === 0 ? 0 : Math.min(1, done / lines);
  const full = Math.round(share * 24);
  const rate = perSecond === null ? '' : `, ${grouped(Math.round(perSecond))} a second`;
  const left = secondsLeft === null ? '' : `, ${secondsLeft} s left`;
  return `[${'#'.repeat(full)}${'-'.repeat(24 - full)}] ${grouped(done)} of ${grouped(lines)} lines${rate}${left}`;
}

async function told(
  { client, terminal, options }: ServerInvocation,
  row: ImportOnWire,
  errors: unknown,
): Promise<number> {
  const { id, state, task, progress, findings, problem } = row;
  const writes = typeof errors === 'string' && progress.refused > 0;
  if (writes) await writeErrors(client, id, errors);
  if (options.json === true) {
    terminal.print(JSON.stringify(row));
  } else {
    const { recorded, repeated, refused, exceptions } = progress;
    const words = task === 'judge' ? 'would be recorded' : 'recorded';
    terminal.print(
      `Import ${id} is ${state}: ${grouped(recorded)} ${words}, ${grouped(repeated)} recorded before, ` +
        `${grouped(refused)} refused, ${grouped(exceptions)} questions opened.`,
    );
    for (const { outcome, count, lines, sentence } of findings)
      terminal.print(
        `  ${grouped(count)} ${outcome}, line ${lines.slice(0, 5).join(', ')}${count > 5 ? ' …' : ''}: ${visible(sentence)}`,
      );
    if (problem) terminal.print(`  ${problem.sentence}`);
    if (writes)
      terminal.say(`The refused lines are in ${errors}; mend them and send them with --corrects ${id}.`);
  }
  const isForward = task === 'judge' || task === 'run';
  return (isForward && progress.refused > 0) || state === 'failed' ? exits.differs : exits.fine;
}

async function writeErrors(client: Client, id: number, path: string): Promise<void> {
  const reply = await client.open('GET', `/api/imports/${id}/errors.csv`);
  try {
    await writeFile(path, Readable.fromWeb(reply.body as never));
  } catch (error) {
    throw fileProblem(error, path);
  }
}
