import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brokerAddress, readerTopics } from './platform/broker-address.ts';
import { filePlace } from './platform/file-place.ts';
import { isWrittenKey } from './platform/master-keys.ts';
import { readNamedPrinters } from './platform/printer-address.ts';
import { projectDirectory } from './platform/project-directory.ts';
import { StartProblem } from './platform/start-problem.ts';
import { databaseUrl, issuer, origin, serverUrl } from './platform/written-addresses.ts';

/**
 * Every environment variable that Unitrail reads, and the only place that reads them. A variable that is set to
 * nothing counts as not set. A wrong value is refused with a sentence before anything is started.
 */
const variables = {
  dataDirectory: {
    name: 'UNITRAIL_DATA',
    otherwise: join(projectDirectory, 'data'),
    meaning:
      'directory of the embedded PostgreSQL (without DATABASE_URL) and of files on their way in; default ./data',
    read: (value: string) => resolve(value),
  },
  host: {
    name: 'UNITRAIL_HOST',
    otherwise: '127.0.0.1',
    meaning:
      'address to listen on; default 127.0.0.1, this machine only; 0.0.0.0 for everybody who can reach it',
    read: nonEmpty,
  },
  port: {
    name: 'UNITRAIL_PORT',
    otherwise: '8080',
    meaning: 'TCP port to listen on; default 8080; 0 for any free one',
    read: port,
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    otherwise: undefined,
    meaning:
      'a PostgreSQL 15 or newer to use instead of the embedded one: postgresql://user:password@host:5432/name',
    read: optional(databaseUrl),
  },
  ownerUrl: {
    name: 'UNITRAIL_OWNER_URL',
    otherwise: undefined,
    meaning: 'the same database as the role that owns the tables, for migrations; default DATABASE_URL',
    read: optional(databaseUrl),
  },
  tlsCertificate: {
    name: 'UNITRAIL_TLS_CERT',
    otherwise: undefined,
    meaning:
      'PEM file of the server’s certificate and those that lead to its authority; then HTTPS is spoken',
    read: optional((value) => resolve(value)),
  },
  tlsKey: {
    name: 'UNITRAIL_TLS_KEY',
    otherwise: undefined,
    meaning:
      'PEM file of that certificate’s private key, without a passphrase; both are read anew when they change',
    read: optional((value) => resolve(value)),
  },
  publicUrl: {
    name: 'UNITRAIL_PUBLIC_URL',
    otherwise: undefined,
    meaning: 'how browsers and handhelds reach this server: https://unitrail.example.com',
    read: optional(origin),
  },
  linkUrl: {
    name: 'UNITRAIL_LINK_URL',
    otherwise: undefined,
    meaning:
      'how customers reach the Digital Links of labels: https://id.shop.com; default UNITRAIL_PUBLIC_URL',
    read: optional(origin),
  },
  linkHosts: {
    name: 'UNITRAIL_LINK_HOSTS',
    otherwise: undefined,
    meaning:
      'hosts that a product’s Digital Link may lead to, with commas between; .maker.com: all below it; default none',
    read: optional(hostNames),
  },
  secret: {
    name: 'UNITRAIL_SECRET',
    otherwise: undefined,
    meaning:
      'what badges, PINs and labels are vouched for with; the same on all servers of a database; default data/secret',
    read: optional(secret),
  },
  oidcIssuer: {
    name: 'UNITRAIL_OIDC_ISSUER',
    otherwise: undefined,
    meaning: 'the OpenID Connect provider of the single sign-on: https://login.example.com',
    read: optional(issuer),
  },
  oidcClientId: {
    name: 'UNITRAIL_OIDC_CLIENT_ID',
    otherwise: undefined,
    meaning: 'what this server is called there',
    read: optional(nonEmpty),
  },
  oidcClientSecret: {
    name: 'UNITRAIL_OIDC_CLIENT_SECRET',
    otherwise: undefined,
    meaning: 'its secret there; without one it is a public client',
    read: optional(nonEmpty),
  },
  oidcScope: {
    name: 'UNITRAIL_OIDC_SCOPE',
    otherwise: 'openid profile email',
    meaning: 'what is asked of the provider; default openid profile email',
    read: scope,
  },
  oidcGroupsClaim: {
    name: 'UNITRAIL_OIDC_GROUPS_CLAIM',
    otherwise: 'groups',
    meaning: 'the claim that lists somebody’s groups; default groups',
    read: nonEmpty,
  },
  oidcGroups: {
    name: 'UNITRAIL_OIDC_GROUPS',
    otherwise: undefined,
    meaning:
      'which group gives which role where: [{"group": "leads", "role": "lead", "site": "DC"}], or @file',
    read: optional(textOrFile),
  },
  adminKey: {
    name: 'UNITRAIL_ADMIN_KEY',
    otherwise: undefined,
    meaning: 'the administrator’s API key, made known at start; without it one is generated and printed once',
    read: optional(adminKey),
  },
  customerKeys: {
    name: 'UNITRAIL_CUSTOMER_KEY',
    otherwise: undefined,
    meaning:
      'the key that customers’ data is sealed under, older ones after commas; default: customer-keys in UNITRAIL_DATA',
    read: optional(writtenKeys),
  },
  printers: {
    name: 'UNITRAIL_PRINTERS',
    otherwise: undefined,
    meaning:
      'label printers that may be registered besides those of private networks: printer.example.com:9100, 127.0.0.1',
    read: optional(readNamedPrinters),
  },
  photos: {
    name: 'UNITRAIL_PHOTOS',
    otherwise: undefined,
    meaning:
      'where photographs are kept: a directory, or s3://bucket/prefix; default photos in UNITRAIL_DATA',
    read: optional(filePlace),
  },
  s3Endpoint: {
    name: 'UNITRAIL_S3_ENDPOINT',
    otherwise: undefined,
    meaning: 'the address of the store that speaks S3: https://s3.eu-central-1.amazonaws.com',
    read: optional(origin),
  },
  s3Region: {
    name: 'UNITRAIL_S3_REGION',
    otherwise: 'us-east-1',
    meaning: 'its region; default us-east-1, which stores of one’s own take',
    read: nonEmpty,
  },
  s3KeyId: {
    name: 'UNITRAIL_S3_KEY_ID',
    otherwise: undefined,
    meaning: 'the id of the key that it is asked with',
    read: optional(nonEmpty),
  },
  s3Secret: {
    name: 'UNITRAIL_S3_SECRET',
    otherwise: undefined,
    meaning: 'that key’s secret',
    read: optional(nonEmpty),
  },
  s3Addressing: {
    name: 'UNITRAIL_S3_ADDRESSING',
    otherwise: 'path',
    meaning:
      'path (default): the bucket stands in the path; host: before the name of the host, as Amazon wants it',
    read: oneOf('path', 'host'),
  },
  mqttUrl: {
    name: 'UNITRAIL_MQTT_URL',
    otherwise: undefined,
    meaning:
      'the broker of RFID readers: mqtts://user:password@host:8883, behind a slash our name there; default unitrail',
    read: optional(brokerAddress),
  },
  mqttTopics: {
    name: 'UNITRAIL_MQTT_TOPICS',
    otherwise: 'rfid/+/reads',
    meaning: 'their topics there, with commas, + where a reader’s code stands; default rfid/+/reads',
    read: readerTopics,
  },
  mqttAuthority: {
    name: 'UNITRAIL_MQTT_CA',
    otherwise: undefined,
    meaning: 'PEM file of the authority of the broker’s certificate; default: those that the system knows',
    read: optional((value) => resolve(value)),
  },
  log: {
    name: 'UNITRAIL_LOG',
    otherwise: 'warn',
    meaning:
      'how much is logged, to standard error: silent, error, warn (default), info (every request), debug',
    read: oneOf('silent', 'error', 'warn', 'info', 'debug'),
  },
  redSeconds: {
    name: 'UNITRAIL_DRAIN',
    otherwise: '0',
    meaning:
      'seconds between red health and closed doors when the server stops, for a load balancer; default 0',
    read: seconds,
  },
  grouping: {
    name: 'UNITRAIL_GROUPING',
    otherwise: 'on',
    meaning: 'on: acts that arrive together share a transaction; off: one transaction each, for comparison',
    read: onOff,
  },
  serverUrl: {
    name: 'UNITRAIL_URL',
    otherwise: 'http://127.0.0.1:8080',
    meaning: 'the running server that units, keys, sites … talk to; default http://127.0.0.1:8080',
    read: serverUrl,
  },
  key: {
    name: 'UNITRAIL_KEY',
    otherwise: undefined,
    meaning: 'the API key that those commands send',
    read: optional(adminKey),
  },
  testDatabaseUrl: {
    name: 'UNITRAIL_TEST_DATABASE_URL',
    otherwise: undefined,
    meaning:
      'a PostgreSQL, as a role that may create databases, for the tests to use instead of the embedded one',
    read: optional(databaseUrl),
  },
} satisfies Record<string, Variable>;

interface Variable {
  readonly name: string;
  readonly otherwise: string | undefined;
  readonly meaning: string;
  /** Gives the value or throws a RangeError that says what is expected. */
  readonly read: ((value: string) => unknown) | ((value: string | undefined) => unknown);
}

export type Config = {
  readonly [Key in keyof typeof variables]: ReturnType<(typeof variables)[Key]['read']>;
};

/**
 * `otherwise` takes the place of a variable's default. Throws a StartProblem that names the variable, and never shows
 * a value that may hold a secret.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  otherwise: Readonly<Partial<Record<keyof typeof variables, string>>> = {},
): Config {
  const defaults: Readonly<Record<string, string | undefined>> = otherwise;
  const entries = Object.entries<Variable>(variables).map(([key, { name, otherwise, read }]) => {
    try {
      const isSet = env[name] !== undefined && env[name] !== '';
      const value = isSet ? env[name] : (defaults[key] ?? otherwise);
      return [key, read(value as string)];
    } catch (error) {
      throw new StartProblem('configuration', `${name} ${(error as Error).message}.`);
    }
  });
  const config = Object.fromEntries(entries) as Config;
  if (config.ownerUrl !== undefined && config.databaseUrl === undefined) {
    throw new StartProblem('configuration', 'UNITRAIL_OWNER_URL needs DATABASE_URL beside it.');
  }
  if ((config.tlsCertificate === undefined) !== (config.tlsKey === undefined)) {
    throw new StartProblem('configuration', 'UNITRAIL_TLS_CERT and UNITRAIL_TLS_KEY need each other.');
  }
  for (const key of ['s3Endpoint', 's3KeyId', 's3Secret'] as const)
    if (config.photos !== undefined && 'bucket' in config.photos && config[key] === undefined)
      throw new StartProblem('configuration', `UNITRAIL_PHOTOS in a bucket needs ${variables[key].name}.`);
  for (const key of ['oidcClientId', 'oidcGroups', 'publicUrl'] as const)
    if (config.oidcIssuer !== undefined && config[key] === undefined)
      throw new StartProblem('configuration', `UNITRAIL_OIDC_ISSUER needs ${variables[key].name} beside it.`);
  return config;
}

/** The environment as it is, for a command that puts its options in front of it. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Names that look like ours but mean nothing to us: most likely a typing mistake. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>> = process.env): string[] {
  const known = new Set<string>(Object.values(variables).map(({ name }) => name));
  return Object.keys(env).filter((name) => name.startsWith('UNITRAIL_') && !known.has(name));
}

/** One line a variable, for `--help`. */
export function describeVariables(): string {
  return Object.values<Variable>(variables)
    .map(({ name, meaning }) => `  ${name.padEnd(28)}${meaning}`)
    .join('\n');
}

function optional<Value>(read: (value: string) => Value) {
  return (value: string | undefined): Value | undefined => (value === undefined ? undefined : read(value));
}

function nonEmpty(value: string): string {
  if (value.trim() === '') throw new RangeError('must not be blank');
  return value.trim();
}

function port(value: string): number {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : -1;
  if (number < 0 || number > 65535) throw new RangeError(`must be a number from 0 to 65535, not "${value}"`);
  return number;
}

function seconds(value: string): number {
  const number = /^\d{1,3}$/.test(value) ? Number(value) : 999;
  if (number > 300) throw new RangeError(`must be a number of seconds from 0 to 300, not "${value}"`);
  return number;
}

function scope(value: string): string {
  if (/^[!#-[\]-~]+( [!#-[\]-~]+)*$/.test(value) && value.split(' ').includes('openid')) return value;
  throw new RangeError('must be words with blanks between them, "openid" among them');
}

function textOrFile(value: string): string {
  if (!value.startsWith('@')) return value;
  try {
    return readFileSync(value.slice(1), 'utf8');
  } catch (error) {
    throw new RangeError(`names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function secret(value: string): string {
  if (value.length >= 32) return value;
  throw new RangeError('must have 32 characters or more');
}

function adminKey(value: string): string {
  if (/^[!-~]{20,200}$/.test(value)) return value;
  throw new RangeError('must be 20 to 200 characters without blanks');
}

function writtenKeys(value: string): readonly string[] {
  const keys = value.split(',').map((key) => key.trim());
  if (keys.every(isWrittenKey)) return keys;
  throw new RangeError('must be keys of 43 characters of base64url, with commas between them');
}

/** In small letters, as they are compared. */
function hostNames(value: string): readonly string[] {
  const names = value.split(',').map((name) => name.trim().toLowerCase());
  if (names.every((name) => /^\.?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name))) return names;
  throw new RangeError('must be names of hosts with commas between them, like shop.com,.maker.com');
}

function onOff(value: string): boolean {
  if (value !== 'on' && value !== 'off') throw new RangeError(`must be on or off, not "${value}"`);
  return value === 'on';
}

function oneOf<const Choice extends string>(...choices: Choice[]) {
  return (value: string): Choice => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw new RangeError(`must be one of ${choices.join(', ')}, not "${value}"`);
    return choice;
  };
}
