/** Where an MQTT broker is, and who we are there. */
export interface BrokerAddress {
  /** Without who we are. */
  readonly url: string;
  readonly clientId: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** `mqtts://user:password@host:8883/name`. Throws a RangeError that shows no password. */
export function brokerAddress(value: string): BrokerAddress {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // MQTT 3.1.1, 3.1.3.1: every broker takes names like these.
  const name = /^\/?([0-9a-zA-Z_-]{0,23})$/.exec(url?.pathname ?? '?')?.[1];
  const isBroker = url?.protocol === 'mqtt:' || url?.protocol === 'mqtts:';
  if (!isBroker || url.hostname === '' || name === undefined || url.search !== '' || url.hash !== '')
    throw new RangeError('must look like mqtts://user:password@host:8883, or mqtt:// without TLS');
  return {
    url: `${url.protocol}//${url.host}`,
    clientId: name === '' ? 'unitrail' : name,
    user: url.username === '' ? undefined : decoded(url.username),
    password: url.password === '' ? undefined : decoded(url.password),
  };
}

/** Topics with commas between them; in each exactly one level is `+`: there the reader's code stands. */
export function readerTopics(value: string): readonly string[] {
  const topics = value.split(',').map((topic) => topic.trim());
  const isGood = (topic: string) =>
    topic.split('/').filter((step) => step === '+').length === 1 && /^[^#+]*\+[^#+]*$/.test(topic);
  if (topics.every(isGood)) return topics;
  throw new RangeError(`must be topics with one + each, like rfid/+/reads, not "${value}"`);
}

/** A percent sign that stands for itself is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
