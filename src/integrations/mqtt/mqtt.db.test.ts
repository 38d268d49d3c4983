import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { brokerAddress } from '../../platform/broker-address.ts';
import {
  issueServerCertificate,
  type KeyedCertificate,
  makeAuthority,
} from '../../platform/certificate-authority.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { impinjEvents, readsOf, tagOf } from '../../testing/rfid-reads.ts';
import { listenToMqtt, type MqttParts, readerIn } from './listen-mqtt.ts';

/** A broker of its own, that can go away and come back at its address, with or without what it remembers. */
interface Broker {
  readonly url: string;
  /** Messages that somebody has acknowledged to it, and clients that wait for some. */
  readonly acknowledged: string[];
  stop(): Promise<void>;
  start(remembers?: boolean): Promise<void>;
  /** Until that many were acknowledged in all. */
  untilAcknowledged(count: number): Promise<void>;
  untilListening(): Promise<void>;
}

async function openBroker(certificate?: KeyedCertificate): Promise<Broker> {
  let aedes = await Aedes.createBroker();
  let server: Server | null = null;
  let port = 0;
  const sockets = new Set<Socket>();
  const acknowledged: string[] = [];
  let subscribed = 0;
  const watch = () => {
    aedes.on('ack', (packet) => packet && 'topic' in packet && acknowledged.push(packet.topic));
    aedes.on('subscribe', () => {
      subscribed += 1;
    });
  };
  watch();
  const broker: Broker = {
    get url() {
      return `${certificate ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`;
    },
    acknowledged,
    async start(remembers = true) {
      if (!remembers) {
        aedes = await Aedes.createBroker();
        watch();
      }
      subscribed = 0;
      const handle = (socket: Socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        aedes.handle(socket);
      };
      server = certificate
        ? createTlsServer({ cert: certificate.certificate, key: certificate.key }, handle)
        : createServer(handle);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      port = (server.address() as { port: number }).port;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      const closed = server && once(server, 'close');
      server?.close();
      await closed;
      server = null;
    },
    untilAcknowledged: (count) =>
      expect.poll(() => acknowledged.length, patience).toBeGreaterThanOrEqual(count),
    untilListening: () => expect.poll(() => subscribed, patience).toBeGreaterThan(0),
  };
  await broker.start();
  return broker;
}

const patience = { timeout: 15_000, interval: 20 };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aBroker(): Promise<Broker> {
  const broker = await openBroker();
  closing.push(() => broker.stop());
  return broker;
}

async function publish(broker: Broker, topic: string, body: unknown, ca?: string): Promise<void> {
  const client = await connectAsync(broker.url, ca === undefined ? {} : { ca });
  await client.publishAsync(topic, typeof body === 'string' ? body : JSON.stringify(body), { qos: 1 });
  await client.endAsync();
}

async function listen(broker: Broker, parts: Partial<MqttParts> = {}, authority?: string) {
  const taken: [string, unknown][] = [];
  const turnedDown: [string, string][] = [];
  const faults: unknown[] = [];
  const listening = await listenToMqtt(
    { broker: brokerAddress(`${broker.url}/test`), topics: ['rfid/+/reads'], authority },
    {
      take: async (reader, body) => {
        taken.push([reader, body]);
        return 'stored';
      },
      onTurnedDown: (topic, why) => turnedDown.push([topic, why]),
      onFault: (error) => faults.push(error),
      ...parts,
    },
  );
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await listening.close();
    isClosed = true;
  };
  closing.push(close);
  return { taken, turnedDown, faults, close };
}

describe('a message of a reader', () => {
  test('is taken under the reader’s code, and acknowledged', async () => {
    const broker = await aBroker();
    const { taken } = await listen(broker);
    await broker.untilListening();
    await publish(broker, 'rfid/GATE-1/reads', [{ a: 1 }]);
    await publish(broker, 'rfid/GATE-2/reads', { b: 2 });
    await broker.untilAcknowledged(2);
    expect(taken).toEqual([
      ['GATE-1', [{ a: 1 }]],
      ['GATE-2', { b: 2 }],
    ]);
  });

  test('is acknowledged only when it was stored, however often that has to be tried', async () => {
    const broker = await aBroker();
    let tries = 0;
    const { faults } = await listen(broker, {
      async take() {
        tries += 1;
        expect(broker.acknowledged).toEqual([]);
        if (tries < 3) throw new Error('the database is away');
        return 'stored';
      },
    });
    await broker.untilListening();
    await publish(broker, 'rfid/GATE/reads', {});
    await broker.untilAcknowledged(1);
    expect([tries, faults.length]).toEqual([3, 1]);
  });

  test('that was not stored before we stopped comes again to who is next', async () => {
    const broker = await aBroker();
    const never = await listen(broker, {
      async take() {
        throw new Error('the database is away');
      },
    });
    await broker.untilListening();
    await publish(broker, 'rfid/GATE/reads', { kept: true });
    await expect.poll(() => never.faults.length, patience).toBe(1);
    await never.close();
    expect(broker.acknowledged).toEqual([]);
    const next = await listen(broker);
    await expect.poll(() => next.taken, patience).toEqual([['GATE', { kept: true }]]);
  });

  test('that comes while nobody is there waits at the broker', async () => {
    const broker = await aBroker();
    const first = await listen(broker);
    await broker.untilListening();
    await first.close();
    await publish(broker, 'rfid/GATE/reads', { waited: true });
    const next = await listen(broker);
    await expect.poll(() => next.taken, patience).toEqual([['GATE', { waited: true }]]);
  });

  test.each([
    ['no JSON', '{"a":', 'malformed_json'],
    ['refused by who takes it', '{}', 'unknown_reader'],
  ])('that is %s is done with, and told once', async (_what, body, why) => {
    const broker = await aBroker();
    const { turnedDown } = await listen(broker, { take: async () => 'unknown_reader' });
    await broker.untilListening();
    for (let nth = 0; nth < 2; nth += 1) await publish(broker, 'rfid/GATE/reads', body);
    await broker.untilAcknowledged(2);
    expect(turnedDown).toEqual([['rfid/GATE/reads', why]]);
  });
});

test.each([true, false])(
  'a broker that comes back is heard again, whether it remembers us (%s)',
  async (remembers) => {
    const broker = await aBroker();
    const { taken } = await listen(broker);
    await broker.untilListening();
    await broker.stop();
    await broker.start(remembers);
    // One that remembers keeps it until we are there; of the other we have to ask for it anew.
    if (!remembers) await broker.untilListening();
    await publish(broker, 'rfid/GATE/reads', { again: true });
    await expect.poll(() => taken, patience).toEqual([['GATE', { again: true }]]);
  },
);

test('one that is away when we begin is told once, and heard when it comes', async () => {
  const broker = await aBroker();
  await broker.stop();
  const { taken, faults } = await listen(broker);
  await expect.poll(() => faults.length, patience).toBe(1);
  await broker.start();
  await broker.untilListening();
  await publish(broker, 'rfid/GATE/reads', 1);
  await expect.poll(() => taken, patience).toEqual([['GATE', 1]]);
  expect(faults).toHaveLength(1);
});

describe('over TLS', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mqtt-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const now = new Date();
  /** A broker with a certificate of an authority of the shop's own, and where that authority is written. */
  async function ownBroker(name: string, names = ['127.0.0.1']) {
    const networks = ['127.0.0.0/8', '10.0.0.0/8'];
    const authority = await makeAuthority({ name, now, days: 20, domains: ['example'], networks });
    const broker = await openBroker(await issueServerCertificate(authority, { now, days: 10, names }));
    closing.push(() => broker.stop());
    const file = join(directory, `${name}.pem`);
    writeFileSync(file, authority.certificate);
    return { broker, file, certificate: authority.certificate };
  }

  test('a broker whose certificate is of the authority that is named is heard', async () => {
    const { broker, file, certificate } = await ownBroker('The shop');
    const { taken, faults } = await listen(broker, {}, file);
    await broker.untilListening();
    await publish(broker, 'rfid/GATE/reads', { safe: true }, certificate);
    await broker.untilAcknowledged(1);
    expect([taken, faults]).toEqual([[['GATE', { safe: true }]], []]);
  });

  test('one of another authority, of none that is known, or of another name is not spoken to', async () => {
    const [{ broker }, other] = [await ownBroker('Right'), await ownBroker('Wrong')];
    const named = await ownBroker('Named', ['10.9.8.7']);
    const heard = [
      await listen(broker, {}, other.file),
      await listen(broker),
      await listen(named.broker, {}, named.file),
    ];
    for (const { faults } of heard) await expect.poll(() => faults.length, patience).toBe(1);
    expect(heard.map(({ faults }) => (faults[0] as NodeJS.ErrnoException).code)).toEqual([
      expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY|SIGNATURE/),
      expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY|SIGNATURE/),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ]);
    expect(heard.flatMap(({ taken }) => taken)).toEqual([]);
  });
});

test.each([
  ['rfid/+/reads', 'rfid/GATE/reads', 'GATE'],
  ['+', 'GATE', 'GATE'],
  ['a/b/+', 'a/b/c', 'c'],
  ['rfid/+/reads', 'rfid/GATE/other', undefined],
  ['rfid/+/reads', 'rfid/GATE', undefined],
])('of the topics %s, %s is of the reader %s', (pattern, topic, reader) => {
  expect(readerIn(pattern, topic)).toBe(reader);
});

describe('with the whole server', () => {
  let app: TestApp;
  let broker: Broker;
  beforeAll(async () => {
    broker = await openBroker();
    app = await openTestApp({ UNITRAIL_MQTT_URL: `${broker.url}/app`, UNITRAIL_MQTT_TOPICS: 'shop/+/tags' });
  });
  afterAll(async () => {
    await app?.close();
    await broker?.stop();
  });

  test('a message delivered twice is one sighting, with its reads counted once', async () => {
    await broker.untilListening();
    await app.ask('POST', '/api/rfid/readers', {
      code: 'SHELF',
      name: 'Shelf',
      site: 'DC',
      purpose: 'shelf',
    });
    const told = await app.scan('receive', ['PHONE', '5001']);
    const tags = [tagOf('04006381333931', '5001')];
    const events = impinjEvents(readsOf({ tags, seconds: 1, from: Date.now() - 2_000 }));
    for (let nth = 0; nth < 2; nth += 1) await publish(broker, 'shop/SHELF/tags', events);
    await broker.untilAcknowledged(2);
    const { items } = (await app.ask('GET', '/api/rfid/sightings?site=DC')).body;
    expect(items).toMatchObject([{ unit: told.unit.id, reads: 10 }]);
  });

  test('a message that nobody can store is in the log, and stands in nobody’s way', async () => {
    const before = broker.acknowledged.length;
    await publish(broker, 'shop/NOBODY/tags', []);
    await publish(broker, 'shop/SHELF/tags', [{ what: 'else' }]);
    await publish(broker, 'shop/SHELF/tags', []);
    await broker.untilAcknowledged(before + 3);
    const figures = (await app.ask('GET', '/metrics')).text;
    const figure = (name: string) =>
      Number(new RegExp(`^unitrail_rfid_${name} (.*)$`, 'm').exec(figures)?.[1]);
    expect(figure('reads_total{reader="SHELF",what="unit"}')).toBe(10);
    expect(figure('reads_total{reader="SHELF",what="repeated"}')).toBe(10);
    expect(figure('sightings_total')).toBe(1);
    expect(figure('reads_waiting')).toBe(0);
    expect(figure('lag_seconds_count')).toBe(1);
    expect(figure('messages_dropped_total{why="unknown_reader"}')).toBe(1);
    expect(figure('messages_dropped_total{why="unknown_reads"}')).toBe(1);
    const lines = app.logged.filter((line) => line.includes('rfid_message'));
    expect(lines.map((line) => JSON.parse(line).why)).toEqual(['unknown_reader', 'unknown_reads']);
  });
});
