import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockOnWire, NumberingOnWire } from '../operations/numbering/contract.ts';
import { fileProblem, StartProblem } from '../platform/start-problem.ts';
import type { Client } from './client.ts';
import { exits, grouped, jsonOption, type ServerCommand, type Terminal } from './command.ts';
import { tableText } from './table.ts';

const group = 'numbers';

interface TakeOptions {
  readonly count?: string;
  readonly pool?: true;
  readonly printer?: string;
  readonly supplier?: string;
  readonly note?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export const numberCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'take [sku]',
    summary: 'take numbers of a product, or own labels, each given out once',
    options: [
      ['--count <n>', 'how many; 1 if not given, a million at most'],
      ['--pool', 'the maker’s own numbers, also where there are numbers of our making'],
      ['--printer <name>', 'hand them to this printer of labels'],
      ['--supplier <name>', 'hand them to this supplier'],
      ['--note <text>', 'what for'],
      ['--out <file>', 'write them to this file as CSV instead of printing them'],
      jsonOption,
    ],
    help: `
Without a SKU: own labels. The numbers go to standard output, one a line. They become units when they are commissioned or
received. More than a thousand are made by the server while the command waits.

Examples:
  $ unitrail numbers take --count 20
  $ unitrail numbers take PHONE-128 --count 100000 --printer "Labels & Co" --out labels.csv`,
    run: takeNumbers,
  },
  {
    group,
    usage: 'pools',
    summary: 'list how numbers come about, and how many are left',
    options: [jsonOption],
    help: `
Examples:
  $ unitrail numbers pools
  $ unitrail numbers pools --json | jq '.[] | select(.left < 1000)'`,
    async run({ client, terminal, options }) {
      const numberings = await client.all<NumberingOnWire>('/api/numbers');
      if (options.json === true) terminal.print(JSON.stringify(numberings));
      else terminal.print(poolsTable(numberings));
      return exits.fine;
    },
  },
  {
    group,
    usage: 'import <file>',
    summary: 'bring in a maker’s own numbers',
    options: [['--sku <sku>', 'the product whose numbers they are; own labels if not given'], jsonOption],
    help: `
The file holds single numbers and ranges with blanks, commas or line ends between: ABC0001-ABC0500 X17 9+2. All of it is
taken, or nothing.

Examples:
  $ unitrail numbers import maker.txt --sku PHONE-128
  $ unitrail numbers import label-rolls.txt`,
    async run({ client, terminal, args: [path], options }) {
      const numbers = await readFile(path!, 'utf8').catch((error: Error) => {
        throw new StartProblem('unusable', `The file cannot be read: ${error.message}.`);
      });
      const sku = typeof options.sku === 'string' ? options.sku : null;
      const done = await client.ask<{ added: number; known: number; numbering: NumberingOnWire }>(
        'POST',
        '/api/number-pools',
        { sku, numbers },
      );
      if (options.json === true) terminal.print(JSON.stringify(done));
      else
        terminal.print(
          `${grouped(done.added)} numbers came in, ${grouped(done.known)} were there; ${grouped(done.numbering.left)} are left to give out.`,
        );
      return exits.fine;
    },
  },
];

async function takeNumbers({ client, terminal, args: [sku], options }: Parameters<ServerCommand['run']>[0]) {
  const { count = '1', pool, printer, supplier, note, out, json } = options as TakeOptions;
  if (!/^[1-9][0-9]{0,6}$/.test(count))
    throw new StartProblem('unusable', `--count takes a whole number, not "${count}".`);
  const holder = printer
    ? { kind: 'printer', name: printer }
    : supplier
      ? { kind: 'supplier', name: supplier }
      : undefined;
  const wish = {
    id: randomUUID(),
    sku: sku ?? null,
    count: Number(count),
    ...(pool ? { source: 'pool' } : {}),
    ...(holder ? { holder } : {}),
    ...(note === undefined ? {} : { note }),
  };
  const made = await client.ask<BlockOnWire & { numbers: string[] | null }>(
    'POST',
    '/api/number-blocks',
    wish,
  );
  const block = await whenReady(client, terminal, made);
  if (json === true) terminal.print(JSON.stringify({ ...block, numbers: made.numbers }));
  else if (out !== undefined || made.numbers === null) await writeFile(client, terminal, block, out);
  else terminal.print(made.numbers.join('\n'));
  if (block.state !== 'failed') return exits.fine;
  terminal.say(`There were only ${grouped(block.given)} numbers, not ${grouped(block.wanted)}.`);
  return exits.differs;
}

async function whenReady(client: Client, terminal: Terminal, made: BlockOnWire): Promise<BlockOnWire> {
  let block = made;
  while (block.state === 'working') {
    terminal.progress(`${grouped(block.given)} of ${grouped(block.wanted)} numbers`);
    await sleep(200);
    block = await client.ask<BlockOnWire>('GET', `/api/number-blocks/${made.id}`);
  }
  return block;
}

async function writeFile(
  client: Client,
  terminal: Terminal,
  { id, given }: BlockOnWire,
  out?: string,
): Promise<void> {
  const headers = { accept: '*/*' };
  const reply = await client.open('GET', `/api/number-blocks/${id}/numbers.csv`, { headers });
  if (out === undefined) {
    terminal.print((await reply.text()).trimEnd().replaceAll('\r\n', '\n'));
    return;
  }
  try {
    await pipeline(Readable.fromWeb(reply.body as never), createWriteStream(out));
  } catch (error) {
    throw fileProblem(error, out);
  }
  terminal.say(`${grouped(given)} numbers of block ${id} are in ${out}.`);
}

function poolsTable(numberings: readonly NumberingOnWire[]): string {
  return tableText(
    ['ID', 'SKU', 'KIND', 'LIKE', 'GIVEN', 'LEFT', 'SINCE'],
    numberings.map(({ id, sku, kind, example, given, left, madeAt }) => [
      id,
      sku ?? '(own labels)',
      kind,
      example,
      grouped(given),
      grouped(left),
      madeAt,
    ]),
  );
}
