import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { LabelOnWire, PrintJobOnWire } from '../operations/printing/contract.ts';
import { fileProblem, StartProblem } from '../platform/start-problem.ts';
import { exits, grouped, jsonOption, type ServerCommand } from './command.ts';

const group = 'labels';

interface PrintOptions {
  readonly site?: string;
  readonly product?: string;
  readonly unit?: string;
  readonly receipt?: string;
  readonly count?: string;
  readonly copies?: string;
  readonly design?: string;
  readonly printer?: string;
  readonly to?: string;
  readonly json?: boolean;
}

export const labelCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'print',
    summary: 'print labels of new numbers, of a unit, or of a receipt’s units',
    options: [
      ['--site <code>', 'where they are stuck on; the first site if not given'],
      ['--product <sku>', 'new numbers of this product'],
      ['--count <n>', 'how many of them; 1 if not given, 500 at most'],
      ['--unit <number>', 'the label of this unit'],
      ['--receipt <number>', 'labels of this receipt’s units'],
      ['--design <number>', 'the design; the product’s own if not given'],
      ['--copies <n>', 'of each; 1 if not given'],
      ['--printer <number>', 'send them to this printer'],
      ['--to <file>', 'write them to this file instead: .zpl or .pdf'],
      jsonOption,
    ],
    help: `
A label counts when it was read back at the bench; a new number becomes a unit then. Without --printer and --to the labels
are owed: they wait at the bench.

Examples:
  $ unitrail labels print --site DC --product PHONE-128 --count 20 --to labels.zpl
  $ unitrail labels print --site DC --receipt PO-7001 --printer 3`,
    run: printLabels,
  },
];

async function printLabels({ client, terminal, options }: Parameters<ServerCommand['run']>[0]) {
  const { product, unit, receipt, to, json, ...rest } = options as PrintOptions;
  const kind = to === undefined ? null : kindOf(to);
  const printer = rest.printer === undefined ? null : numberOf('--printer', rest.printer);
  if (to !== undefined && printer !== null)
    throw new StartProblem('unusable', 'Give --printer or --to, not both.');
  const site = rest.site ?? (await client.all<{ readonly code: string }>('/api/sites'))[0]?.code;
  if (site === undefined) throw new StartProblem('unusable', 'There is no site: give --site.');
  const body = {
    id: randomUUID(),
    ...{ site, printer },
    ...(product === undefined ? {} : { sku: product, count: numberOf('--count', rest.count ?? '1') }),
    ...(unit === undefined ? {} : { units: [numberOf('--unit', unit)] }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(rest.design === undefined ? {} : { design: numberOf('--design', rest.design) }),
    ...(rest.copies === undefined ? {} : { copies: numberOf('--copies', rest.copies) }),
  };
  const job = await client.ask<PrintJobOnWire>('POST', '/api/print-jobs', body);
  const labels = await client.all<LabelOnWire>(`/api/labels?job=${job.id}`);
  if (to !== undefined && kind !== null) {
    const asked = JSON.stringify({ labels: labels.map(({ id }) => id), kind });
    const headers = { 'content-type': 'application/json', accept: '*/*' };
    const reply = await client.open('POST', '/api/labels/file', { body: asked, headers });
    await writeFile(to, Buffer.from(await reply.arrayBuffer())).catch((error: unknown) => {
      throw fileProblem(error, to);
    });
  }
  if (json === true) terminal.print(JSON.stringify({ ...job, labels }));
  else terminal.print(labels.map(({ number }) => number).join('\n'));
  const where = to ?? (printer === null ? 'the label bench, owed' : `printer ${printer}`);
  terminal.say(`${grouped(labels.length)} labels of job ${job.id}: ${where}.`);
  return exits.fine;
}

function kindOf(path: string): 'zpl' | 'pdf' {
  if (/\.zpl$/i.test(path)) return 'zpl';
  if (/\.pdf$/i.test(path)) return 'pdf';
  throw new StartProblem('unusable', `--to takes a file that ends with .zpl or .pdf, not "${path}".`);
}

function numberOf(option: string, text: string): number {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw new StartProblem('unusable', `${option} takes a whole number, not "${text}".`);
}
