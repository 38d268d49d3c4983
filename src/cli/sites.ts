import type { LocationOnWire, NewSite, SiteOnWire } from '../operations/places/contract.ts';
import { exits, jsonOption, type ServerCommand } from './command.ts';
import { factsText, tableText } from './table.ts';

const group = 'sites';

export const siteCommands: readonly ServerCommand[] = [
  {
    group,
    usage: 'list',
    summary: 'list the sites',
    options: [jsonOption],
    help: `
Examples:
  $ unitrail sites list
  $ unitrail sites list --json | jq '.[].code'`,
    async run({ client, terminal, options }) {
      const sites = await client.all<SiteOnWire>('/api/sites');
      if (options.json === true) terminal.print(JSON.stringify(sites));
      else
        terminal.print(
          tableText(
            ['SITE', 'NAME', 'KIND', 'TIME ZONE', 'OWNER'],
            sites.map(({ code, name, kind, timeZone, owner }) => [code, name, kind, timeZone, owner]),
          ),
        );
      return exits.fine;
    },
  },
  {
    group,
    usage: 'show <code>',
    summary: 'show one site and its locations',
    options: [jsonOption],
    help: `
Examples:
  $ unitrail sites show STORE-1`,
    async run({ client, terminal, args: [code], options }) {
      const path = `/api/sites/${encodeURIComponent(code!)}`;
      const site = await client.ask<SiteOnWire>('GET', path);
      const locations = await client.all<LocationOnWire>(`${path}/locations`);
      if (options.json === true) {
        terminal.print(JSON.stringify({ ...site, locations }));
        return exits.fine;
      }
      const { name, kind, timeZone, owner } = site;
      terminal.print(factsText({ site: site.code, name, kind, 'time zone': timeZone, owner }));
      terminal.print('');
      terminal.print(
        tableText(
          ['LOCATION', 'NAME', 'KIND', 'AISLE', 'COLOR'],
          locations.map((spot) => [spot.code, spot.name, spot.kind, spot.aisle, spot.color]),
        ),
      );
      return exits.fine;
    },
  },
  {
    group,
    usage: 'create <code>',
    summary: 'make a site',
    options: [
      ['--name <name>', 'its name; the code if not given'],
      ['--kind <kind>', 'warehouse, store, returns_hub, repair_shop or partner; store if not given'],
      ['--time-zone <zone>', 'an IANA name, like Europe/Berlin; UTC if not given'],
      jsonOption,
    ],
    help: `
A site begins with one location, FLOOR. Its code never changes: history is written with it.

Examples:
  $ unitrail sites create STORE-3 --name "Market square" --time-zone Europe/Vienna
  $ unitrail sites create HUB --kind returns_hub`,
    async run({ client, terminal, args, options }) {
      const [code] = args as [string];
      const { name = code, kind = 'store', timeZone = 'UTC' } = options as Partial<NewSite>;
      const site = await client.ask<SiteOnWire>('POST', '/api/sites', { code, name, kind, timeZone });
      if (options.json === true) terminal.print(JSON.stringify(site));
      else terminal.print(`The site ${site.code} was made.`);
      return exits.fine;
    },
  },
];
