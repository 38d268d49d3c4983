import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, type Role, roleNames } from '../src/access/roles.ts';
import type { Route } from '../src/http/endpoint.ts';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';
import { bulkRows } from './bulk-routes.ts';
import { countingRows } from './counting-routes.ts';
import { inboundRows } from './inbound-routes.ts';
import { aPrinter, labelRows, printJob } from './label-routes.ts';
import { stockRows } from './stock-routes.ts';
import { valueRows } from './value-routes.ts';
import { vendorRows } from './vendor-routes.ts';

// Every route × every role, granted everywhere and for one site, and every object of a site × {own, another site's, one
// that is not there, one that cannot be}. Made from the route table: a route without a row here fails.

let app: TestApp;
let things: Record<Thing, Targets>;
beforeAll(async () => {
  app = await openTestApp();
  things = await arrange();
});
afterAll(() => app?.close());

type Target = 'own' | 'other' | 'absent' | 'malformed';
type Targets = Readonly<Record<Target, string>>;
type Thing =
  | 'import'
  | 'order'
  | 'site'
  | 'unit'
  | 'serial'
  | 'exception'
  | 'receipt'
  | 'count'
  | 'transfer'
  | 'printer'
  | 'job'
  | 'label'
  | 'device'
  | 'person'
  | 'key';

const allRoutes = () => app.app.routes.map((route) => [`${route.method} ${route.path}`, route] as const);
const ownSite = 'STORE-1';

// ---- Which function

describe('each route lets in exactly who has its permission, as far as it reaches', () => {
  const whose = [null, ...roleNames.flatMap((role) => [`${role} everywhere`, `${role} at one site`])];

  test('whoever asks, with a body that says nothing', async () => {
    for (const [name, route] of allRoutes()) {
      const let_in: (string | null)[] = [];
      for (const who of whose) {
        const { method } = route;
        const url = route.path.replace(/:(?:id|reference)/g, '2147483647').replace(/:\w+/g, 'nothing-here');
        const body = method === 'POST' || method === 'PATCH' ? { nonsense: true } : undefined;
        const { status, body: told } = await app.ask(method, url, body, { key: await keyFor(who) });
        expect([name, who, status < 500]).toEqual([name, who, true]);
        if (status !== 401 && told?.code !== 'not_permitted') let_in.push(who);
      }
      expect([name, let_in]).toEqual([name, whose.filter((who) => isLetIn(who, route))]);
    }
  });

  function isLetIn(who: string | null, { permission, reach }: Route): boolean {
    if (permission === 'public') return true;
    if (who === null) return false;
    const [role, where] = who.split(' ') as [Role, string];
    return (
      may(role, permission) && (where === 'everywhere' || reach !== 'everywhere' || permission === 'self')
    );
  }

  async function keyFor(who: string | null): Promise<string | null> {
    if (who === null) return null;
    const [role, where] = who.split(' ') as [Role, string];
    return where === 'everywhere' ? app.keyOf(role) : app.keyOf(role, ownSite);
  }

  test('other methods are known nowhere, whoever asks', async () => {
    for (const [name, { path }] of allRoutes()) {
      const known = app.app.routes.filter((route) => route.path === path).map(({ method }) => method);
      for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'GET'] as const) {
        if (known.some((one) => one === method)) continue;
        const { status, headers } = await app.ask(method, path.replace(/:\w+/g, '1'));
        expect([name, method, status, String(headers.allow).includes(known[0]!)]).toEqual([
          name,
          method,
          405,
          true,
        ]);
      }
    }
  });
});

// ---- Which object

interface Row {
  /** Sent for each target. */
  readonly ask?: (of: Record<Thing, string>) => { readonly url: string; readonly body?: unknown };
  /** What it is about. A list is about nothing: then only another site's things must not stand in it. */
  readonly about?: Thing;
  /** Where the same is tested with more than a row can arrange. */
  readonly tested?: string;
}

const scan = (site: string, code: string) => ({
  move: 'count',
  site,
  scans: [{ id: crypto.randomUUID(), codes: ['TV', code], input: 'scanned' }],
});

const rows: Readonly<Record<string, Row>> = {
  'POST /api/scans': { about: 'site', ask: ({ site }) => ({ url: '/api/scans', body: scan(site, 'M-1') }) },
  'POST /api/scans/judge': {
    about: 'site',
    ask: ({ site }) => ({ url: '/api/scans/judge', body: scan(site, 'M-1') }),
  },
  'GET /api/units': { about: 'site', ask: ({ site }) => ({ url: `/api/units?site=${site}` }) },
  'GET /api/home': { about: 'site', ask: ({ site }) => ({ url: `/api/home?site=${site}` }) },
  'GET /api/refusals': { about: 'site', ask: ({ site }) => ({ url: `/api/refusals?site=${site}` }) },
  'GET /api/sites/:code/map': { about: 'site', ask: ({ site }) => ({ url: `/api/sites/${site}/map` }) },
  'GET /api/units/explain': {
    about: 'serial',
    ask: ({ serial }) => ({ url: `/api/units/explain?code=${serial}` }),
  },
  'GET /api/units/by-code/:code': {
    about: 'serial',
    ask: ({ serial }) => ({ url: `/api/units/by-code/${serial}` }),
  },
  'GET /api/units/:id': { about: 'unit', ask: ({ unit }) => ({ url: `/api/units/${unit}` }) },
  'GET /api/units/:id/history': { about: 'unit', ask: ({ unit }) => ({ url: `/api/units/${unit}/history` }) },
  'GET /api/search': { tested: 'src/operations/search/search.db.test.ts' },
  'POST /api/search': { tested: 'src/operations/search/search.db.test.ts' },
  'GET /api/availability': { about: 'site', ask: ({ site }) => ({ url: `/api/availability?site=${site}` }) },
  'GET /api/changes': { ask: () => ({ url: '/api/changes?limit=1000' }) },
  'GET /api/live': { tested: 'src/operations/live/live.db.test.ts' },
  'GET /api/sites': { ask: () => ({ url: '/api/sites' }) },
  'GET /api/sites/:code': { about: 'site', ask: ({ site }) => ({ url: `/api/sites/${site}` }) },
  'PATCH /api/sites/:code': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/sites/${site}`, body: { name: 'A store' } }),
  },
  'GET /api/sites/:code/locations': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/sites/${site}/locations` }),
  },
  'POST /api/sites/:code/locations': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/sites/${site}/locations`, body: { locations: [{ code: 'NEW-SPOT' }] } }),
  },
  'PATCH /api/sites/:code/locations/:location': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/sites/${site}/locations/A-01`, body: { color: 'red' } }),
  },
  'GET /api/policy': { tested: 'src/operations/policy/policy.db.test.ts' },
  'GET /api/policy/explain': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/policy/explain?site=${site}&handOff=sale&sku=PHONE` }),
  },
  'POST /api/sites/:code/roll-back': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/sites/${site}/roll-back`, body: { reason: 'till is down' } }),
  },
  'POST /api/sites/:code/roll-out': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/sites/${site}/roll-out`, body: { reason: 'till is up' } }),
  },
  'GET /api/photos/:hash': { tested: 'src/operations/photos/photos.db.test.ts' },
  'POST /api/photos/:hash/erase': { tested: 'src/operations/photos/photos.db.test.ts' },
  'POST /api/unread': { tested: 'src/operations/unread/unread.db.test.ts' },
  'GET /api/adjustments': { about: 'site', ask: ({ site }) => ({ url: `/api/adjustments?site=${site}` }) },
  'POST /api/adjustments': { tested: 'src/operations/adjusting/adjusting.db.test.ts' },
  'GET /api/putaway': { about: 'site', ask: ({ site }) => ({ url: `/api/putaway?site=${site}` }) },
  'GET /api/putaway/suggestions': {
    about: 'unit',
    ask: ({ unit }) => ({ url: `/api/putaway/suggestions?site=STORE-1&unit=${unit}` }),
  },
  'GET /api/unread': { about: 'site', ask: ({ site }) => ({ url: `/api/unread?site=${site}` }) },
  'POST /api/unread/:number/complete': { tested: 'src/operations/unread/unread.db.test.ts' },
  ...labelRows,
  ...bulkRows,
  ...vendorRows,
  'GET /api/exceptions': { about: 'site', ask: ({ site }) => ({ url: `/api/exceptions?site=${site}` }) },
  'GET /api/exceptions/owners': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/exceptions/owners?site=${site}` }),
  },
  'GET /api/exceptions/:id': {
    about: 'exception',
    ask: ({ exception }) => ({ url: `/api/exceptions/${exception}` }),
  },
  'POST /api/exceptions/:id/owner': {
    about: 'exception',
    ask: ({ exception }) => ({ url: `/api/exceptions/${exception}/owner`, body: { owner: null } }),
  },
  'POST /api/exceptions/:id/settle': {
    about: 'exception',
    ask: ({ exception }) => ({ url: `/api/exceptions/${exception}/settle`, body: { settlement: 'Seen.' } }),
  },
  ...countingRows,
  'GET /api/receipts': { about: 'site', ask: ({ site }) => ({ url: `/api/receipts?site=${site}` }) },
  'POST /api/receipts': {
    about: 'site',
    ask: ({ site }) => ({ url: '/api/receipts', body: { number: `R-${crypto.randomUUID()}`, site } }),
  },
  'GET /api/receipts/:number/progress': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}/progress` }),
  },
  'GET /api/receipts/:number/report.csv': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}/report.csv` }),
  },
  'GET /api/receipts/:number/report.pdf': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}/report.pdf` }),
  },
  'POST /api/receipts/:number/reopen': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}/reopen`, body: { reason: 'one more' } }),
  },
  'GET /api/receipts/:number': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}` }),
  },
  'GET /api/receipts/:number/units': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}/units` }),
  },
  ...inboundRows,
  ...stockRows,
  ...valueRows,
  'POST /api/receipts/:number/close': {
    about: 'receipt',
    ask: ({ receipt }) => ({ url: `/api/receipts/${receipt}/close`, body: {} }),
  },
  'GET /api/rfid/readers': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/rfid/readers?site=${site}` }),
  },
  'POST /api/rfid/readers': {
    about: 'site',
    ask: ({ site }) => ({
      url: '/api/rfid/readers',
      body: { code: crypto.randomUUID().slice(0, 32), name: 'A gate', site, purpose: 'gate' },
    }),
  },
  'PATCH /api/rfid/readers/:code': { tested: 'src/operations/rfid/rfid.db.test.ts' },
  'POST /api/rfid/readers/:code/reads': { tested: 'src/operations/rfid/rfid.db.test.ts' },
  'GET /api/rfid/sightings': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/rfid/sightings?site=${site}` }),
  },
  'GET /api/rfid/unknown-tags': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/rfid/unknown-tags?site=${site}` }),
  },
  'GET /api/rfid/find': { tested: 'src/operations/rfid/rfid.db.test.ts' },
  'GET /api/units/:id/sightings': {
    about: 'unit',
    ask: ({ unit }) => ({ url: `/api/units/${unit}/sightings` }),
  },
  'GET /api/transfers': { ask: () => ({ url: '/api/transfers' }) },
  'POST /api/transfers': {
    about: 'site',
    ask: ({ site }) => ({
      url: '/api/transfers',
      body: { request: crypto.randomUUID(), from: site, to: 'DC', lines: [{ sku: 'TV' }] },
    }),
  },
  'GET /api/transfers/:number': {
    about: 'transfer',
    ask: ({ transfer }) => ({ url: `/api/transfers/${transfer}` }),
  },
  'GET /api/transfers/:number/units': {
    about: 'transfer',
    ask: ({ transfer }) => ({ url: `/api/transfers/${transfer}/units` }),
  },
  'GET /api/transfers/:number/progress': {
    about: 'transfer',
    ask: ({ transfer }) => ({ url: `/api/transfers/${transfer}/progress` }),
  },
  'POST /api/transfers/:number/send': {
    about: 'transfer',
    ask: ({ transfer }) => ({
      url: `/api/transfers/${transfer}/send`,
      body: { request: crypto.randomUUID() },
    }),
  },
  'POST /api/transfers/:number/arrivals': {
    about: 'transfer',
    ask: ({ transfer }) => ({
      url: `/api/transfers/${transfer}/arrivals`,
      body: { id: crypto.randomUUID(), codes: ['NO-SUCH-UNIT'], reason: 'in the box' },
    }),
  },
  'POST /api/transfers/:number/losses': {
    about: 'transfer',
    ask: ({ transfer }) => ({
      url: `/api/transfers/${transfer}/losses`,
      body: { request: crypto.randomUUID(), units: [1], reason: 'torn open' },
    }),
  },
  'POST /api/transfers/:number/cancel': {
    about: 'transfer',
    ask: ({ transfer }) => ({ url: `/api/transfers/${transfer}/cancel`, body: {} }),
  },
  'POST /api/transfers/:number/close': {
    about: 'transfer',
    ask: ({ transfer }) => ({ url: `/api/transfers/${transfer}/close`, body: {} }),
  },
  'POST /api/transfers/:number/reopen': {
    about: 'transfer',
    ask: ({ transfer }) => ({ url: `/api/transfers/${transfer}/reopen`, body: { reason: 'one more' } }),
  },
  'GET /api/in-transit': { ask: () => ({ url: '/api/in-transit' }) },
  'POST /api/imports': { tested: 'src/operations/importing/importing.db.test.ts' },
  'GET /api/imports': { ask: () => ({ url: '/api/imports' }) },
  'GET /api/imports/:id': { about: 'import', ask: (of) => ({ url: `/api/imports/${of.import}` }) },
  'PATCH /api/imports/:id': {
    about: 'import',
    ask: (of) => ({ url: `/api/imports/${of.import}`, body: {} }),
  },
  'POST /api/imports/:id/task': {
    about: 'import',
    ask: (of) => ({ url: `/api/imports/${of.import}/task`, body: { do: 'pause' } }),
  },
  'GET /api/imports/:id/lines': {
    about: 'import',
    ask: (of) => ({ url: `/api/imports/${of.import}/lines` }),
  },
  'GET /api/imports/:id/errors.csv': {
    about: 'import',
    ask: (of) => ({ url: `/api/imports/${of.import}/errors.csv` }),
  },
  'GET /api/exports/:list': {
    about: 'site',
    ask: ({ site }) => ({ url: `/api/exports/units?site=${site}` }),
  },
  'GET /api/orders/:number': { about: 'order', ask: ({ order }) => ({ url: `/api/orders/${order}` }) },
  'GET /api/devices': { ask: () => ({ url: '/api/devices' }) },
  'POST /api/devices/pairings': {
    about: 'site',
    ask: ({ site }) => ({ url: '/api/devices/pairings', body: { name: 'A handheld', site } }),
  },
  'PATCH /api/devices/:id': {
    about: 'device',
    ask: ({ device }) => ({ url: `/api/devices/${device}`, body: { name: 'Another name' } }),
  },
  'DELETE /api/devices/:id': { about: 'device', ask: ({ device }) => ({ url: `/api/devices/${device}` }) },
  'GET /api/people': { ask: () => ({ url: '/api/people' }) },
  'POST /api/people': {
    about: 'site',
    ask: ({ site }) => ({
      url: '/api/people',
      body: { login: crypto.randomUUID(), name: 'New', grants: [{ role: 'associate', site }] },
    }),
  },
  'GET /api/people/:id': { about: 'person', ask: ({ person }) => ({ url: `/api/people/${person}` }) },
  'PATCH /api/people/:id': {
    about: 'person',
    ask: ({ person }) => ({ url: `/api/people/${person}`, body: { name: 'Renamed' } }),
  },
  'POST /api/people/:id/password': {
    about: 'person',
    ask: ({ person }) => ({ url: `/api/people/${person}/password` }),
  },
  'POST /api/people/:id/badge': {
    about: 'person',
    ask: ({ person }) => ({ url: `/api/people/${person}/badge`, body: { badge: crypto.randomUUID() } }),
  },
  'POST /api/people/:id/pin': {
    about: 'person',
    ask: ({ person }) => ({ url: `/api/people/${person}/pin`, body: { pin: '2580' } }),
  },
  'DELETE /api/people/:id/badge': {
    about: 'person',
    ask: ({ person }) => ({ url: `/api/people/${person}/badge` }),
  },
  'DELETE /api/people/:id/sessions': {
    about: 'person',
    ask: ({ person }) => ({ url: `/api/people/${person}/sessions` }),
  },
  'GET /api/keys': { ask: () => ({ url: '/api/keys?limit=1000' }) },
  'POST /api/keys': {
    about: 'site',
    ask: ({ site }) => ({ url: '/api/keys', body: { name: 'New', role: 'associate', sites: [site] } }),
  },
  'DELETE /api/keys/:id': { about: 'key', ask: ({ key }) => ({ url: `/api/keys/${key}` }) },
};

describe('what is another site’s answers like what is not there', () => {
  test('every route that reaches a site has its row, and no other has', () => {
    const reaching = allRoutes().filter(([, { reach }]) => reach === 'site');
    expect(Object.keys(rows).sort()).toEqual(reaching.map(([name]) => name).sort());
    for (const { tested } of Object.values(rows))
      if (tested !== undefined)
        expect([tested, existsSync(join(projectDirectory, tested))]).toEqual([tested, true]);
  });

  test.each(Object.entries(rows).filter(([, { ask }]) => ask))('%s', async (name, { ask, about }) => {
    const route = app.app.routes.find(({ method, path }) => `${method} ${path}` === name)!;
    for (const role of roleNames) {
      const key = await app.keyOf(role, ownSite);
      const answer = async (target: Target) => {
        const { url, body } = ask!(namesOf(target));
        const told = await app.ask(route.method, url, body, { key });
        const shown = about === undefined ? told.text : without(things[about][target], told.text);
        return {
          status: told.status,
          code: told.status < 400 ? undefined : (told.body?.code as string),
          shown,
        };
      };
      const told = { other: await answer('other'), absent: await answer('absent') };
      const malformed = await answer('malformed');
      const own = await answer('own');
      if (!may(role, route.permission)) {
        for (const one of [own, told.other, told.absent, malformed])
          expect([role, one.status, one.code]).toEqual([role, 403, 'not_permitted']);
        continue;
      }
      expect([role, own.code === 'not_permitted', own.status < 500]).toEqual([role, false, true]);
      if (about === undefined) {
        for (const other of theirs())
          expect([role, other, own.shown.includes(other)]).toEqual([role, other, false]);
        continue;
      }
      expect([role, told.other]).toEqual([role, told.absent]);
      expect([role, malformed.status >= 400 && malformed.status < 500]).toEqual([role, true]);
      expect([role, own]).not.toEqual([role, told.absent]);
      if (own.code !== 'more_than_own') expect([role, own.status]).not.toEqual([role, 404]);
    }
  });

  /** Words that can only come from another site's things. */
  const theirs = () => [things.site.other, things.serial.other];
});

/** An answer without the name that the question itself had; as a part of other words and numbers it stays. */
function without(name: string, text: string): string {
  const literal = name.replace(/[^A-Za-z0-9]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, 'g'), '?');
}

function namesOf(target: Target): Record<Thing, string> {
  const names = Object.entries(things).map(([thing, targets]) => [thing, targets[target]]);
  return Object.fromEntries(names) as Record<Thing, string>;
}

/** One of each at the own site and at another. */
async function arrange(): Promise<Record<Thing, Targets>> {
  const [own, other] = [await thingsAt(ownSite), await thingsAt('STORE-2')];
  const absent = {
    site: 'NOWHERE',
    unit: '4398046511104',
    serial: 'MATRIX-NOWHERE',
    exception: '4398046511104',
  };
  const absentIds = {
    import: '2147483646',
    order: 'ORD-NOWHERE',
    receipt: 'ASN-NOWHERE',
    count: 'C-NOWHERE',
    transfer: 'T-NOWHERE',
    device: '2147483646',
    person: '2147483646',
    key: '2147483646',
    printer: '2147483646',
    job: '4398046511104',
    label: '4398046511104',
  };
  const malformed = { site: '%00', unit: 'x', serial: '%00', exception: '1e3' };
  const malformedIds = {
    import: 'x',
    order: '%00',
    receipt: '%00',
    count: '%00',
    transfer: '%00',
    device: '-1',
    person: '0x1',
    key: '9'.repeat(30),
    printer: 'x',
    job: '1e3',
    label: '-1',
  };
  const all: [Thing, Targets][] = (Object.keys(own) as Thing[]).map((thing) => [
    thing,
    {
      own: own[thing],
      other: other[thing],
      absent: { ...absent, ...absentIds }[thing],
      malformed: { ...malformed, ...malformedIds }[thing],
    },
  ]);
  return Object.fromEntries(all) as Record<Thing, Targets>;
}

async function thingsAt(site: string): Promise<Record<Thing, string>> {
  const serial = site === ownSite ? 'HARBOUR-0011' : 'QUARTZ-LANE-77';
  const document = { kind: 'receipt', number: `ASN-${site}` };
  await app.scan('announce', ['TV', serial], { site, document });
  const told = await app.scan('receive', ['TV', serial], { site, document });
  const found = await app.scan('take_into_custody', ['TV', serial], { site });
  const count = await app.ask('POST', '/api/counts', {
    id: crypto.randomUUID(),
    site,
    scope: { sku: 'LAPTOP' },
  });
  const invited = await app.ask('POST', '/api/devices/pairings', { name: `Handheld ${site}`, site });
  const device = await app.ask('POST', '/api/devices/pair', { code: invited.body.code }, { key: null });
  await app.world.asOwner(`with d as (insert into document (kind, number) values ('order', 'ORD-${site}') returning id)
    insert into customer_order (document_id, site_id) select d.id, s.id from d, site s where s.code = '${site}'`);
  await app.ask('POST', '/api/transfers', {
    ...{ request: crypto.randomUUID(), number: `T-${site}`, from: 'DC', to: site },
    lines: [{ sku: 'TV' }],
  });
  const grants = [{ role: 'associate', site }];
  const person = await app.ask('POST', '/api/people', { login: `matrix-${site}`, name: site, grants });
  const key = await app.ask('POST', '/api/keys', { name: `Key ${site}`, role: 'associate', sites: [site] });
  const printer = await app.ask('POST', '/api/printers', aPrinter(site));
  const asked = printJob(String(told.unit.id), site);
  const job = await app.ask('POST', '/api/print-jobs', asked);
  const labels = await app.ask('GET', `/api/labels?job=${job.body.id}`);
  const file = await app.ask(
    'POST',
    '/api/imports?kind=opening_stock',
    `SKU,Serial Number,Site\nTV,IMP-1,${site}\n`,
    {
      key: await app.keyOf('manager', site),
      headers: { 'content-type': 'text/csv' },
    },
  );
  return {
    import: String(file.body.id),
    order: `ORD-${site}`,
    site,
    unit: String(told.unit.id),
    serial,
    exception: String(found.exceptions[0].id),
    receipt: document.number,
    count: count.body.number,
    transfer: `T-${site}`,
    device: String(device.body.id),
    person: String(person.body.id),
    key: String(key.body.id),
    printer: String(printer.body.id),
    job: String(job.body.id),
    label: String(labels.body.items[0].id),
  };
}
