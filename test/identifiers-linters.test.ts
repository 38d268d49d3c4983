import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allAis, findAi } from '../src/domain/identifiers/application-identifiers.ts';
import { linters } from '../src/domain/identifiers/linters.ts';

// GS1's own cases for the content of values, read where they lie beside the repository, never copied into it.
const corpus = new URL('../../shared/corpora/gs1-syntax/', import.meta.url);
const vectorsFile = new URL('linter-vectors.json', corpus);
const dictionaryFile = new URL('gs1-syntax-dictionary.txt', corpus);
const skipped = (file: URL) =>
  existsSync(file) ? '' : ` (skipped: ${file.pathname.split('/').at(-1)} is not there)`;

interface Case {
  readonly pass: boolean;
  readonly in: string;
  readonly err: string | null;
}

/** Where we answer otherwise, on purpose: the error that GS1's case expects, and why. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'GS1_LINTER_INVALID_GCP_PREFIX',
    'only GS1’s register knows which prefixes are allotted; the case feigns one',
  ],
  ['GS1_LINTER_GCP_DATASOURCE_OFFLINE', 'as above: the case feigns a register that does not answer'],
]);

describe.skipIf(!existsSync(vectorsFile))(`GS1’s linter cases${skipped(vectorsFile)}`, () => {
  const vectors: Record<string, Case[]> = existsSync(vectorsFile)
    ? JSON.parse(readFileSync(vectorsFile, 'utf8'))
    : {};
  const cases = Object.entries(vectors).map(([name, rows]) => [name.replace('gs1_lint_', ''), rows] as const);

  test.each(cases)('%s judges each as GS1 does, and points into the value', (name, rows) => {
    const faults = rows
      .filter(({ err }) => !exceptions.has(err ?? ''))
      .filter(({ pass, in: value }) => {
        const wrong = linters[name]!(value);
        const points = wrong === null || (wrong.at >= 0 && wrong.at <= value.length);
        return (wrong === null) !== pass || !points;
      });
    expect(faults).toEqual([]);
  });

  test('there are as many as were counted', () => {
    const all = cases.flatMap(([, rows]) => rows);
    expect(all.length).toBe(5_671);
    expect(all.filter(({ err }) => exceptions.has(err ?? '')).length).toBe(12);
  });
});

describe.skipIf(!existsSync(dictionaryFile))(`GS1’s dictionary${skipped(dictionaryFile)}`, () => {
  const lines = existsSync(dictionaryFile)
    ? readFileSync(dictionaryFile, 'utf8')
        .split('\n')
        .filter((line) => /^\d/.test(line))
    : [];

  test('our table has its 224 entries and nothing else', () => {
    expect(lines.length).toBe(224);
    const theirs = lines.flatMap((line) => {
      const [from, to = from] = line.split(/\s/, 1)[0]!.split('-');
      const count = Number(to) - Number(from) + 1;
      return Array.from({ length: count }, (_, i) => String(Number(from) + i).padStart(from!.length, '0'));
    });
    expect(allAis().map(({ ai }) => ai)).toEqual(theirs);
  });

  test('every check that it names is one we know', () => {
    const names = allAis().flatMap(({ parts }) => parts.flatMap(({ checks }) => checks));
    expect(names.filter((name) => !(name in linters))).toEqual([]);
    expect(new Set(names).size).toBeGreaterThan(25);
  });

  test('predefined lengths are those that it marks', () => {
    for (const line of lines) {
      const [ais, flags] = line.split(/\s+/, 2) as [string, string];
      expect([ais, findAi(ais.split('-')[0]!)!.predefined]).toEqual([ais, flags.includes('*')]);
    }
  });
});
