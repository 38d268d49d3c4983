import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/suppliers', { code: 'ACMECORP', name: 'Acme Corp', sampleSize: 0 });
});
afterAll(() => app?.close());

/** An interchange of one group; segments without their ends, and without ST and SE. */
function interchange(
  control: number,
  code: string,
  sets: readonly (readonly string[])[],
  patch = (text: string) => text,
) {
  const number = String(control).padStart(9, '0');
  const set = code === 'SH' ? '856' : '850';
  const bodies = sets.flatMap((segments, nth) => {
    const own = String(nth + 1).padStart(4, '0');
    return [`ST*${set}*${own}`, ...segments, `SE*${segments.length + 2}*${own}`];
  });
  const all = [
    `ISA*00*          *00*          *ZZ*ACMECORP       *ZZ*OURSHOP        *261123*1015*U*00401*${number}*0*P*>`,
    `GS*${code}*ACMECORP*OURSHOP*20261123*1015*${control}*X*004010`,
    ...bodies,
    `GE*${sets.length}*${control}`,
    `IEA*1*${number}`,
  ];
  return patch(`${all.join('~\n')}~\n`);
}

/** A control number that nobody has used yet. */
let control = 1_000;
const next = () => ++control;

const send = (text: string, query = '', key?: string) =>
  app.ask('POST', `/api/edi/x12${query}`, text, {
    headers: { 'content-type': 'application/edi-x12' },
    ...(key === undefined ? {} : { key }),
  });

const sscc = (nth: number) => {
  const digits = `0098765430000000${nth}`.slice(-17);
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

const shipTo = ['N1*SF*Acme Corp*92*ACMECORP', 'N1*ST*Warehouse*92*DC'];
const order = [
  'BEG*00*SA*PO-X1**20261120',
  'CUR*BY*USD',
  'DTM*002*20261201',
  ...shipTo,
  'PO1*1*4*EA*199.00*PE*SK*TV',
  'PO1*2*30*EA*1.5**SK*CABLE',
  'CTT*2',
];
const notice = [
  'BSN*00*ASN-X1*20261123*1015',
  'HL*1**S',
  'DTM*017*20261130',
  ...shipTo,
  'HL*2*1*O',
  'PRF*PO-X1',
  'HL*3*2*T',
  `MAN*GM*00${sscc(1)}`,
  'HL*4*3*P',
  `MAN*GM*${sscc(2)}`,
  'HL*5*4*I',
  'LIN**SK*TV',
  'SN1*1*3*EA',
  'REF*SE*X1-A',
  'REF*SE*X1-B',
  'REF*SE*X1-C',
  'REF*LT*LOT-5',
  'HL*6*3*P',
  `MAN*GM*${sscc(3)}`,
  'HL*7*6*I',
  'LIN**SK*TV',
  'SN1*1*1*EA',
  'REF*SE*X1-D',
  'REF*LT*LOT-5',
  'HL*8*6*I',
  'LIN**SK*CABLE',
  'SN1*2*30*EA',
  'CTT*8',
];

test('an order and the ship notice that answers it: cartons, serials, lot, and what is open', async () => {
  const ordered = await send(interchange(1, 'PO', [order]));
  expect(ordered.body.transactions).toEqual([
    {
      set: '850',
      control: '0001',
      outcome: 'made',
      document: { kind: 'purchase_order', number: 'PO-X1' },
      problem: null,
    },
  ]);
  const told = await send(interchange(2, 'SH', [notice]));
  expect(told.body.transactions[0]).toMatchObject({
    outcome: 'made',
    document: { kind: 'receipt', number: 'ASN-X1' },
  });
  const receipt = (await app.ask('GET', '/api/receipts/ASN-X1')).body;
  expect(receipt).toMatchObject({
    site: 'DC',
    supplier: 'Acme Corp',
    expectedOn: '2026-11-30',
    expected: 4,
    pieces: { expected: 30 },
  });
  const { items } = (await app.ask('GET', '/api/receipts/ASN-X1/cartons')).body;
  expect(items.map((one: Record<string, unknown>) => [one.sscc, one.inside, one.units, one.pieces])).toEqual([
    [sscc(1), null, 0, 0],
    [sscc(2), sscc(1), 3, 0],
    [sscc(3), sscc(1), 1, 30],
  ]);
  const id = crypto.randomUUID();
  const taken = await app.ask('POST', `/api/receipts/ASN-X1/cartons/${sscc(1)}/scans`, {
    id,
    input: 'scanned',
  });
  expect(taken.body.taken).toBe(34);
  const { state, currency, lines } = (await app.ask('GET', '/api/purchase-orders/PO-X1')).body;
  expect([
    state,
    currency,
    lines.map((line: Record<string, unknown>) => [line.price, line.received, line.open]),
  ]).toEqual([
    'received',
    'USD',
    [
      [19_900, 4, 0],
      [150, 30, 0],
    ],
  ]);
  const { items: units } = (await app.ask('GET', '/api/receipts/ASN-X1/units')).body;
  const [{ unit }] = units.filter((one: { unit: { serial: string } }) => one.unit.serial === 'X1-D');
  expect((await app.ask('GET', `/api/units/${unit.id}`)).body.lot).toBe('LOT-5');
});

test('it is acknowledged by a 997, and sent again it has no second effect', async () => {
  const text = interchange(2, 'SH', [notice]);
  const again = await send(text);
  expect([again.status, again.body.repeated, again.body.transactions[0].outcome]).toEqual([
    200,
    true,
    'made',
  ]);
  const lines = again.body.acknowledgement.trim().split('~\n');
  expect(lines[0]).toMatch(
    /^ISA\*00\* {10}\*00\* {10}\*ZZ\*OURSHOP {8}\*ZZ\*ACMECORP {7}\*\d{6}\*\d{4}\*U\*00401\*000000002\*0\*P\*>$/,
  );
  expect(lines.slice(2, 9).map((line: string) => line.replace('~', ''))).toEqual([
    'ST*997*0001',
    'AK1*SH*2',
    'AK2*856*0001',
    'AK5*A',
    'AK9*A*1*1*1',
    'SE*6*0001',
    'GE*1*2',
  ]);
  const other = await send(text.replace('ASN-X1', 'ASN-X9'));
  expect([other.status, other.body.code]).toEqual([409, 'already_exists']);
});

describe('partners write serials in different places', () => {
  const head = (number: string) => [
    `BSN*00*${number}*20261123*1015`,
    'HL*1**S',
    ...shipTo,
    'HL*2*1*I',
    'LIN**SK*TV',
  ];
  test.each([
    ['REF', ['SN1**2*EA', 'REF*SE*{n}-1', 'REF*SE*{n}-2']],
    ['MAN', ['SN1**2*EA', 'MAN*L*{n}-1', 'MAN*L*{n}-2']],
    ['SLN', ['SN1**2*EA', 'SLN*1**I*1*EA****SN*{n}-1', 'SLN*2**I*1*EA****SN*{n}-2']],
    ['LIN', ['LIN**SK*TV*SN*{n}-1*SN*{n}-2', 'SN1**2*EA']],
  ])('%s', async (place, segments) => {
    const number = `ASN-${place}`;
    const start = place === 'LIN' ? head(number).slice(0, -1) : head(number);
    const told = await send(
      interchange(next(), 'SH', [[...start, ...segments.map((one) => one.replaceAll('{n}', place))]]),
    );
    expect(told.body.transactions[0].problem).toBeNull();
    const { items } = (await app.ask('GET', `/api/receipts/${number}/units`)).body;
    expect(items.map((one: { unit: { serial: string } }) => one.unit.serial).sort()).toEqual([
      `${place}-1`,
      `${place}-2`,
    ]);
  });

  test('where a supplier’s rules name the place, other marks are no serials', async () => {
    await app.ask('PATCH', '/api/suppliers/ACMECORP/rules', { serialsIn: ['REF'] });
    const segments = [...head('ASN-ONLY'), 'SN1**2*EA', 'REF*SE*ONLY-1', 'MAN*L*not-a-serial'];
    await send(interchange(300, 'SH', [segments]));
    await app.ask('PATCH', '/api/suppliers/ACMECORP/rules', { serialsIn: ['REF', 'MAN', 'SLN', 'LIN'] });
    const { items } = (await app.ask('GET', '/api/receipts/ASN-ONLY/units')).body;
    expect(items.map((one: { unit: { serial: string } }) => one.unit.serial)).toEqual(['ONLY-1']);
    expect((await app.ask('GET', '/api/receipts/ASN-ONLY')).body.expected).toBe(2);
  });
});

describe('what is wrong is named with its segment, and makes nothing', () => {
  const with_ = (from: string, to: string) =>
    notice.map((one) => (one === from ? to : one)).map((one) => one.replaceAll('X1', 'BAD'));
  test.each([
    ['a quantity that is none', with_('SN1*1*3*EA', 'SN1*1*three*EA'), 'bad_interchange', 'SN1', 15],
    ['more serials than pieces', with_('SN1*1*3*EA', 'SN1*1*2*EA'), 'bad_interchange', 'SN1', 15],
    ['another unit of measure', with_('SN1*1*3*EA', 'SN1*1*3*CA'), 'bad_interchange', 'SN1', 15],
    ['a loop of a parent that is not there', with_('HL*4*3*P', 'HL*4*9*P'), 'bad_interchange', 'HL', 11],
    ['a loop that stands twice', with_('HL*6*3*P', 'HL*3*2*P'), 'bad_interchange', 'HL', 20],
    ['a count that does not fit', with_('CTT*8', 'CTT*9'), 'bad_interchange', 'CTT', 30],
    [
      'a product that is none of ours',
      with_('LIN**SK*CABLE', 'LIN**SK*NOTHING'),
      'unknown_product',
      'LIN',
      28,
    ],
    [
      'a cancellation',
      with_('BSN*00*ASN-X1*20261123*1015', 'BSN*01*ASN-X1*20261123*1015'),
      'bad_interchange',
      'BSN',
      2,
    ],
    [
      'a site that is none of ours',
      with_('N1*ST*Warehouse*92*DC', 'N1*ST*Elsewhere*92*NOWHERE'),
      'unknown_site',
      'N1',
      6,
    ],
  ])('%s', async (_what, segments, code, tag, position) => {
    const told = await send(interchange(next(), 'SH', [segments]));
    expect(told.status).toBe(200);
    const [one] = told.body.transactions;
    expect([one.outcome, one.problem.code, one.problem.segment?.tag, one.problem.segment?.position]).toEqual([
      'refused',
      code,
      tag,
      position,
    ]);
    expect(told.body.acknowledgement).toContain(`AK3*${tag}*${position}**8~`);
    expect(told.body.acknowledgement).toContain('AK9*R*1*1*0~');
    expect((await app.ask('GET', '/api/receipts/ASN-BAD')).status).toBe(404);
  });

  test('of several transactions the good ones are taken; the others when what they lacked is there', async () => {
    const late = order.map((one) => one.replace('PO-X1', 'PO-LATE').replace('SK*CABLE', 'SK*LATER'));
    const text = interchange(500, 'PO', [order.map((one) => one.replace('PO-X1', 'PO-GOOD')), late]);
    const outcomes = async () =>
      (await send(text)).body.transactions.map((one: { outcome: string }) => one.outcome);
    expect(await outcomes()).toEqual(['made', 'refused']);
    await app.ask('POST', '/api/products', { sku: 'LATER', name: 'Later', serialized: false });
    expect(await outcomes()).toEqual(['repeated', 'made']);
  });

  test.each<[string, (text: string) => string, RegExp]>([
    ['a wrong count of segments', (text) => text.replace(/SE\*\d+/, 'SE*7'), /SE01/],
    ['another control number at the end', (text) => text.replace(/IEA\*1\*\d+/, 'IEA*1*000000009'), /IEA02/],
    [
      'one that breaks off',
      (text) => text.slice(0, text.indexOf('CTT*')),
      /SE segment is missing|IEA segment is missing/,
    ],
    ['two in one', (text) => text + text, /more than one interchange/],
    ['no X12 at all', () => 'a,b,c', /begins with ISA/],
    ['nothing behind the head', (text) => text.slice(0, 107), /./],
  ])('%s', async (_what, patch, sentence) => {
    const told = await send(interchange(600, 'PO', [order], patch));
    expect([told.status, told.body.code]).toEqual([422, 'bad_interchange']);
    expect(told.body.detail).toMatch(sentence);
  });
});

test('a site is reached by those who may bring data in there, and a transaction without one goes where it is told', async () => {
  const bare = order.filter((one) => !one.startsWith('N1*ST')).map((one) => one.replace('PO-X1', 'PO-BARE'));
  const text = interchange(700, 'PO', [bare]);
  expect((await send(text)).body.transactions[0].problem.code).toBe('unknown_site');
  const elsewhere = await send(text, '?site=DC', await app.keyOf('manager', 'STORE-1'));
  expect(elsewhere.body.transactions[0].problem.code).toBe('unknown_site');
  expect((await send(text, '?site=DC')).body.transactions[0].outcome).toBe('made');
  const associate = await send(text, '', await app.keyOf('associate', 'DC'));
  expect([associate.status, associate.body.code]).toEqual([403, 'not_permitted']);
});
