import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IPublishPacket } from 'mqtt';
import { limits } from '../../domain/limits.ts';
import type { BrokerAddress } from '../../platform/broker-address.ts';

export interface MqttSettings {
  /** The broker keeps what comes while nobody is there, under the client's name. Two servers need two. */
  readonly broker: BrokerAddress;
  /** Each with one `+` where the reader's code stands: `rfid/+/reads`. */
  readonly topics: readonly string[];
  /** A PEM file: the authority of the broker's certificate, where it is none that the system knows. */
  readonly authority: string | undefined;
}

export interface MqttParts {
  /** Resolves when the message is stored, or with why it never can be; rejects where it may be stored another time. */
  readonly take: (reader: string, body: unknown) => Promise<string>;
  /** Told once of each reader's kind of message that cannot be stored. */
  readonly onTurnedDown: (topic: string, why: string) => void;
  readonly onFault: (error: unknown) => void;
}

/** Why a message can never be stored, by who reads it here. */
const notJson = 'malformed_json';

/**
 * Takes messages of readers from a broker, at quality of service 1: one after another, each acknowledged only when it is
 * stored, so that what was not comes again, to this process or the next. While the database is away a message waits and
 * the broker keeps the rest. What can never be stored is acknowledged and told. Connects anew for ever.
 */
export async function listenToMqtt(
  settings: MqttSettings,
  parts: MqttParts,
): Promise<{ close(): Promise<void> }> {
  // Who has no broker does not wait for its client at the start.
  const { connect } = await import('mqtt');
  const { topics, authority } = settings;
  const { url, clientId, user, password } = settings.broker;
  const stop = new AbortController();
  /** A new connection: what was under way on the one before it is delivered anew. */
  let connection = 0;
  let isAway = false;
  const client = connect(url, {
    clientId,
    clean: false,
    reconnectPeriod: limits.mqttReconnectMs,
    resubscribe: true,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(authority === undefined ? {} : { ca: [readFileSync(authority)] }),
  });
  client.on('connect', () => {
    isAway = false;
    client.subscribe([...topics], { qos: 1 }, (error) => error && parts.onFault(error));
  });
  client.on('close', () => {
    connection += 1;
  });
  client.on('error', (error) => {
    // A broker that is away is told once, not with every try.
    if (!isAway) parts.onFault(error);
    isAway = true;
  });

  const told = new Set<string>();
  function turnDown(topic: string, why: string): void {
    const key = `${topic} ${why}`;
    if (told.has(key) || told.size >= limits.mqttToldMax) return;
    told.add(key);
    parts.onTurnedDown(topic, why);
  }

  /** True when the message is done with; false when its connection is gone, or we are. */
  async function taken({ topic, payload }: IPublishPacket): Promise<boolean> {
    const own = connection;
    const message = messageOf(topics, topic, payload);
    if (typeof message === 'string') {
      turnDown(topic, message);
      return true;
    }
    for (let wait: number = limits.mqttRetryMs; !stop.signal.aborted && own === connection; ) {
      try {
        const outcome = await parts.take(message.reader, message.body);
        if (outcome !== 'stored') turnDown(topic, outcome);
        return true;
      } catch (error) {
        if (wait === limits.mqttRetryMs) parts.onFault(error);
        await sleep(wait, undefined, { signal: stop.signal }).catch(() => {});
        wait = Math.min(wait * 2, limits.mqttRetryMaxMs);
      }
    }
    return false;
  }

  const underWay = new Set<Promise<void>>();
  // The library acknowledges when it is called back, and reads no further until then.
  client.handleMessage = (packet, done) => {
    const work = taken(packet).then((isDone) => {
      underWay.delete(work);
      if (isDone) done();
    });
    underWay.add(work);
  };

  return {
    async close() {
      stop.abort();
      await Promise.all(underWay);
      await client.endAsync(true);
    },
  };
}

/** The reader and what it says; a text: why that is nothing. */
function messageOf(
  topics: readonly string[],
  topic: string,
  payload: string | Buffer,
): { readonly reader: string; readonly body: unknown } | string {
  const reader = topics.flatMap((pattern) => readerIn(pattern, topic) ?? [])[0];
  if (reader === undefined) return 'unknown_reader';
  if (payload.length > limits.bodyBytesMax) return 'body_too_large';
  try {
    return { reader, body: JSON.parse(payload.toString('utf8')) };
  } catch {
    return notJson;
  }
}

/** What stands in a topic where the pattern has its `+`; undefined where it is another topic. */
export function readerIn(pattern: string, topic: string): string | undefined {
  const wanted = pattern.split('/');
  const steps = topic.split('/');
  const fits =
    wanted.length === steps.length && wanted.every((step, nth) => step === '+' || step === steps[nth]);
  return fits ? steps[wanted.indexOf('+')] : undefined;
}
