import { bulkMoves } from '../domain/imports/moving.ts';
import type { ImportOnWire } from '../operations/importing/contract.ts';
import { StartProblem } from '../platform/start-problem.ts';
import { jsonOption, type ServerCommand, type ServerInvocation } from './command.ts';
import { fileName, type JobHome, jobCommands, pairsOf, sendFile, told, watched } from './line-jobs.ts';

const bulkHome: JobHome = {
  path: '/api/bulk-moves',
  group: 'bulk-moves',
  one: 'bulk move',
  title: 'Bulk move',
  again: (id) => `with unitrail bulk --corrects ${id} --file`,
};

/** Ways to say which units: one of them is needed. */
const ways = ['file', 'numbers', 'unitsOf', 'where'] as const;

export const bulkCommand: ServerCommand = {
  usage: 'bulk [move]',
  summary: 'move many units at once',
  options: [
    ['--site <code>', 'where it is done'],
    ['--spot <code>', 'the spot that they go to, or where it is done'],
    ['--file <path>', 'the units as a CSV or XLSX file, or a plain list, one number a line'],
    ['--numbers <list>', 'their numbers and ranges: "SN-0001..SN-0500, SN-0900"'],
    ['--sku <sku>', 'the product that the numbers are of'],
    ['--units-of <kind:number>', 'all units of a document'],
    [
      '--where <name=value...>',
      'all units that fit: site, location, sku, status, condition, lot, supplier, hold, q',
    ],
    ['--document <kind:number>', 'the document that they are moved on'],
    ['--detail <name=value...>', 'what the move needs besides: a reason, a kind of hold'],
    ['--all-or-none', 'none is moved where one cannot be; up to 10,000'],
    ['--corrects <bulk-move>', 'the bulk move whose lines the file holds again, mended'],
    ['--dry-run', 'only say what would become of each unit'],
    ['--errors <file>', 'where units that are refused are written, to be mended and sent again'],
    jsonOption,
  ],
  help: `
Moves: ${bulkMoves.join(', ')}.

The units are settled when the command is given. The server moves them; the command waits for the end. Ctrl-C leaves the server at
work: "unitrail bulk-moves" goes on watching, pauses, and takes all of it back as one.

Exit codes: 0 every unit is moved, 1 some were refused.

Examples:
  $ unitrail bulk move_spot --site DC --spot A-01 --file list.txt --dry-run
  $ unitrail bulk move_spot --site DC --spot A-01 --numbers "SN-0001..SN-0500" --errors refused.csv
  $ unitrail bulk --corrects 12 --file refused.csv
  $ unitrail bulk place_hold --site DC --where sku=PHONE lot=L-7 --detail kind=quality reference=Q-7
  $ unitrail bulk receive --site DC --spot DOCK --units-of receipt:ASN-7 --document receipt:ASN-7
  $ unitrail bulk-moves undo 12`,
  async run(asked) {
    const { client, options } = asked;
    const made = await sent(asked);
    const task = options.dryRun === true ? 'judge' : 'run';
    await client.ask('POST', `${bulkHome.path}/${made.id}/task`, { do: task });
    return told(asked, bulkHome, await watched(asked, bulkHome, made.id), options.errors);
  },
};

/** What can be done with bulk moves that are there. */
export const bulkMovesCommands: readonly ServerCommand[] = jobCommands(bulkHome);

async function sent(asked: ServerInvocation): Promise<ImportOnWire> {
  const { client, options, args } = asked;
  const said = ways.filter((way) => options[way] !== undefined);
  if (said.length !== 1)
    throw new StartProblem(
      'unusable',
      'Say which units, in one way: --file, --numbers, --units-of or --where.',
    );
  const [move] = args;
  const { site, spot: location, corrects } = options as Readonly<Record<string, string | undefined>>;
  const document = documentOf('--document', options.document);
  const details = Object.fromEntries(
    pairsOf('--detail', options.detail).map(([name, text]) => [name, worth(text)]),
  );
  const together = options.allOrNone === true ? { together: true } : {};
  if (options.file === undefined) {
    const needed = Object.keys(details).length > 0 ? { details } : {};
    const wanted = { move, site, location, document, ...needed, ...together, units: unitsOf(options) };
    return client.ask<ImportOnWire>('POST', bulkHome.path, wanted);
  }
  const path = String(options.file);
  const query = new URLSearchParams({ name: fileName(path) });
  const plain = {
    move,
    site,
    location,
    corrects,
    documentKind: document?.kind,
    documentNumber: document?.number,
  };
  for (const [name, value] of Object.entries({
    ...plain,
    together: options.allOrNone === true ? 'true' : undefined,
  }))
    if (value !== undefined) query.set(name, value);
  const made = await sendFile(client, path, `${bulkHome.path}/file?${query}`);
  if (Object.keys(details).length === 0) return made;
  const { evidence: _evidence, ...moving } = made.settings.moving!;
  return client.ask<ImportOnWire>('PATCH', `${bulkHome.path}/${made.id}`, { moving: { ...moving, details } });
}

function unitsOf({ numbers, sku, unitsOf, where }: Readonly<Record<string, unknown>>): object {
  if (numbers !== undefined) return { numbers, ...(sku === undefined ? {} : { sku }) };
  if (unitsOf !== undefined) return { document: documentOf('--units-of', unitsOf) };
  return { where: Object.fromEntries(pairsOf('--where', where).map(([name, text]) => [name, worth(text)])) };
}

function documentOf(option: string, text: unknown): { kind: string; number: string } | undefined {
  if (text === undefined) return undefined;
  const [, kind, number] = /^([^:]+):(.+)$/.exec(String(text)) ?? [];
  if (kind !== undefined && number !== undefined) return { kind, number };
  throw new StartProblem('unusable', `${option} ${text}: it is written kind:number, like receipt:ASN-7.`);
}

function worth(text: string): string | boolean {
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}
