import type { Rfid } from '../../operations/rfid/open-rfid.ts';
import { type MessageParts, takeMessage } from '../../operations/rfid/take-message.ts';
import type { BrokerAddress } from '../../platform/broker-address.ts';
import type { Log } from '../../platform/log.ts';
import { listenToMqtt } from './listen-mqtt.ts';

/** The settings of the broker that readers publish to. */
export interface BrokerSettings {
  readonly mqttUrl: BrokerAddress | undefined;
  readonly mqttTopics: readonly string[];
  readonly mqttAuthority: string | undefined;
}

/** Takes what readers publish as reads; null where the settings name no broker. */
export async function openReaderBroker(
  parts: MessageParts & Pick<Rfid, 'onFault'>,
  { mqttUrl: broker, mqttTopics: topics, mqttAuthority: authority }: BrokerSettings,
  log: Log,
): Promise<{ close(): Promise<void> } | null> {
  if (broker === undefined) return null;
  return listenToMqtt(
    { broker, topics, authority },
    {
      take: (reader, body) => takeMessage(parts, reader, body),
      onTurnedDown: (topic, why) => log.warn('rfid_message', { topic, why }),
      onFault: parts.onFault,
    },
  );
}
