import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Problem, problemBody } from './errors.ts';
import { appleProfile, trustPage } from './trust-page.ts';

export interface PlainSide {
  /** The certificate, PEM, of the authority that devices have to trust first; null where they trust it already. */
  readonly authority: string | null;
  /** Where the same is to be had over TLS, for the Host header that was sent. */
  secureOrigin(host: string | undefined): string;
}

/**
 * What is answered without TLS: how to trust us, and nothing else. A browser that asks for a page is sent to its secure
 * address; a request to the API is refused, so that nobody gets used to sending keys readable.
 */
export function plainListener({ authority, secureOrigin }: PlainSide): RequestListener {
  const trust = authority === null ? null : trustFiles(authority);
  return (request, reply) => {
    const [path] = (request.url ?? '/').split('?') as [string];
    const origin = secureOrigin(request.headers.host);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    reply.setHeader('connection', 'close');
    reply.setHeader('x-content-type-options', 'nosniff');
    if (!isRead || path.startsWith('/api')) return refuse(request, reply, origin);
    const file = trust?.(path, origin);
    if (!file) return void reply.writeHead(308, { location: origin + safePath(request.url) }).end();
    reply.writeHead(200, { ...file.headers, 'content-length': file.body.length });
    reply.end(request.method === 'HEAD' ? undefined : file.body);
  };
}

interface TrustFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Names under which devices find what they need; Android's installer knows a certificate by `.crt`. */
export const trustPaths = {
  page: '/',
  certificate: '/unitrail-ca.crt',
  profile: '/unitrail.mobileconfig',
} as const;

function trustFiles(authority: string) {
  const { raw } = new X509Certificate(authority);
  const certificate = file('application/x-x509-ca-cert', raw, 'unitrail-ca.crt');
  const profile = file('application/x-apple-aspen-config', Buffer.from(appleProfile(authority)));
  return (path: string, origin: string): TrustFile | null => {
    if (path === trustPaths.certificate) return certificate;
    if (path === trustPaths.profile) return profile;
    if (path !== trustPaths.page) return null;
    const { html, policy } = trustPage({ authority, origin, ...trustPaths });
    const { headers, body } = file('text/html; charset=utf-8', Buffer.from(html));
    return {
      headers: { ...headers, 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
      body,
    };
  };
}

function file(type: string, body: Buffer, name?: string): TrustFile {
  const disposition = name === undefined ? {} : { 'content-disposition': `attachment; filename="${name}"` };
  return { headers: { 'content-type': type, 'cache-control': 'no-store', ...disposition }, body };
}

function refuse(request: IncomingMessage, reply: ServerResponse, origin: string): void {
  const burnt =
    request.headers.authorization === undefined
      ? ''
      : ' The key that came with this request crossed the network readable: revoke it.';
  const problem = new Problem('https_needed', `Ask ${origin} instead.${burnt}`);
  reply.writeHead(problem.statusCode, { 'content-type': 'application/problem+json' });
  reply.end(JSON.stringify(problemBody(problem)));
}

/** What was asked for, as a path of ours: never `//elsewhere`, nor what a header cannot hold. */
function safePath(url: string | undefined): string {
  return /^\/(?!\/)[!-~]*$/.test(url ?? '') ? url! : '/';
}
