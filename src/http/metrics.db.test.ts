import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../domain/limits.ts';
import { projectDirectory } from '../platform/project-directory.ts';
import { openTestApp, type TestApp } from '../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

async function scrape(): Promise<string> {
  const { status, text } = await app.ask('GET', '/metrics', undefined, { headers: { accept: '*/*' } });
  expect(status).toBe(200);
  return text;
}

/** Names of the families in the text, with what they say of themselves. */
function families(text: string) {
  return [...text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\w+)$/gm)].map(([, name, help, type]) => ({
    name: name!,
    help: help!,
    type: type!,
  }));
}

describe('the figures', () => {
  test('count scans by move and outcome, refusals by reason, groups, exceptions by kind', async () => {
    await app.scan('receive', ['TV', 'MET-1']);
    await app.scan('pick', ['MET-NOT-KNOWN']);
    await app.scan('take_into_custody', ['MET-1']);
    const text = await scrape();
    for (const line of [
      'unitrail_scans_total{move="receive",outcome="recorded"} 1',
      'unitrail_scans_total{move="pick",outcome="refused"} 1',
      'unitrail_refusals_total{code="unknown_unit"} 1',
      'unitrail_group_scans_count{lane="small"} 3',
      'unitrail_group_scans_sum{lane="small"} 3',
      'unitrail_group_wait_seconds_count{lane="small"} 3',
      'unitrail_group_duration_seconds_count{lane="small"} 3',
      'unitrail_waiting_scans{lane="bulk"} 0',
      'unitrail_http_requests_total{route="POST /api/scans",status="200"} 3',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^unitrail_open_exceptions\{kind="\w+"\} 1$/m);
    expect(text).toMatch(/^unitrail_feed_lag_seconds \d/m);
    await app.app.holdings.caughtUp();
    expect(await scrape()).toMatch(/^unitrail_reader_lag_seconds\{reader="holdings"\} 0$/m);
  });

  test('count callers that could not be told, by the reason, and no route by its numbers', async () => {
    for (const key of [null, 'wrong', 'wrong']) await app.ask('GET', '/api/units/1', undefined, { key });
    const text = await scrape();
    expect(text).toMatch(/^unitrail_sign_in_failures_total\{code="unauthenticated"\} 1$/m);
    expect(text).toMatch(/^unitrail_sign_in_failures_total\{code="unknown_key"\} 2$/m);
    expect(text).toMatch(/^unitrail_http_requests_total\{route="GET \/api\/units\/:id",status="401"\} 3$/m);
    expect(text).not.toContain('/api/units/1');
  });

  test('tell of the pools, the event loop and what is under way', async () => {
    const text = await scrape();
    expect(text).toMatch(/^unitrail_database_sessions\{pool="writers",use="unopened"\} \d+$/m);
    expect(text).toMatch(/^unitrail_database_waiting\{pool="readers"\} \d+$/m);
    expect(text).toMatch(/^unitrail_requests_limit\{kind="write"\} \d+$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  test('are named and explained as Prometheus asks', async () => {
    const own = families(await scrape()).filter(({ name }) => name.startsWith('unitrail_'));
    expect(own.length).toBeGreaterThan(12);
    for (const { name, help, type } of own) {
      expect(help).toMatch(/^[A-Z].*\.$/);
      expect([name, type === 'counter']).toEqual([name, name.endsWith('_total')]);
      expect([name, /_(?:ms|millis|minutes|percent)\b/.test(name)]).toEqual([name, false]);
      if (/wait|duration|lag/.test(name) && type !== 'counter' && !name.includes('waiting'))
        expect(name).toMatch(/_seconds$/);
    }
  });

  test('that the database gives are left out while it fails; the others stay', async () => {
    await app.world.asOwner('alter table exception rename to exception_away');
    try {
      const text = await scrape();
      expect(text).not.toMatch(/^unitrail_open_exceptions\{/m);
      expect(text).toMatch(/^unitrail_waiting_scans\{lane="small"\} 0$/m);
    } finally {
      await app.world.asOwner('alter table exception_away rename to exception');
    }
    expect(await scrape()).toMatch(/^unitrail_open_exceptions\{/m);
  });

  test.each(['ops/grafana/unitrail.json', 'ops/unitrail-alerts.yaml'])(
    'that %s asks for are ones that there are, and so are their labels',
    async (file) => {
      await turnOneAway();
      const text = await scrape();
      const known = new Set(families(text).flatMap(({ name, type }) => seriesOf(name, type)));
      const source = readFileSync(join(projectDirectory, file), 'utf8');
      const queries = file.endsWith('.json') ? dashboardQueries(source) : alertQueries(source);
      expect(queries.length).toBeGreaterThan(6);
      for (const query of queries) {
        const named = query.match(/\b(?:unitrail|nodejs|process)_[a-z0-9_]+\b/g) ?? [];
        expect([query, named.filter((name) => !known.has(name))]).toEqual([query, []]);
        const labels = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) => list!.split(', '));
        const unknown = labels.filter((label) => !text.includes(`${label}="`));
        expect([query, unknown]).toEqual([query, []]);
      }
    },
  );

  test('of our own are all on the dashboard', async () => {
    const dashboard = readFileSync(join(projectDirectory, 'ops/grafana/unitrail.json'), 'utf8');
    const own = families(await scrape()).filter(({ name }) => name.startsWith('unitrail_'));
    expect(own.map(({ name }) => name).filter((name) => !dashboard.includes(name))).toEqual([]);
  });
});

/** The names under which Prometheus keeps a family. */
function seriesOf(name: string, type: string): string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}

function dashboardQueries(source: string): string[] {
  const { panels } = JSON.parse(source) as { panels: { targets?: { expr: string }[] }[] };
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}

function alertQueries(source: string): string[] {
  return [...source.matchAll(/expr: (.*)$/gm)].map(([, expr]) => expr!);
}

/** So that figures which begin with the first of their kind are there. */
async function turnOneAway(): Promise<void> {
  const { read } = app.app.overload.valves;
  const more = limits.atOnceMax * 2;
  expect(read.enter('somebody', more)).toBeNull();
  try {
    expect((await app.ask('GET', '/api/sites')).status).toBe(503);
  } finally {
    read.leave('somebody', more);
  }
}
