import type { Static } from 'typebox';
import type { foundUnits, historySchema, unitSchema } from '../operations/units/contract.ts';
import { ServerRefused } from './client.ts';
import { exits, grouped, jsonOption, type ServerCommand } from './command.ts';
import { factsText, tableText, visible } from './table.ts';

type Unit = Static<typeof unitSchema>;
type Found = Static<typeof foundUnits>;
type Event = Static<typeof historySchema>['events'][number];

const group = 'units';

export const unitCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'find <code>',
    summary: 'find units by anything that can be scanned',
    options: [jsonOption],
    help: `
The code is a serial, an IMEI, a GS1 element string, a Digital Link, or one of our labels. Numbers that a unit has no
longer find it too.

Exit codes: 0 found, 66 no unit has this number.

Examples:
  $ unitrail units find PH1A000042
  $ unitrail units find "(01)09521234000013(21)PH1A000042" --json | jq .units[0].id`,
    async run({ client, terminal, args: [code], options }) {
      const found = await client.ask<Found>('GET', `/api/units/by-code/${encodeURIComponent(code!)}`);
      if (options.json === true) terminal.print(JSON.stringify(found));
      else terminal.print(unitsTable(found.units));
      return exits.fine;
    },
  },
  {
    group,
    usage: 'show <unit>',
    summary: 'show one unit as it is now',
    options: [jsonOption],
    help: `
The unit is given by its number (the first column of "units find"), or by a code that only one unit has.

Exit codes: 0 shown, 65 several units have this number, 66 none has it.

Examples:
  $ unitrail units show 42
  $ unitrail units show PH1A000042`,
    async run(asked) {
      const unit = await theUnit(asked);
      if (asked.options.json === true) asked.terminal.print(JSON.stringify(unit));
      else asked.terminal.print(factsText(unitFacts(unit)));
      return exits.fine;
    },
  },
  {
    group,
    usage: 'history <unit>',
    summary: 'read the life of one unit, event by event',
    options: [jsonOption],
    help: `
The unit is given as for "units show". Events that were taken back stay in the list and say by which event.

Examples:
  $ unitrail units history PH1A000042
  $ unitrail units history 42 --json | jq '.events | length'`,
    async run(asked) {
      const { client, terminal, options } = asked;
      const { id } = await theUnit(asked);
      const life = await client.ask<{ events: Event[] }>('GET', `/api/units/${id}/history`);
      if (options.json === true) terminal.print(JSON.stringify(life));
      else terminal.print(historyTable(life.events));
      return exits.fine;
    },
  },
];

/** By its number, or by any code that only one unit has. A serial that is all digits is looked for when no number fits. */
async function theUnit({ client, args: [given] }: Parameters<ServerCommand['run']>[0]): Promise<Unit> {
  if (/^[1-9][0-9]{0,15}$/.test(given!)) {
    try {
      return await client.ask<Unit>('GET', `/api/units/${given}`);
    } catch (error) {
      if (!(error instanceof ServerRefused) || error.status >= 500 || error.status < 404) throw error;
    }
  }
  const { units } = await client.ask<Found>('GET', `/api/units/by-code/${encodeURIComponent(given!)}`);
  const [only, another] = units;
  if (only !== undefined && another === undefined) return client.ask<Unit>('GET', `/api/units/${only.id}`);
  throw new ServerRefused(
    409,
    {},
    `${units.length} units have this number: give one of ${units.map(({ id }) => id).join(', ')}.`,
  );
}

function unitsTable(units: Found['units']): string {
  return tableText(
    ['UNIT', 'SKU', 'SERIAL', 'STATUS', 'PLACE', 'HOLDS'],
    units.map(({ id, sku, serial, status, place, holds }) => [
      id,
      sku,
      serial,
      status,
      place,
      holds.join(', ') || null,
    ]),
  );
}

function unitFacts(unit: Unit): Record<string, string | number | null> {
  const { sale, identifiers } = unit;
  const document = sale?.document;
  return {
    unit: unit.id,
    product: `${unit.sku}, ${unit.name}`,
    serial: unit.serial,
    numbers: identifiers
      .map(({ kind, value, until }) => `${kind}:${value}${until ? ' (ended)' : ''}`)
      .join(', '),
    status: unit.status,
    condition: unit.condition,
    holds: unit.holds.join(', ') || null,
    place: unit.place,
    owner: unit.owner,
    use: unit.use,
    checks: unit.checks.join(', ') || null,
    lot: unit.lot,
    supplier: unit.supplier,
    sale: document ? `${document.kind}:${document.number}` : null,
    see: unit.see,
    last: `${unit.lastMove} at ${unit.lastSpot}, ${unit.lastAt} (event ${grouped(unit.seq)})`,
  };
}

function historyTable(events: readonly Event[]): string {
  return tableText(
    ['EVENT', 'RECORDED', 'MOVE', 'STATUS', 'PLACE', 'BY', 'KNOWN BY', 'NOTE'],
    events.map((event) => [
      event.seq,
      event.recordedAt,
      event.move,
      event.status,
      event.place,
      event.actor,
      event.evidence,
      noteOf(event),
    ]),
  );
}

function noteOf({ annuls, annulledBy, document, details }: Event): string | null {
  const notes = [
    annulledBy === null ? '' : `taken back by event ${annulledBy}`,
    annuls === null ? '' : `takes back event ${annuls}`,
    document === null ? '' : `${document.kind}:${document.number}`,
    details === null ? '' : JSON.stringify(details),
  ];
  const said = notes.filter((note) => note !== '').join(' · ');
  return said === '' ? null : visible(said);
}
