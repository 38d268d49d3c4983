import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { serverSecret } from '../../platform/server-secret.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { aDesign } from '../../testing/label-tools.ts';
import { aPng } from '../../testing/pictures.ts';
import { openLabelTokens } from './label-token.ts';

const gtin = '09501101530003';
const stem = 'https://id.shop.test';
const secret = 'a secret that only this test knows, and long enough';
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'en' };
const tokens = openLabelTokens(serverSecret('/nowhere', secret));

let app: TestApp;
/** What the server does by itself now and then, whoever asks for what. */
const behindIt = /^(?:importing|numbering|printing|search|photos|rfid|counting)_/;

/** What was asked of the database, by the names of the statements. */
const ran: string[] = [];
beforeAll(async () => {
  app = await openTestApp({
    UNITRAIL_SECRET: secret,
    UNITRAIL_LINK_URL: stem,
    UNITRAIL_LINK_HOSTS: 'shop.test,.maker.test',
  });
  const { database } = app.world as { database: { query: typeof app.world.database.query } };
  const query = database.query.bind(database);
  database.query = (statement, values) => {
    if (!behindIt.test(statement.name)) ran.push(statement.name);
    return query(statement, values);
  };
  await arrange();
});
afterAll(() => app?.close());

const kinds = [
  ...[
    'unknown',
    'in_stock',
    'sold',
    'recalled',
    'stolen',
    'fraud',
    'legal',
    'retired',
    'missing',
    'returned',
  ],
] as const;
type Kind = (typeof kinds)[number];
/** All of one length, so that answers can be compared byte by byte. */
const serials = Object.fromEntries(kinds.map((kind, nth) => [kind, `RES-00${nth}7`])) as Record<Kind, string>;

async function arrange(): Promise<void> {
  const lead = await app.keyOf('lead');
  const act = async (kind: Kind, move: string, more: Record<string, unknown> = {}) => {
    const told = await app.scan(move, [serials[kind]], { key: lead, ...more });
    expect([kind, move, told.outcome, told.code]).toEqual([kind, move, 'recorded', null]);
  };
  for (const kind of kinds) {
    if (kind === 'unknown') continue;
    await app.scan('receive', ['LAPTOP', serials[kind]]);
    if (!['in_stock', 'missing', 'retired'].includes(kind))
      await act(kind, 'sell', { document: { kind: 'sale', number: `S-${kind}` }, site: 'DC' });
  }
  await act('recalled', 'place_hold', { details: { kind: 'recall', reference: 'R-1', reason: 'battery' } });
  await act('stolen', 'place_hold', { details: { kind: 'stolen', reason: 'told by the police' } });
  await act('fraud', 'place_hold', { details: { kind: 'fraud', reason: 'card' } });
  await act('legal', 'place_hold', { details: { kind: 'legal', reason: 'court' } });
  await act('missing', 'lose');
  await act('retired', 'retire', { details: { reason: 'scrapped', proof: 'P-1' } });
  await act('returned', 'take_into_custody');
  await app.ask('POST', '/api/products/LAPTOP/warranties', {
    kind: 'maker',
    months: 24,
    starts: 'sale',
    from: '2020-01-01',
  });
  await app.ask('POST', '/api/products/LAPTOP/warranties', {
    kind: 'statutory',
    months: 24,
    starts: 'delivery',
    from: '2020-01-01',
  });
}

const ask = (url: string, headers: Record<string, string> = browser) =>
  app.ask('GET', url, undefined, { key: null, headers });
const unitPath = (serial: string) => `/01/${gtin}/21/${serial}`;
const page = (serial: string, query = '') => ask(`/about${unitPath(serial)}${query}`);
const labelled = (serial: string) => page(serial, `?t=${tokens.tokenOf({ gtin, serial })}`);

/** What the symbol of a label of the sold unit says, printed by a design with a QR code. */
async function printedAddress(linkStem: string | null): Promise<string> {
  const design = aDesign('50x30', { symbology: 'qr_digital_link', linkStem });
  const made = await app.ask('POST', '/api/label-designs', { name: `to ${linkStem}`, design });
  const [sold] = (await app.ask('GET', `/api/units/by-code/${serials.sold}`)).body.units;
  const id = randomUUID();
  const wish = { id, site: 'DC', printer: null, units: [sold.id], design: made.body.id };
  const job = await app.ask('POST', '/api/print-jobs', wish);
  return (await app.ask('GET', `/api/labels?job=${job.body.id}`)).body.items[0].content;
}

let visitors = 0;
function anotherVisitor(): string {
  visitors += 1;
  return `10.1.${visitors >> 8}.${visitors & 255}`;
}
/** Each from an address of its own unless told otherwise. */
const prove = (serial: string, receipt: string, last: string, from = anotherVisitor()) =>
  app.server.inject({
    method: 'POST',
    url: `/about${unitPath(serial)}`,
    remoteAddress: from,
    headers: { ...browser, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ receipt, last }).toString(),
  });
const forgetTries = () => app.world.asOwner('delete from sign_in_limit');
const without = (text: string, serial: string) => text.replaceAll(serial, '?');
/** What a proof shows, in the page's own words. */
const headings = (text: string) =>
  [...text.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, words]) => words!.replaceAll('&#39;', '’'));

describe('an address that anybody can guess', () => {
  const ways: Record<
    string,
    (serial: string) => Promise<{ status: number; text: string; headers: unknown }>
  > = {
    'the page, without proof': (serial) => page(serial),
    'the page, with another label’s token': (serial) =>
      page(serial, `?t=${tokens.tokenOf({ gtin, serial: 'ANOTHER' })}`),
    'all links': (serial) => ask(unitPath(serial), { accept: 'application/linkset+json' }),
    'where it leads': (serial) => ask(unitPath(serial)),
    'a kind of link that there is none of': (serial) =>
      ask(`${unitPath(serial)}?linkType=gs1:faqs`, { accept: '*/*' }),
    'the page, with a wrong receipt': async (serial) => {
      const reply = await prove(serial, 'S-wrong', serial.slice(-4));
      return { status: reply.statusCode, text: reply.body, headers: reply.headers };
    },
    'the page, with the wrong end of the serial': async (serial) => {
      const kind = kinds.find((one) => serials[one] === serial)!;
      const reply = await prove(serial, `S-${kind}`, 'ZZZZ');
      return { status: reply.statusCode, text: reply.body, headers: reply.headers };
    },
  };

  test.each(Object.entries(ways))('%s: the same for every unit, known or not', async (_name, way) => {
    await forgetTries();
    // Once before, so that nothing is prepared for the first one alone.
    await way(serials.unknown);
    const told = [];
    for (const kind of kinds) {
      ran.length = 0;
      const { status, text, headers } = await way(serials[kind]);
      const shown = JSON.stringify(headers, (key, value) =>
        key === 'x-request-id' || key === 'date' ? 0 : value,
      );
      const said = { status, text: without(text, serials[kind]), headers: without(shown, serials[kind]) };
      told.push({ said, statements: ran.filter((one) => one !== 'ledger_freshness').toSorted() });
    }
    for (const one of told) expect(one).toEqual(told[0]);
    await forgetTries();
  });

  test('without proof no unit is looked for at all', async () => {
    ran.length = 0;
    await page(serials.sold);
    await page(serials.sold, '?t=wrong');
    await ask(unitPath(serials.sold), { accept: 'application/linkset+json' });
    expect(ran).not.toContain('resolver_proved');
    expect(ran).toContain('resolver_links');
  });
});

describe('with the label’s token', () => {
  test.each<[Kind, string[]]>([
    ['unknown', ['Please ask us about this item']],
    ['in_stock', ['Please ask us about this item']],
    ['sold', ['Genuine', 'Warranty']],
    ['recalled', ['Recall: stop using this item', 'Genuine', 'Warranty']],
    ['stolen', ['Please ask us about this item']],
    ['fraud', ['Please ask us about this item']],
    ['legal', ['Genuine', 'Warranty']],
    ['retired', ['Please ask us about this item']],
    ['missing', ['Please ask us about this item']],
    ['returned', ['Please ask us about this item']],
  ])('a unit that is %s: %j', async (kind, shown) => {
    const { status, text } = await labelled(serials[kind]);
    expect([status, headings(text)]).toEqual([200, shown]);
  });

  test('units that one has to ask about are told alike, whatever is the matter', async () => {
    const asked = ['unknown', 'in_stock', 'stolen', 'fraud', 'retired', 'missing', 'returned'] as const;
    const shown = await Promise.all(
      asked.map(async (kind) => {
        const { text } = await labelled(serials[kind]);
        return without(text, serials[kind]).replaceAll(/t=[\w-]{16}/g, 't=?');
      }),
    );
    expect(new Set(shown).size).toBe(1);
  });

  test('a label’s token is no other unit’s, and no other server’s', () => {
    const all = kinds.map((kind) => tokens.tokenOf({ gtin, serial: serials[kind] }));
    expect(new Set(all).size).toBe(kinds.length);
    const other = openLabelTokens(serverSecret('/nowhere', `another ${secret}`));
    expect(other.isRight({ gtin, serial: 'A/1' }, tokens.tokenOf({ gtin, serial: 'A/1' }))).toBe(false);
  });

  test('a label that we print leads here and proves; one for another host carries no proof', async () => {
    const ours = await printedAddress(null);
    expect(ours).toMatch(/^https:\/\/id\.shop\.test\/01\/09501101530003\/21\/RES-0027\?t=[\w-]{16}$/);
    const { text } = await ask(`/about${ours.slice(stem.length)}`);
    expect(headings(text)).toEqual(['Genuine', 'Warranty']);
    const theirs = await printedAddress('https://maker.test');
    expect(theirs).toBe('https://maker.test/01/09501101530003/21/RES-0027');
  });

  test('nothing is told of people, places, prices, or of why a unit is held', async () => {
    for (const kind of kinds) {
      const { text } = await labelled(serials[kind]);
      for (const word of [
        'DC',
        'STORE',
        'Distribution',
        'ana',
        'lead',
        `S-${kind}`,
        'police',
        'court',
        'R-1',
      ])
        expect([kind, word, new RegExp(`\\b${word}\\b`).test(text)]).toEqual([kind, word, false]);
    }
  });
});

describe('with the receipt and the end of the serial', () => {
  test.each<[string, Kind, string, string, number]>([
    ['as they stand there', 'sold', 'S-sold', '0027', 200],
    ['as people type them', 'sold', ' s sold ', '0027', 200],
    ['of a unit on recall', 'recalled', 'S-recalled', '0037', 200],
    ['of a unit that was reported stolen', 'stolen', 'S-stolen', '0047', 200],
    ['of a unit that came back', 'returned', 'S-returned', '0097', 200],
    ['of another sale', 'sold', 'S-recalled', '0027', 422],
    ['with too little of the serial', 'sold', 'S-sold', '7', 422],
    ['with all of the serial', 'sold', 'S-sold', 'RES-0027', 422],
    ['without a receipt', 'in_stock', '', '0017', 422],
    ['of a unit that is not known', 'unknown', 'S-unknown', '0007', 422],
  ])('%s', async (_what, kind, receipt, last, status) => {
    await forgetTries();
    expect((await prove(serials[kind], receipt, last)).statusCode).toBe(status);
  });

  test('the sale’s day counts, and a sale over the counter is its delivery', async () => {
    const { body } = await prove(serials.sold, 'S-sold', '0027');
    const [{ until }] = (await app.world.rows<{ until: string }>(
      `select to_char(e.recorded_at at time zone 'Europe/Berlin' + interval '24 months', 'FMDD Month YYYY') as until
       from event e join unit u on u.bucket = e.bucket and u.id = e.unit_id where u.serial = $1 and e.move = 23`,
      [serials.sold],
    )) as [{ until: string }];
    const said = [...body.matchAll(/until ([^<]+)</g)].map(([, day]) => day);
    expect(said).toEqual(Array(2).fill(until.replace(/\s+/g, ' ')));
  });

  test('tries are counted for a number, known or not, and for the address that they come from', async () => {
    for (const kind of ['unknown', 'in_stock', 'sold'] as const) {
      await forgetTries();
      for (let i = 0; i < limits.proofsPerUnitMax; i += 1)
        expect((await prove(serials[kind], 'S-no', '0000')).statusCode).toBe(422);
      const told = await prove(serials[kind], `S-${kind}`, serials[kind].slice(-4));
      expect([told.statusCode, Number(told.headers['retry-after']) > 0]).toEqual([429, true]);
      expect(told.body).toContain('Too many tries');
    }
    await forgetTries();
    for (let i = 0; i < limits.proofsPerAddressMax; i += 1)
      await prove(`NONE-${i}`, 'S-no', '0000', '10.9.9.9');
    expect((await prove(serials.sold, 'S-sold', '0027', '10.9.9.9')).statusCode).toBe(429);
    expect((await prove(serials.sold, 'S-sold', '0027')).statusCode).toBe(200);
    const { body } = await app.ask('GET', '/api/audit');
    expect(body.items.map(({ action }: { action: string }) => action)).toContain('proof_limited');
  });

  test('a form that is no form of ours is refused', async () => {
    const post = (payload: string, type = 'application/x-www-form-urlencoded', url = unitPath('A')) =>
      app.server.inject({
        method: 'POST',
        url: `/about${url}`,
        headers: { 'content-type': type },
        payload,
      });
    expect((await post(`receipt=${'1'.repeat(3_000)}`)).json().code).toBe('body_too_large');
    expect((await post('{}', 'application/json')).statusCode).toBe(415);
    expect((await post('receipt=1&last=2', undefined, `/01/${gtin}`)).json().code).toBe('bad_address');
    expect((await post('receipt=1&last=2')).statusCode).toBe(422);
  });

  test('figures tell how many proofs were right', async () => {
    const { text } = await app.ask('GET', '/metrics');
    expect(text).toMatch(/unitrail_proofs_total\{way="receipt",outcome="wrong"\} \d+/);
    expect(text).toMatch(/unitrail_proofs_total\{way="label",outcome="right"\} \d+/);
  });
});

describe('a number that is not the unit’s any more', () => {
  test('leads to the unit, and to what it is called now', async () => {
    const lead = await app.keyOf('lead');
    const details = { identifier: 'serial:RES-NEW-1', reason: 'board', proof: 'P-7' };
    await app.scan('reidentify', [serials.in_stock], { key: lead, details });
    expect(headings((await labelled(serials.in_stock)).text)).toEqual([
      'Please ask us about this item',
      'Its number is RES-NEW-1 now',
    ]);
    expect(headings((await labelled('RES-NEW-1')).text)).toEqual(['Please ask us about this item']);
  });

  test('names the unit that has it now, where another has it', async () => {
    const lead = await app.keyOf('lead');
    const details = { identifier: `serial:${serials.in_stock}`, reason: 'board', proof: 'P-8' };
    await app.scan('receive', ['LAPTOP', 'RES-OTHER']);
    const told = await app.scan('reidentify', ['RES-OTHER'], { key: lead, details });
    expect(told.code).toBeNull();
    await app.scan('sell', ['RES-NEW-1'], { document: { kind: 'sale', number: 'S-again' } });
    expect(headings((await labelled('RES-NEW-1')).text)).toEqual(['Genuine', 'Warranty']);
    expect(headings((await labelled(serials.in_stock)).text)).toEqual(['Please ask us about this item']);
  });

  test('of a unit that was recorded under a wrong serial leads to the one that took over its life', async () => {
    const codes = ['RES-WRONG', 'RES-RIGHT'];
    await app.scan('receive', ['LAPTOP', 'RES-WRONG']);
    await app.scan('sell', ['RES-WRONG'], { document: { kind: 'sale', number: 'S-wrong-label' } });
    const scans = codes.map((code, nth) => ({
      id: crypto.randomUUID(),
      codes: ['LAPTOP', code],
      input: 'keyed',
      ...(nth === 0 ? { details: { reason: 'label of the neighbour' } } : {}),
    }));
    const key = await app.keyOf('lead');
    const told = await app.ask('POST', '/api/scans', { move: 'misidentified', site: 'DC', scans }, { key });
    expect(told.body.answers.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'recorded',
      'recorded',
    ]);
    expect(headings((await labelled('RES-WRONG')).text)).toEqual([
      'Genuine',
      'Its number is RES-RIGHT now',
      'Warranty',
    ]);
  });
});

describe('the resolver', () => {
  test('tells a program all links, by GS1’s names', async () => {
    const told = await ask(unitPath('ANY-1'), { accept: 'application/linkset+json' });
    expect(told.headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/linkset\+json/),
      'access-control-allow-origin': '*',
    });
    expect(String(told.headers.link)).toContain(
      '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"',
    );
    const voc = 'https://ref.gs1.org/voc/';
    expect(told.body.linkset).toMatchObject([
      { anchor: `${stem}/01/${gtin}`, itemDescription: 'A laptop' },
      {
        anchor: `${stem}${unitPath('ANY-1')}`,
        [`${voc}defaultLink`]: [
          { href: `${stem}/about${unitPath('ANY-1')}`, title: 'A laptop: what we know of it' },
        ],
        [`${voc}pip`]: [{ type: 'text/html', hreflang: ['en', 'de', 'es'] }],
      },
    ]);
    const asked = await ask(`${unitPath('ANY-1')}?linkType=linkset`);
    expect(asked.body).toEqual(told.body);
  });

  test.each([
    ['', `/about/01/${gtin}/21/A`],
    ['?linkType=gs1:pip&17=271231', `/about/01/${gtin}/21/A?linkType=gs1:pip&17=271231`],
    ['?t=abc&utm=1', `/about/01/${gtin}/21/A?t=abc&utm=1`],
    ['/', `/about/01/${gtin}/21/A`],
  ])('leads a browser on, with what the address says: %j', async (more, target) => {
    const told = await ask(`${unitPath('A')}${more}`);
    expect([told.status, told.headers.location]).toEqual([307, stem + target]);
    expect(String(told.headers.link)).toContain('rel="linkset"; type="application/linkset+json"');
  });

  test.each([
    ['/01/09501101530004', 400, 'bad_address'],
    [`/01/${gtin}/21`, 400, 'bad_address'],
    [`/01/${gtin}/10/A/22/B`, 400, 'bad_address'],
    ['/01/04012345678901', 404, 'product_not_found'],
    [`/01/${gtin}?linkType=gs1:faqs`, 404, 'link_not_found'],
    [`/01/${gtin}?linkType=nonsense`, 404, 'link_not_found'],
  ])('%s is %i %s', async (url, status, code) => {
    const told = await ask(url, { accept: '*/*' });
    expect([told.status, told.body.code]).toEqual([status, code]);
  });

  test('tells a browser what is wrong as a page, in its language', async () => {
    const german = { ...browser, 'accept-language': 'de' };
    const told = await ask('/01/04012345678901', german);
    expect([told.status, told.headers['content-language']]).toEqual([404, 'de']);
    expect(told.text).toContain('Dieses Produkt kennen wir nicht');
    expect((await ask('/about/01/1', german)).text).toContain('Diese Adresse ist nicht lesbar');
  });

  test('knows GET, HEAD and OPTIONS, for scripts of any site, and describes itself', async () => {
    for (const method of ['HEAD', 'OPTIONS'] as const) {
      const reply = await app.server.inject({ method, url: unitPath('A'), headers: { accept: '*/*' } });
      expect([method, reply.statusCode]).toEqual([method, method === 'HEAD' ? 307 : 204]);
      expect(reply.headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS');
    }
    const { body } = await ask('/.well-known/gs1resolver', { accept: 'application/json' });
    expect(body).toMatchObject({ resolverRoot: stem, supportedPrimaryKeys: ['01'] });
    expect((await app.ask('GET', '/api/products')).headers['access-control-allow-origin']).toBeUndefined();
  });

  test('the page is light, runs no script, and other sites learn nothing of its address', async () => {
    const { text, headers } = await labelled(serials.recalled);
    expect(text.length).toBeLessThan(20_000);
    expect(text).not.toMatch(/<script|style=|javascript:/);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'; style-src 'sha256-"),
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('what stands in an address is never part of the page’s own text', async () => {
    const { text } = await page(encodeURIComponent('<b>"&\''));
    expect(text).toContain('&#60;b&#62;&#34;&#38;&#39;');
    expect(text).not.toContain('<b>');
  });
});

describe('links of a product', () => {
  const links = (body: unknown, key = app.adminKey) =>
    app.ask('POST', '/api/products/LAPTOP/links', body, { key });
  const link = (type: string, address: string, more = {}) => ({
    type,
    address,
    title: null,
    language: null,
    ...more,
  });

  test('lead customers on, in their language, and never take a label’s token with them', async () => {
    const manuals = ['en', 'de'].map((language) =>
      link('instructions', `https://help.maker.test/${language}?v=2#top`, { language }),
    );
    const told = await links({
      links: [...manuals, link('support', 'https://shop.test/help', { title: 'Call us' })],
    });
    expect([told.status, told.body.hosts, told.body.address]).toEqual([
      200,
      ['shop.test', '.maker.test'],
      `/about/01/${gtin}`,
    ]);
    const asked = await ask(`${unitPath('A')}?t=secret&linkType=gs1:instructions&x=1`, {
      ...browser,
      'accept-language': 'de-CH',
    });
    expect([asked.status, asked.headers.location]).toEqual([
      307,
      'https://help.maker.test/de?v=2&linkType=gs1:instructions&x=1#top',
    ]);
    const { text } = await page('A');
    expect(text).toContain('href="https://help.maker.test/en?v=2#top"');
    expect(text).toContain('>Call us</a>');
    expect(text).not.toContain('help.maker.test/de');
  });

  test.each([
    ['an address that is not HTTPS', [link('support', 'http://shop.test/')], 'bad_link', 'links[0].address'],
    ['a host that is not allowed', [link('support', 'https://evil.test/')], 'bad_link', 'links[0].address'],
    [
      'a picture elsewhere',
      [link('relatedImage', 'https://shop.test/a.png')],
      'bad_link',
      'links[0].address',
    ],
    [
      'a photograph that is not here',
      [link('relatedImage', `photo:${'ab'.repeat(32)}`)],
      'unknown_photo',
      'links[0].address',
    ],
    [
      'two pictures',
      [1, 2].map((n) => link('relatedImage', `photo:${String(n).repeat(64)}`)),
      'bad_link',
      'links[1]',
    ],
    ['a kind that GS1 does not know', [link('nonsense', 'https://shop.test/')], 'invalid_request', undefined],
  ])('%s is refused, and the links stay as they were', async (_what, wanted, code, where) => {
    const before = (await app.ask('GET', '/api/products/LAPTOP/links')).body;
    const told = await links({ links: wanted });
    expect([told.status < 500, told.body.code]).toEqual([true, code]);
    if (where !== undefined) expect(told.body.where).toBe(where);
    expect((await app.ask('GET', '/api/products/LAPTOP/links')).body).toEqual(before);
  });

  test('a picture is shown to anybody while it is the product’s, and no other photograph is', async () => {
    const keep = async (shade: number) =>
      (
        await app.ask('POST', '/api/photos', aPng(40, 30, shade), {
          headers: { 'content-type': 'image/png' },
        })
      ).body.hash as string;
    const [hash, other] = [await keep(7), await keep(8)];
    const look = (which: string) => app.server.inject(`/product-pictures/${which}`);
    expect((await look(hash)).statusCode).toBe(404);
    await links({ links: [link('relatedImage', `photo:${hash}`)] });
    expect((await look(hash)).headers).toMatchObject({ 'content-type': 'image/png' });
    expect((await look(other)).statusCode).toBe(404);
    expect((await page('A')).text).toContain(`<img class="picture" src="/product-pictures/${hash}"`);
    await links({ links: [] });
    expect((await look(hash)).statusCode).toBe(404);
  });

  test('of a product that is not there are not there', async () => {
    expect((await app.ask('GET', '/api/products/NONE/links')).body.code).toBe('product_not_found');
    expect((await app.ask('POST', '/api/products/NONE/links', { links: [] })).body.code).toBe(
      'product_not_found',
    );
  });
});
