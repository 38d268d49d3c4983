import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectDirectory } from '../src/platform/project-directory.ts';

// The house's rules that no compiler knows. ARCHITECTURE.md says why; here they are held.

interface SourceFile {
  /** From the project's directory, with slashes: `src/domain/unit.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly code: string;
  readonly lines: number;
  /** Files of ours that it imports. */
  readonly imports: readonly string[];
  /** Packages that it imports, `node:` ones too. */
  readonly packages: readonly string[];
}

const files = ['src', 'test', 'bench', 'tools', 'web'].flatMap(sourceFiles);
const own = files.filter(({ path }) => path.startsWith('src/') && !path.startsWith('src/testing/'));
const product = own.filter(({ path }) => !isTest(path));

describe('which way imports point', () => {
  /** For each room the rooms it may import from; itself always. `*` is any operation's slice. */
  const allowed: Readonly<Record<string, readonly string[]>> = {
    domain: [],
    platform: [],
    ledger: ['domain', 'platform'],
    access: ['domain', 'ledger', 'platform'],
    http: ['domain', 'platform', 'access'],
    operations: ['domain', 'ledger', 'platform', 'access'],
    demo: ['operations', 'ledger', 'domain', 'platform'],
    integrations: ['operations', 'ledger', 'domain', 'platform'],
    cli: ['operations', 'demo', 'ledger', 'domain', 'platform'],
  };
  /** These meet everything. */
  const meetAll = [
    'src/app.ts',
    'src/chosen-units.ts',
    'src/import-routes.ts',
    'src/label-printing.ts',
    'src/long-work.ts',
    'src/resolver-parts.ts',
    'src/routes.ts',
    'src/vendor-routes.ts',
    'src/stock-routes.ts',
    'src/main.ts',
    'src/cli.ts',
  ];

  test.each(
    product.filter(({ path }) => !meetAll.includes(path)).map(({ path, imports }) => [path, imports]),
  )('%s', (path, imports) => {
    const room = roomOf(path);
    // Settings are the program's, not a room's.
    if (room === 'config.ts') return expect(imports.every((to) => roomOf(to) === 'platform')).toBe(true);
    for (const to of imports) {
      const isOwnRoom = roomOf(to) === room && (room !== 'operations' || sliceOf(to) === sliceOf(path));
      const isRoute = path.endsWith('/routes.ts') && roomOf(to) === 'http';
      const isSettings = room === 'cli' && to === 'src/config.ts';
      const may = isOwnRoom || isRoute || isSettings || (allowed[room]?.includes(roomOf(to)) ?? false);
      expect([path, to, may]).toEqual([path, to, true]);
    }
  });

  test('the business rules are pure: they import nothing but the domain', () => {
    const rules = product.filter(({ path }) => path.startsWith('src/domain/') || path.endsWith('/rules.ts'));
    expect(rules.length).toBeGreaterThan(40);
    for (const { path, packages, imports } of rules) {
      expect([path, packages]).toEqual([path, []]);
      expect([path, imports.filter((to) => roomOf(to) !== 'domain')]).toEqual([path, []]);
    }
  });

  test('nothing that runs imports a test or what tests are made with', () => {
    for (const { path, imports } of product)
      expect([path, imports.filter((to) => to.startsWith('src/testing/') || isTest(to))]).toEqual([path, []]);
  });

  test('the screens import of the server its domain, and of contracts the types alone', () => {
    const screens = files.filter(({ path }) => path.startsWith('web/src/'));
    expect(screens.length).toBeGreaterThan(20);
    for (const { path, text, imports } of screens) {
      const ours = imports.filter((to) => to.startsWith('src/') && roomOf(to) !== 'domain');
      expect([path, ours.filter((to) => !to.endsWith('/contract.ts'))]).toEqual([path, []]);
      const whole = text.matchAll(/^import (?!type\b)[^;]*?from '([^']*\/contract\.ts)'/gm);
      expect([path, [...whole].map(([, to]) => to)]).toEqual([path, []]);
    }
  });

  test('the program imports only packages that it depends on', () => {
    const { dependencies } = JSON.parse(readFileSync(join(projectDirectory, 'package.json'), 'utf8'));
    const named = (name: string) =>
      name.startsWith('@') ? name.split('/', 2).join('/') : name.split('/')[0]!;
    for (const { path, packages } of product)
      for (const name of packages.filter((one) => !one.startsWith('node:')))
        expect([path, named(name), named(name) in dependencies]).toEqual([path, named(name), true]);
  });
});

describe('SQL', () => {
  const statements =
    /`[^`]*\b(?:select\s[^`]*\sfrom|insert\s+into|update\s+\w+(?:\s+\w+)?\s+set|delete\s+from)\b/i;

  test('stands only where it may', () => {
    const holders = product.filter(({ code }) => statements.test(code)).map(({ path }) => path);
    const strangers = holders.filter(
      (path) =>
        !/\/(?:queries|document)\.ts$/.test(path) &&
        !path.startsWith('src/ledger/') &&
        !path.startsWith('src/platform/'),
    );
    expect(strangers).toEqual([]);
    expect(holders.length).toBeGreaterThan(10);
  });

  test('each table has one slice that writes it', () => {
    const tables = readdirSync(join(projectDirectory, 'sql/migrations')).flatMap((file) =>
      [
        ...readFileSync(join(projectDirectory, 'sql/migrations', file), 'utf8').matchAll(
          /^create table (\w+)/gm,
        ),
      ].map(([, table]) => table!),
    );
    const writers = new Map<string, Set<string>>();
    for (const { path, code } of product.filter(({ path }) => roomOf(path) !== 'platform')) {
      for (const [, table] of code.matchAll(/\b(?:insert\s+into|delete\s+from|update)\s+(\w+)/gi)) {
        if (tables.includes(table!))
          writers.set(table!, (writers.get(table!) ?? new Set()).add(sliceOf(path)));
      }
    }
    expect(writers.size).toBeGreaterThan(15);
    for (const [table, slices] of writers) expect([table, [...slices]]).toEqual([table, [[...slices][0]]]);
    expect([...writers.get('event')!]).toEqual(['ledger']);
    expect([...writers.get('unit')!]).toEqual(['ledger']);
  });
});

describe('one door to the outside', () => {
  test('settings are read in config.ts', () => {
    const readers = own.filter(({ code }) => /\bprocess\.env\b/.test(code)).map(({ path }) => path);
    expect(readers).toEqual(['src/config.ts']);
  });

  test('the time of day is asked in platform/clock.ts', () => {
    const askers = product.filter(({ code }) => /\bnew Date\(|\bDate\.now\(|\bDate\(\)/.test(code));
    expect(askers.map(({ path }) => path)).toEqual(['src/platform/clock.ts']);
  });
});

describe('files', () => {
  test('are named for what they hold', () => {
    const vague =
      /(?:^|[/-])(?:index|utils?|helpers?|common|types|misc|manager|service|handler|processor)\.[^/]*$/i;
    expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
    // Components are named as they are written in the page.
    const kebab = files.map(({ path }) => path).filter((path) => !/^web\/.*\/[A-Z]\w+\.tsx$/.test(path));
    expect(kebab.filter((path) => /[A-Z_]/.test(path))).toEqual([]);
  });

  test('export by name', () => {
    expect(own.filter(({ code }) => /^export default\b/m.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('re-export no other file whole', () => {
    expect(own.filter(({ code }) => /^export \* from/m.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('leave nothing for later', () => {
    const later = new RegExp(`\\b(?:${['TO', 'FIX'].map((word, i) => word + ['DO', 'ME'][i]).join('|')})\\b`);
    expect(files.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('are at most 400 lines long, tests at most 600, and most are short', () => {
    // The reference model is one file on purpose: whoever doubts the rules reads it alone.
    const long = files
      .filter(({ path, lines }) => path !== 'test/model.ts' && lines > (isTest(path) ? 600 : 400))
      .map(({ path, lines }) => [path, lines]);
    expect(long).toEqual([]);
    const lengths = product.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(250);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(150);
  });

  test('are all needed: each is imported, or begins something', () => {
    const begins =
      /^(?:src\/(?:main|cli)\.ts|src\/cli\/[\w-]+\.ts|src\/testing\/global-postgres\.ts|bench\/.*|tools\/.*|web\/.*(?:config|main|worker|e2e|pictures)\.tsx?)$/;
    const imported = new Set(files.flatMap(({ imports }) => imports));
    const orphans = files
      .map(({ path }) => path)
      .filter((path) => !imported.has(path) && !begins.test(path) && !path.endsWith('.test.ts'));
    expect(orphans).toEqual([]);
  });
});

function sourceFiles(directory: string): SourceFile[] {
  const root = join(projectDirectory, directory);
  let entries: string[];
  try {
    entries = readdirSync(root, { recursive: true }) as string[];
  } catch {
    return [];
  }
  return entries
    .map((entry) => join(directory, entry).replaceAll('\\', '/'))
    .filter((path) => /\.(?:ts|tsx|mjs)$/.test(path))
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(projectDirectory, path), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const named = [
    ...text.matchAll(
      /^(?:import|export)\b[^;'"`]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
    ),
  ];
  const specifiers = named.map(([, a, b, c]) => a ?? b ?? c!);
  const ours = specifiers.filter((name) => name.startsWith('.'));
  return {
    path,
    text,
    code,
    lines: text.split('\n').length - 1,
    imports: ours.map((name) => relative('.', normalize(join(dirname(path), name))).replaceAll('\\', '/')),
    packages: specifiers.filter((name) => !name.startsWith('.')),
  };
}

function isTest(path: string): boolean {
  return /\.test\.ts$/.test(path) || path.startsWith('test/');
}

/** `src/ledger/judge.ts` → `ledger`. */
function roomOf(path: string): string {
  return path.split('/')[1]!;
}

/** `src/operations/catalog/queries.ts` → `operations/catalog`; elsewhere the room. */
function sliceOf(path: string): string {
  const [, room, slice] = path.split('/');
  return room === 'operations' ? `${room}/${slice}` : room!;
}
