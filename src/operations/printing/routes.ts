import type { Caller } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked, sitesAsked } from '../../http/site-asked.ts';
import { QueueFull } from '../../ledger/capture.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { msAfter } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import { printAgain, printOwedLabels, takeLabelFile, voidLabel } from './change-labels.ts';
import { changePrinter, registerPrinter } from './change-printer.ts';
import * as wire from './contract.ts';
import { makeJob } from './make-job.ts';
import { tryPrinter } from './print-work.ts';
import type { PrintingParts } from './printing-parts.ts';
import * as sql from './queries.ts';
import { labelAt, readLabelBack } from './read-back.ts';
import { jobsOnWire, labelOnWire, printerOnWire, readBackOnWire } from './view.ts';

export function printingEndpoints(parts: PrintingParts) {
  return {
    ...printerEndpoints(parts),
    ...jobEndpoints(parts),
    ...labelEndpoints(parts),
    ...benchEndpoints(parts),
  };
}

function printerEndpoints(parts: PrintingParts) {
  const { database, reference } = parts;
  const printer = { description: 'The printer.', schema: wire.printerSchema };
  return {
    listPrinters: endpoint({
      id: 'listPrinters',
      summary: 'List printers of labels',
      query: wire.printersQuery,
      replies: { 200: { description: 'Printers, the oldest first.', schema: wire.printerPage } },
      async handle({ query: { site, after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const names = await reference();
        const values = [numberColumn(sitesAsked(names, site, sites)), idCursor(after), limit + 1];
        const { rows } = await database.query<sql.PrinterRow>(sql.selectPrinters, values);
        return pageOfRows(rows, limit, (row) => printerOnWire(row, names), idOf);
      },
    }),
    registerPrinter: endpoint({
      id: 'registerPrinter',
      summary: 'Register a printer of labels',
      description:
        'It is spoken to over TCP, in a private network or where the server’s settings name it; anything else is refused.',
      body: wire.newPrinter,
      replies: { 201: printer },
      async handle({ body, caller, ip }, reply) {
        const names = await reference();
        const site = siteAsked(names, body.site, caller.sites, 'site');
        const made = orProblem(await registerPrinter(parts, site.id, body, authorOf(caller, ip)));
        return reply.code(201).send(printerOnWire(made, names));
      },
    }),
    changePrinter: endpoint({
      id: 'changePrinter',
      summary: 'Change a printer, or take it out of use',
      params: wire.smallIdParams,
      body: wire.printerChange,
      replies: { 200: printer },
      async handle({ params: { id }, body, caller, ip }) {
        const before = await printerOr404(parts, id, caller.sites);
        const after = orProblem(await changePrinter(parts, before, body, authorOf(caller, ip)));
        return printerOnWire(after, await reference());
      },
    }),
    tryPrinter: endpoint({
      id: 'tryPrinter',
      summary: 'Print a test label',
      description: 'With the printer’s name on it. Where it cannot be printed the answer says why.',
      params: wire.smallIdParams,
      replies: { 200: { description: 'How it went.', schema: wire.printerTold } },
      async handle({ params: { id }, caller }) {
        const before = await printerOr404(parts, id, caller.sites);
        const told = await tryPrinter(parts, before);
        if (told === null) throw new Problem('busy', 'It is printing just now.', { retryAfter: 5 });
        const { trouble, status } = told;
        const after = await printerOr404(parts, id, caller.sites);
        return { printer: printerOnWire(after, await reference()), trouble, tells: status !== null };
      },
    }),
  };
}

function jobEndpoints(parts: PrintingParts) {
  const { database, reference } = parts;
  const job = { description: 'The job.', schema: wire.jobSchema };
  const shown = async (row: sql.JobRow) => (await jobsOnWire(parts, [row], await reference()))[0];
  return {
    makeJob: endpoint({
      id: 'makePrintJob',
      summary: 'Print labels',
      description:
        'Of new numbers of a product, of units, or of a receipt’s units. They go to a printer of the site, or wait to be ' +
        'taken as a file. All can be drawn, or nothing is done.',
      body: wire.newJob,
      replies: { 201: job },
      async handle({ body, caller }, reply) {
        const asked = { ...body, id: body.id.toLowerCase() };
        const made = orProblem(await makeJob(parts, asked, caller.actor, caller.sites));
        return reply.code(201).send(await shown(made));
      },
    }),
    listJobs: endpoint({
      id: 'listPrintJobs',
      summary: 'List print jobs',
      query: wire.jobsQuery,
      replies: { 200: { description: 'The newest first.', schema: wire.jobPage } },
      async handle({ query, caller: { sites } }) {
        const { site, after, limit = limits.pageItemsDefault, open = false } = query;
        const names = await reference();
        const from = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const values = [numberColumn(sitesAsked(names, site, sites)), from, limit + 1, open];
        const { rows } = await database.query<sql.JobRow>(sql.selectJobs, values);
        const items = await jobsOnWire(parts, rows, names);
        return pageOfRows(items, limit, (item) => item, idOf);
      },
    }),
    getJob: endpoint({
      id: 'getPrintJob',
      summary: 'Read a print job',
      params: wire.idParams,
      replies: { 200: job },
      handle: async ({ params: { id }, caller: { sites } }) => shown(await jobOr404(parts, id, sites)),
    }),
    printAgain: endpoint({
      id: 'printLabelAgain',
      summary: 'Print a label again, with a reason',
      description:
        'That of a label, or of a unit whose label cannot be read. The number stays; the old label is void from now on, but ' +
        'where the reason is `extra`.',
      body: wire.reprint,
      replies: { 201: job },
      async handle({ body, caller }, reply) {
        const asked = { ...body, id: body.id.toLowerCase() };
        const made = orProblem(await printAgain(parts, asked, caller.actor, caller.sites));
        return reply.code(201).send(await shown(made));
      },
    }),
  };
}

function labelEndpoints(parts: PrintingParts) {
  const { reference } = parts;
  return {
    listLabels: endpoint({
      id: 'listLabels',
      summary: 'List labels',
      description:
        'Those of a job or of a unit, the first printed first; otherwise those that a site owes, or has to stick on.',
      query: wire.labelsQuery,
      replies: { 200: { description: 'Labels.', schema: wire.labelPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const names = await reference();
        const rows = await labelsAsked(parts, names, query, sites, idCursor(after), limit + 1);
        return pageOfRows(rows, limit, (row) => labelOnWire(row, names), idOf);
      },
    }),
    printOwed: endpoint({
      id: 'printOwedLabels',
      summary: 'Print labels that are owed',
      body: wire.printOwed,
      replies: { 200: { description: 'They are on their way.', schema: wire.labelsOnTheirWay } },
      async handle({ body: { labels, printer }, caller: { sites } }) {
        const names = await reference();
        const sent = orProblem(await printOwedLabels(parts, labels, printer, sites));
        return { labels: sent.labels.map((row) => labelOnWire(row, names)) };
      },
    }),
    takeFile: endpoint({
      id: 'takeLabelFile',
      summary: 'Take labels that are owed as a file',
      description: 'PDF for a printer of the office, or ZPL. They count as printed from then on.',
      body: wire.takeFile,
      replies: {
        200: {
          description: 'The file.',
          contentType: ['application/pdf', 'application/vnd.zebra.zpl'],
          schema: wire.labelFile,
        },
      },
      async handle({ body, caller: { sites } }, reply) {
        const { file } = orProblem(await takeLabelFile(parts, body, sites));
        const { kind } = body;
        reply.header('content-disposition', `inline; filename="labels.${kind}"`);
        return reply.type(kind === 'pdf' ? 'application/pdf' : 'application/vnd.zebra.zpl').send(file);
      },
    }),
    voidLabel: endpoint({
      id: 'voidLabel',
      summary: 'Say that a label counts no more',
      params: wire.idParams,
      body: wire.voiding,
      replies: { 200: { description: 'The label.', schema: wire.labelSchema } },
      async handle({ params: { id }, body, caller }) {
        const row = await labelAt(parts, id, caller.sites);
        if (!row) throw new Problem('label_not_found', `There is no label ${id}.`, { where: 'params.id' });
        const after = orProblem(await voidLabel(parts, row, body, caller.actor.id));
        return labelOnWire(after, await reference());
      },
    }),
  };
}

function benchEndpoints(parts: PrintingParts) {
  const { database, clock, reference } = parts;
  return {
    readBack: endpoint({
      id: 'readLabelBack',
      summary: 'Read a label back',
      description:
        'Only then it counts as applied. It has to say exactly what was printed; another one’s label is refused and named. A new ' +
        'number becomes a unit now.',
      body: wire.readBack,
      replies: { 200: { description: 'Whether it counts.', schema: wire.readAnswer } },
      async handle({ body, caller, device }) {
        const read = readLabelBack(parts, body, caller.actor, device?.id ?? null, caller.sites);
        return readBackOnWire(orProblem(await read.catch(comeAgain)), await reference());
      },
    }),
    bench: endpoint({
      id: 'getLabelBench',
      summary: 'Count what is open at a label bench',
      query: wire.benchQuery,
      replies: { 200: { description: 'Of one site.', schema: wire.benchSchema } },
      async handle({ query: { site }, caller: { sites } }) {
        const { id } = siteAsked(await reference(), site, sites);
        const since = msAfter(clock.now(), -limits.benchHours * 3_600_000).toISOString();
        const { rows } = await database.query<sql.SiteCounts>(sql.countAtSite, [id, since]);
        const { owed, unsure, to_stick: toStick, applied, reprinted } = rows[0]!;
        return { owed, unsure, toStick, appliedToday: applied, reprintedToday: reprinted };
      },
    }),
  };
}

interface LabelsAsked {
  readonly site?: string;
  readonly job?: number;
  readonly unit?: number;
  readonly show?: 'owed' | 'to_stick';
}

async function labelsAsked(
  parts: PrintingParts,
  names: Reference,
  { site, job, unit, show = 'owed' }: LabelsAsked,
  sites: Sites,
  after: number,
  count: number,
): Promise<sql.LabelRow[]> {
  const { database } = parts;
  const page = [after, count];
  if (job !== undefined) {
    const { id } = await jobOr404(parts, job, sites, 'query.job');
    return (await database.query<sql.LabelRow>(sql.selectJobLabels, [id, ...page, null])).rows;
  }
  if (unit !== undefined) {
    const seen = await unitsWithin(parts.read, names, [unit], sites);
    if (seen.length === 0)
      throw new Problem('unit_not_found', `There is no unit ${unit}.`, { where: 'query.unit' });
    return (await database.query<sql.LabelRow>(sql.selectUnitLabels, [unit, ...page, null])).rows;
  }
  const wanted = show === 'owed' ? sql.selectOwed : sql.selectToStick;
  const at = numberColumn(sitesAsked(names, site, sites));
  return (await database.query<sql.LabelRow>(wanted, [at, ...page])).rows;
}

/** Another site's job answers as one that does not exist. */
async function jobOr404({ database }: PrintingParts, id: number, sites: Sites, where = 'params.id') {
  const { rows } = await database.query<sql.JobRow>(sql.selectJob, [id]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('print_job_not_found', `There is no print job ${id}.`, { where });
}

async function printerOr404({ database }: PrintingParts, id: number, sites: Sites) {
  const { rows } = await database.query<sql.PrinterRow>(sql.selectPrinter, [id]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('printer_not_found', `There is no printer ${id}.`, { where: 'params.id' });
}

function authorOf({ actor }: Caller, address: string) {
  return { actor: actor.id, address };
}

function idOf({ id }: { readonly id: number }): string {
  return String(id);
}

/** What the ledger cannot take now may be sent again: a label is applied once. */
function comeAgain(error: unknown): never {
  if (error instanceof QueueFull || error instanceof LedgerBusy)
    throw new Problem('busy', `${error.message} Read the label once more.`, { retryAfter: 2 });
  throw error;
}
