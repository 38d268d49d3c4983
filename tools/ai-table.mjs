/**
 * `node tools/ai-table.mjs <gs1-syntax-dictionary.txt>`: writes src/domain/identifiers/ai-table.ts from GS1's
 * Barcode Syntax Dictionary. Run it when GS1 publishes a new one, then the tests; the table is never edited
 * by hand.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , dictionaryFile] = process.argv;
if (dictionaryFile === undefined) {
  console.error('Usage: node tools/ai-table.mjs <gs1-syntax-dictionary.txt>');
  process.exit(2);
}
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const tableFile = join(project, 'src/domain/identifiers/ai-table.ts');
const dictionary = readFileSync(dictionaryFile, 'utf8');
const entries = dictionary
  .split('\n')
  .filter((line) => /^\d/.test(line))
  .map(readEntry);
writeFileSync(tableFile, tableText(entries));
execFileSync(process.execPath, [
  join(project, 'node_modules/@biomejs/biome/bin/biome'),
  'format',
  '--write',
  tableFile,
]);
console.log(`${entries.length} entries written to ${tableFile}`);

/** `01 *? N14,csum ex=255,37 dlpkey=22,10,21|235 # GTIN` → the object that the table holds. */
function readEntry(line) {
  const [rule, ...title] = line.split('#');
  const [ais, ...words] = rule.trim().split(/\s+/);
  const flags = /^[^A-Za-z0-9[]/.test(words[0]) ? words.shift() : '';
  const isPart = (word) => /^\[?[NXYZ](?:\.\.)?\d/.test(word);
  const attributes = words.filter((word) => !isPart(word)).map((word) => word.split('='));
  const unknown = attributes.filter(([name]) => !['req', 'ex', 'dlpkey'].includes(name));
  if (unknown.length > 0 || /[^*?]/.test(flags)) throw new Error(`not understood: ${line}`);
  const valuesOf = (name) => attributes.filter(([key]) => key === name).map(([, value]) => value ?? '');
  const needs = valuesOf('req').map((value) => `needs ${value}`);
  const excludes = valuesOf('ex').map((value) => `excludes ${value}`);
  const keys = valuesOf('dlpkey').map((value) => `key ${value.replaceAll('|', '/')}`.trim());
  const marks = [flags.includes('*') ? 'predefined' : '', flags.includes('?') ? 'attribute' : ''];
  const rules = [...marks, ...needs, ...excludes, ...keys].filter((text) => text !== '').join('; ');
  return [ais, title.join('#').trim() || '-', words.filter(isPart).join(' '), rules].join(' | ').trim();
}

function tableText(rows) {
  const release = /^# Release: (.*)$/m.exec(dictionary)?.[1] ?? 'not named';
  const hash = createHash('sha256').update(dictionary).digest('hex');
  return `// Written by tools/ai-table.mjs from GS1's Barcode Syntax Dictionary; not edited by hand.

/** The dictionary that the table was made of: the release it names itself by, and the SHA-256 of the file. */
export const aiTableSource = {
  release: ${JSON.stringify(release)},
  sha256: ${JSON.stringify(hash)},
} as const;

/**
 * An entry a line: AI or range of AIs | title | its parts | its rules. A part is a set (N digits, X CSET 82,
 * Y CSET 39, Z base64url), a length ("..20" for up to 20), and checks; brackets say that it may be missing.
 * Rules: \`predefined\` needs no separator after it; \`attribute\` may stand in the query of a Digital Link;
 * \`needs\` one of these (comma), those with a plus together, n being any digit; \`excludes\` any of these;
 * \`key\` of a Digital Link, then its qualifiers in order, other orders after a slash.
 */
export const aiTable = \`
${rows.join('\n')}
\`;
`;
}
