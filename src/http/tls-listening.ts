import { createServer } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { limits } from '../domain/limits.ts';
import { vouchesFor } from '../platform/certificate-files.ts';
import { sharePort } from '../platform/share-port.ts';
import { type TlsMaterial, watchCertificate } from '../platform/tls-material.ts';
import type { TlsSource } from '../platform/tls-source.ts';
import { plainListener } from './plain-side.ts';

export interface Tls {
  readonly current: TlsMaterial;
  /** Has this server's port answer plainly too, and show each new certificate from then on. */
  attach(server: FastifyInstance): void;
  close(): void;
}

/** TLS for one server, with certificates that may change while it runs. */
export async function openTls(
  source: TlsSource,
  publicUrl: string | undefined,
  say: (sentence: string) => void,
): Promise<Tls> {
  let served: SecureServer | undefined;
  const watched = await watchCertificate(source, {
    everyMs: limits.certificateCheckMs,
    say,
    onChange: ({ certificate: cert, key }) => served?.setSecureContext({ cert, key, ...protocols }),
  });
  let end = () => {};
  return {
    get current() {
      return watched.current;
    },
    attach(server) {
      served = server.server as unknown as SecureServer;
      const { authority } = source;
      const secureOrigin = (host: string | undefined) =>
        ownOrigin(host, watched.current.certificate) ?? publicUrl ?? loopback(server);
      const plain = createServer(
        { maxHeaderSize: limits.plainHeaderBytesMax },
        plainListener({ authority, secureOrigin }),
      );
      end = sharePort(served, plain, limits.plainMs);
    },
    close() {
      watched.close();
      end();
    },
  };
}

/** RFC 9325 (best current practice for TLS): nothing below 1.2. */
export const protocols = { minVersion: 'TLSv1.2' } as const;

/** The same host and port over TLS, when the certificate is good for that host: nobody is sent anywhere else. */
function ownOrigin(host: string | undefined, certificate: string): string | undefined {
  const name = /^(?:([a-z0-9.-]{1,253})|\[([0-9a-f:.]{2,45})\])(?::\d{1,5})?$/i.exec(host ?? '');
  const bare = name?.[1] ?? name?.[2];
  return bare !== undefined && vouchesFor(certificate, bare) ? `https://${host}` : undefined;
}

function loopback({ server }: FastifyInstance): string {
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}
