import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { aimsOf } from './aims.ts';
import type { Results } from './main.ts';
import type { ReadFigures } from './reads.ts';
import { questions } from './searches.ts';
import type { Singles } from './singles.ts';

/** Writes bench/RESULTS.md: each part as it was measured last, and what that says of each aim. */
export function keepResults(results: Results): void {
  const path = join(projectDirectory, 'bench/RESULTS.md');
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(path, besides(kept, textOf(results)));
}

/** What was measured, and for parts that were not, what was kept of them. */
function besides(kept: string, measured: string): string {
  const isMeasured = new Set(aims(measured).map(partOf));
  const latest = (piecesOf: (text: string) => string[]) =>
    [
      ...piecesOf(measured).filter((piece) => isMeasured.has(partOf(piece))),
      ...piecesOf(kept).filter((piece) => !isMeasured.has(partOf(piece))),
    ].sort((left, right) => partOf(left).localeCompare(partOf(right)));
  const [beforeAims, rest] = measured.split('| --- | --- | --- | --- | --- |\n', 2);
  const why = rest!.slice(rest!.indexOf('## Why'), rest!.indexOf('## (a)'));
  return [
    `${beforeAims}| --- | --- | --- | --- | --- |\n${latest(aims).join('\n')}\n\n${why}`,
    ...latest(sections).map((section) => `${section.trim()}\n\n`),
  ]
    .join('')
    .replace(/\n+$/, '\n');
}

const aims = (text: string) => text.split('\n').filter((line) => /^\| \(\w\) /.test(line));
const sections = (text: string) => text.split(/^(?=## )/m).filter((piece) => /^## \(\w\) /.test(piece));
const partOf = (text: string) => /\((\w)\)/.exec(text)![1]!;

function textOf(results: Results): string {
  const { machine, plan, a, b, c, d, e, f, g, h, i, j } = results;
  return `# What was measured

Written by \`npm run bench\`; each part as its last run came, on the day that stands beside its aims. Machine: ${machine.processor},
${machine.cores} cores, ${machine.memoryGiB} GiB; Node ${machine.node}, PostgreSQL ${machine.postgres} (embedded, shared_buffers ${machine.sharedBuffers}, fsync
on). Server, PostgreSQL and load driver share the cores. Figures are medians of ${plan.alternations} alternations; trust the ratios, which
hold from run to run better than the figures themselves.

## Aims

${table(
  ['aim', 'wanted', 'measured', '', 'on'],
  aimsOf(results).map(({ what, wanted, measured, reached }) => [
    what,
    wanted,
    measured,
    reached ? 'reached' : '**not reached**',
    machine.date,
  ]),
)}

${why}

## (a) One scan per request over HTTP

${plan.units.toLocaleString('en')} units; half of the scans move a unit to another spot, half pick it or put it back, 5 % are rightly
refused. All variants stand behind the same HTTP shell and check the key; all but *bare* keep the scan's answer for ever, hash
the event, change unit, stock list and counts. Afterwards \`verify\` found all of it in agreement.

- *grouped*: the product · *ungrouped*: the product with \`UNITRAIL_GROUPING=off\`
- *five*: BEGIN, SELECT … FOR UPDATE, INSERT event, UPDATE unit, scan id, stock list, counts, COMMIT; 16 sessions, prepared
- *one*: all of that in one statement with its rules in SQL · *bare*: five statements for unit and event alone

${
  a
    ? Object.entries(a)
        .map(([connections, figures]) => singlesTable(connections, figures))
        .join('\n\n')
    : ''
}

## (b) One call of ${plan.scans.toLocaleString('en')} scans

*raw*: the same rows by the same INSERT and UPDATE statements, parameters ready, nothing read or judged. Milliseconds.

${table(
  [
    '',
    'product',
    'raw, 500 a transaction',
    'raw, one transaction',
    'product ÷ raw (500)',
    'node µs/scan',
    'PostgreSQL µs/scan',
  ],
  b
    ? (
        [
          ['receive what was announced', b.receive],
          ['put away', b.putAway],
        ] as const
      ).map(([name, f]) => [
        name,
        fixed(f.product),
        fixed(f.raw500),
        fixed(f.rawWhole),
        (f.product / f.raw500).toFixed(2),
        fixed(f.productNodeUs),
        fixed(f.productPostgresUs),
      ])
    : [],
)}

Eight tills, a scan every 20 ms each: ${b ? `p50 ${b.tills.aloneP50} ms, p99 ${b.tills.aloneP99} ms alone; p50 ${b.tills.besideP50} ms, p99 ${b.tills.besideP99} ms beside one such call after another` : ''}.

## (c) A file of ${plan.importLines.toLocaleString('en')} units

As opening stock, from the order to run it to its last line, in the server: read, judged, recorded, noted down for an undo. *raw*:
the same rows by the same INSERT statements, 500 a transaction, parameters ready, nothing read or judged.

${table(
  ['ms', 'raw ms', 'raw ÷ product', 'lines/s', 'node µs/line', 'PostgreSQL µs/line'],
  c
    ? [
        [
          fixed(c.product),
          fixed(c.raw500),
          (c.raw500 / c.product).toFixed(2),
          fixed(c.linesPerSecond),
          fixed(c.nodeUs),
          fixed(c.postgresUs),
        ],
      ]
    : [],
)}

## (d) Reads at ${plan.units.toLocaleString('en')} units and ${(plan.units * plan.events).toLocaleString('en')} events

Closed loop, ${(plan.samples * plan.alternations).toLocaleString('en')} samples of each.

${table(
  ['connections', '', 'per second', 'p50 ms', 'p99 ms', 'node µs', 'PostgreSQL µs'],
  Object.entries(d ?? {}).flatMap(([connections, { history, byCode }]) => [
    [connections, 'a unit’s history', ...readRow(history)],
    [connections, 'a unit by its number', ...readRow(byCode)],
  ]),
)}

## (e) From ${plan.units.toLocaleString('en')} to ${(plan.units * plan.events).toLocaleString('en')} events

Two databases of ${plan.units.toLocaleString('en')} units, in turn; 64 connections, and calls of ${plan.scans.toLocaleString('en')} scans.

${table(
  ['events', 'singles/s', 'p99 ms', 'bulk scans/s'],
  e
    ? (
        [
          [plan.units, e.few],
          [plan.units * plan.events, e.many],
        ] as const
      ).map(([events, f]) => [events.toLocaleString('en'), fixed(f.singles), String(f.p99), fixed(f.bulk)])
    : [],
)}

Bytes for each event, with indexes: ${
    e
      ? Object.entries(e.bytesPerEvent)
          .map(([name, bytes]) => `${name} ${bytes}`)
          .join(', ')
      : ''
  }.

## (f) Search at ${plan.units.toLocaleString('en')} units

${
  f
    ? `Filled in ${fixed(f.fillSeconds)} s, ${f.bytesPerUnit} bytes a unit with its index. A new unit is found after ${fixed(f.foundAfterMs.median)} ms (median), ${fixed(f.foundAfterMs.most)} ms at most.`
    : ''
}

${table(
  ['connections', 'asked', 'per second', 'p50 ms', 'p99 ms', 'node µs', 'PostgreSQL µs'],
  Object.entries(f?.asked ?? {}).flatMap(([connections, asked]) =>
    Object.entries(asked).map(([question, figures]) => [
      connections,
      questions[question as keyof typeof questions],
      ...readRow(figures),
    ]),
  ),
)}

## (g) Labels, on one core

${table(
  ['read', 'per second'],
  g
    ? [
        ['element strings: form and content', fixed(g.elementStrings)],
        ['… and which elements stand together', fixed(g.wholeLabels)],
        ['… and what the scan box makes of them', fixed(g.scans)],
        ['Digital Links', fixed(g.digitalLinks)],
        ['RFID tags', fixed(g.tags)],
      ]
    : [],
)}

## (h) A block of ${plan.numbers.toLocaleString('en')} numbers

*COPY*: the same numbers, made before, into a table without an index. Milliseconds.

${table(
  ['', 'product', 'raw COPY', 'product ÷ COPY', 'node, computing'],
  Object.entries(h ?? {}).map(([kind, { product, copy, nodeCpu }]) => [
    kind,
    fixed(product),
    fixed(copy),
    `${(product / copy).toFixed(1)}×`,
    fixed(nodeCpu),
  ]),
)}

## (i) RFID

Messages of 200 reads in the JSON of a reader, over HTTP by eight senders, until they are stored as sightings. *raw*: each read as a row of
its own in a table without indexes, as many in a statement.

${table(
  ['', 'per second'],
  i
    ? [
        ['reads, to stored sightings', fixed(i.product)],
        ['raw rows', fixed(i.raw)],
        ['product ÷ raw', (i.product / i.raw).toFixed(2)],
        ['node µs/read', i.nodeUs.toFixed(1)],
        ['PostgreSQL µs/read', i.postgresUs.toFixed(1)],
      ]
    : [],
)}

## (j) Bulk moves

The same units moved to another spot as a job of a file, from the order to its last line, and by calls of ${plan.scans.toLocaleString('en')} scans. Milliseconds.

${table(
  ['units', 'bulk move', 'bare scans', 'bulk ÷ bare'],
  j
    ? [
        [fixed(plan.bulkMoves / 10), fixed(j.few), fixed(j.fewBare), (j.few / j.fewBare).toFixed(2)],
        [fixed(plan.bulkMoves), fixed(j.many), fixed(j.manyBare), (j.many / j.manyBare).toFixed(2)],
      ]
    : [],
)}

${
  j
    ? `1,000 serials announced and received, a call each: ${fixed(j.thousand)} ms. Cited beside it, measured once on such a machine: Tryton 6.0
(stock, stock_lot; its model without HTTP, PostgreSQL 15) took 166 s to receive them and 170 s until it was done; it books costs and
documents besides.`
    : ''
}
`;
}

function singlesTable(connections: string, figures: Singles[number]): string {
  const rows = Object.entries(figures).map(([variant, f]) => [
    variant,
    fixed(f.perSecond),
    f.p50.toFixed(1),
    f.p99.toFixed(1),
    fixed(f.nodeUs),
    fixed(f.postgresUs),
    f.group.toFixed(1),
  ]);
  const head = ['', 'scans/s', 'p50 ms', 'p99 ms', 'node µs/scan', 'PostgreSQL µs/scan', 'scans a group'];
  return `${connections} connections:\n\n${table(head, rows)}`;
}

function readRow(f: ReadFigures): string[] {
  return [fixed(f.perSecond), f.p50.toFixed(2), f.p99.toFixed(2), fixed(f.nodeUs), fixed(f.postgresUs)];
}

function fixed(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What profiles have shown, for whoever asks why a figure is what it is. */
const why = `## Why

**(a)** A round to the database costs this machine some 0.1 ms on either side, whatever it does: most of it is sending, waking
and, for a commit, the disk. A group pays it once. Ungrouped the same code does worse than the five plain statements, for it
sends set-based statements for one row each.

**(b)** The raw statements alone are the floor, and on these two cores the floor for 10,000 units is above the half second
that was aimed at. On top of it come reading 10,000 codes, judging and hashing (about a quarter of the process's time),
turning rows into columns and sending them (a third), and collecting garbage (a fifth with V8's own nursery; a larger one
took a quarter off the whole call, docs/decisions/0016). Chunks of 500 go two at a time, so that PostgreSQL writes one while
the process judges the next (docs/decisions/0014).

**(d)** In a closed loop each request waits for the fifteen others: p50 is sixteen times what one costs, and driver, server and
PostgreSQL share two cores. The statement is 0.02–0.09 ms of it; the rest is HTTP (a reply's \`writev\` alone is a fifth of the
process's time) and the round to the database, which callers share since docs/decisions/0015. What a caller feels when the
server is not driven to its limit are the rows with two connections.

**(f)** What everything begins with, asked by somebody who sees one site of 21, is the dearest question: of each unit found it
has to be read where it is, until there are enough of that site.`;
