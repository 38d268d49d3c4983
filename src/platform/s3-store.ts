import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { type FileStore, StoreAway } from './file-store.ts';

export interface S3Settings {
  /** `https://s3.eu-central-1.amazonaws.com`, without a path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Put before each name: `` or `photos/`. */
  readonly prefix: string;
  readonly keyId: string;
  readonly secret: string;
  /** `path`: the bucket stands in the path, as most servers of one's own want it; `host`: before the host's name. */
  readonly addressing: 'path' | 'host';
  /** Milliseconds for one request, from its beginning to the last byte of its answer. */
  readonly timeoutMs: number;
  /** How often a request is sent again that the store could not take. */
  readonly retries: number;
}

export type Send = (request: Request) => Promise<Response>;

/**
 * Files in a bucket that speaks the S3 protocol, each request signed by AWS Signature Version 4 over its body's hash.
 * Whatever is not a plain yes or "there is none" after some tries is StoreAway: the answer's status, never its text.
 */
export function openS3Store(settings: S3Settings, send: Send = fetch): FileStore {
  const { region, keyId, secret, bucket, prefix, timeoutMs, retries } = settings;
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, region, service: 's3' });

  async function once(method: string, name: string, body: Uint8Array | null, type?: string) {
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const signed = await client.sign(addressOf(settings, name), {
      method,
      headers: { 'x-amz-content-sha256': hash, ...(type === undefined ? {} : { 'content-type': type }) },
      ...(body === null ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    });
    const reply = await send(new Request(signed, { signal: AbortSignal.timeout(timeoutMs) }));
    return { status: reply.status, bytes: new Uint8Array(await reply.arrayBuffer()) };
  }

  async function asked(method: string, name: string, body: Uint8Array | null = null, type?: string) {
    for (let tries = 0; ; tries += 1) {
      const reply = await once(method, name, body, type).catch((cause: unknown) => ({ cause }));
      if ('status' in reply && (reply.status < 300 || reply.status === 404)) return reply;
      const passes = 'cause' in reply || reply.status >= 500 || reply.status === 429;
      if (!passes || tries >= retries) throw awayBy(reply);
      await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** tries));
    }
  }

  const exists = async (name: string) => (await asked('HEAD', name)).status !== 404;
  return {
    where: `${settings.endpoint}/${bucket}/${prefix}`,
    has: exists,
    async keep(name, bytes, type) {
      const { status } = await asked('PUT', name, bytes, type);
      if (status === 404) throw new StoreAway(`There is no bucket "${bucket}".`);
    },
    async read(name) {
      const { status, bytes } = await asked('GET', name);
      return status === 404 ? null : bytes;
    },
    async forget(name) {
      await asked('DELETE', name);
    },
  };
}

/** The address of a file: names are hex, a prefix is what the settings let through, so nothing needs escaping. */
export function addressOf(
  { endpoint, bucket, prefix, addressing }: Pick<S3Settings, 'endpoint' | 'bucket' | 'prefix' | 'addressing'>,
  name: string,
): string {
  const url = new URL(endpoint);
  if (addressing === 'host') url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = addressing === 'host' ? `/${prefix}${name}` : `/${bucket}/${prefix}${name}`;
  return url.href;
}

function awayBy(reply: { readonly status: number } | { readonly cause: unknown }): StoreAway {
  if ('status' in reply) return new StoreAway(`The bucket answered ${reply.status}.`);
  return new StoreAway('The bucket cannot be reached.', { cause: reply.cause });
}
