import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeVariables, readConfig, unknownVariables } from './config.ts';
import { projectDirectory } from './platform/project-directory.ts';

describe('settings', () => {
  test('without any, the server listens on this machine only and keeps its data in ./data', () => {
    expect(readConfig({})).toMatchObject({
      dataDirectory: join(projectDirectory, 'data'),
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: undefined,
      log: 'warn',
      grouping: true,
    });
  });

  test('photographs are in a directory or in a bucket, under a prefix or not', () => {
    const placeOf = (UNITRAIL_PHOTOS: string) => readConfig({ UNITRAIL_PHOTOS, ...bucket }).photos;
    const bucket = {
      UNITRAIL_S3_ENDPOINT: 'https://s3.test',
      UNITRAIL_S3_KEY_ID: 'k',
      UNITRAIL_S3_SECRET: 's',
    };
    expect(readConfig({}).photos).toBeUndefined();
    expect(placeOf('/srv/photos')).toEqual({ directory: '/srv/photos' });
    expect(placeOf('s3://shop')).toEqual({ bucket: 'shop', prefix: '' });
    expect(placeOf('s3://shop/')).toEqual({ bucket: 'shop', prefix: '' });
    expect(placeOf('s3://my.shop/a/b_1/')).toEqual({ bucket: 'my.shop', prefix: 'a/b_1/' });
  });

  test('a broker is named with who we are there, and topics with where the reader’s code stands', () => {
    const brokerOf = (UNITRAIL_MQTT_URL: string) => readConfig({ UNITRAIL_MQTT_URL }).mqttUrl;
    const known = { user: 'shop', password: 'p@ss', clientId: 'unitrail' };
    expect(brokerOf('mqtts://shop:p%40ss@b.test:8883')).toEqual({ url: 'mqtts://b.test:8883', ...known });
    const nobody = { user: undefined, password: undefined };
    expect(brokerOf('mqtt://b.test/dc-2')).toEqual({ url: 'mqtt://b.test', clientId: 'dc-2', ...nobody });
    expect(readConfig({ UNITRAIL_MQTT_TOPICS: 'a/+, b/+/c' }).mqttTopics).toEqual(['a/+', 'b/+/c']);
  });

  test('a variable set to nothing counts as not set', () => {
    expect(readConfig({ UNITRAIL_PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  test.each([
    [{ UNITRAIL_PORT: '65536' }, 'UNITRAIL_PORT must be a number from 0 to 65535, not "65536".'],
    [{ UNITRAIL_PORT: '80a' }, 'UNITRAIL_PORT must be a number from 0 to 65535, not "80a".'],
    [{ UNITRAIL_PORT: '-1' }, 'UNITRAIL_PORT must be a number from 0 to 65535, not "-1".'],
    [
      { UNITRAIL_MQTT_URL: 'https://u:secret@b' },
      'UNITRAIL_MQTT_URL must look like mqtts://user:password@host:8883, or mqtt:// without TLS.',
    ],
    [
      { UNITRAIL_MQTT_TOPICS: 'rfid/#' },
      'UNITRAIL_MQTT_TOPICS must be topics with one + each, like rfid/+/reads, not "rfid/#".',
    ],
    [{ UNITRAIL_HOST: ' ' }, 'UNITRAIL_HOST must not be blank.'],
    [{ UNITRAIL_GROUPING: 'yes' }, 'UNITRAIL_GROUPING must be on or off, not "yes".'],
    [{ UNITRAIL_LOG: 'loud' }, 'UNITRAIL_LOG must be one of silent, error, warn, info, debug, not "loud".'],
    [{ UNITRAIL_ADMIN_KEY: 'short' }, 'UNITRAIL_ADMIN_KEY must be 20 to 200 characters without blanks.'],
    [
      { DATABASE_URL: 'mysql://x:secret@h/d' },
      'DATABASE_URL must look like postgresql://user:password@host:5432/name.',
    ],
    [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must look like postgresql://user:password@host:5432/name.'],
    [{ UNITRAIL_OWNER_URL: 'postgresql://o@h/d' }, 'UNITRAIL_OWNER_URL needs DATABASE_URL beside it.'],
    [{ UNITRAIL_TLS_KEY: '/k.pem' }, 'UNITRAIL_TLS_CERT and UNITRAIL_TLS_KEY need each other.'],
    [
      { UNITRAIL_PUBLIC_URL: 'https://a.test/shop' },
      'UNITRAIL_PUBLIC_URL must look like https://unitrail.example.com, without a path, not "https://a.test/shop".',
    ],
    [
      { UNITRAIL_PHOTOS: 's3://Shop' },
      'UNITRAIL_PHOTOS must be a directory or look like s3://bucket/prefix, not "s3://Shop".',
    ],
    [
      { UNITRAIL_PHOTOS: 's3://shop/../other' },
      'UNITRAIL_PHOTOS must be a directory or look like s3://bucket/prefix, not "s3://shop/../other".',
    ],
    [{ UNITRAIL_PHOTOS: 's3://shop/photos' }, 'UNITRAIL_PHOTOS in a bucket needs UNITRAIL_S3_ENDPOINT.'],
    [
      { UNITRAIL_PHOTOS: 's3://shop', UNITRAIL_S3_ENDPOINT: 'https://s3.test', UNITRAIL_S3_KEY_ID: 'k' },
      'UNITRAIL_PHOTOS in a bucket needs UNITRAIL_S3_SECRET.',
    ],
    [
      { UNITRAIL_S3_ADDRESSING: 'virtual' },
      'UNITRAIL_S3_ADDRESSING must be one of path, host, not "virtual".',
    ],
    [{ UNITRAIL_SECRET: 'short' }, 'UNITRAIL_SECRET must have 32 characters or more.'],
    [
      { UNITRAIL_OIDC_ISSUER: 'http://login.test' },
      'UNITRAIL_OIDC_ISSUER must look like https://login.example.com, not "http://login.test".',
    ],
    [
      { UNITRAIL_OIDC_ISSUER: 'https://login.test', UNITRAIL_OIDC_CLIENT_ID: 'u' },
      'UNITRAIL_OIDC_ISSUER needs UNITRAIL_OIDC_GROUPS beside it.',
    ],
    [
      { UNITRAIL_OIDC_SCOPE: 'profile' },
      'UNITRAIL_OIDC_SCOPE must be words with blanks between them, "openid" among them.',
    ],
    [
      { UNITRAIL_OIDC_GROUPS: '@/nowhere.json' },
      'UNITRAIL_OIDC_GROUPS names a file that cannot be read (ENOENT).',
    ],
  ])('%j is refused with a sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
  });

  test('a wrong value of a secret is never repeated', () => {
    for (const env of [{ UNITRAIL_ADMIN_KEY: 'my secret' }, { DATABASE_URL: 'http://u:my secret@h' }]) {
      expect(() => readConfig(env)).toThrow(/^(?!.*my secret)/);
    }
  });

  test('a mistyped name is noticed', () => {
    expect(unknownVariables({ UNITRAIL_PROT: '1', UNITRAIL_PORT: '1', PATH: '' })).toEqual(['UNITRAIL_PROT']);
  });

  test('the help names every variable once', () => {
    const names = describeVariables().match(/^ {2}[A-Z0-9_]+/gm) ?? [];
    expect(new Set(names).size).toBe(Object.keys(readConfig({})).length);
    expect(names).toHaveLength(Object.keys(readConfig({})).length);
  });
});
