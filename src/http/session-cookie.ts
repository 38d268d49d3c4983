import type { FastifyRequest } from 'fastify';
import { Problem } from './errors.ts';

/** How this server is reached: what its cookie is called, and which pages are its own, turn on it. */
export interface Origins {
  /** Browsers reach it over HTTPS. */
  readonly isSecure: boolean;
  /** As the settings name it; undefined: whatever a request's Host header says. */
  readonly publicOrigin: string | undefined;
  /** Where customers reach the Digital Links of labels, when that is elsewhere. */
  readonly linkOrigin?: string | undefined;
}

export function originsOf(
  publicOrigin: string | undefined,
  tls: boolean,
  linkOrigin: string | undefined = undefined,
): Origins {
  return { isSecure: tls || publicOrigin?.startsWith('https:') === true, publicOrigin, linkOrigin };
}

/**
 * Over HTTPS the `__Host-` prefix makes the browser see to it that nobody else on the domain, and no plain HTTP page, can
 * put a cookie in our place. It wants `Secure`, which browsers do not keep for plain HTTP: there, on this very machine
 * only, the cookie has a plain name.
 */
export function cookieName({ isSecure }: Pick<Origins, 'isSecure'>): string {
  return isSecure ? '__Host-unitrail' : 'unitrail';
}

/** The header that gives a browser its session's token for some seconds, or takes it away. */
export function sessionCookie(origins: Origins, token: string, seconds: number): string {
  const secure = origins.isSecure ? '; Secure' : '';
  return `${cookieName(origins)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
}

/** The token of a Cookie header. A name that stands twice is somebody's trick: then there is none. */
export function tokenIn(header: string | undefined, origins: Origins): string | undefined {
  if (header === undefined) return undefined;
  const start = `${cookieName(origins)}=`;
  const found = header.split(';').flatMap((part) => {
    const pair = part.trim();
    return pair.startsWith(start) ? [pair.slice(start.length)] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** What a request has to carry that changes something under a cookie: no form and no page of others can send it along. */
export const ownHeader = 'x-unitrail-request';

/**
 * Why a request that changes something is not from a page of ours; undefined when it is, or from a program that is no
 * browser. The cookie is SameSite=Strict besides.
 */
export function foreignProblem(
  { method, headers, protocol }: FastifyRequest,
  origins: Origins,
  byCookie: boolean,
): Problem | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined;
  const own = origins.publicOrigin ?? `${protocol}://${headers.host ?? ''}`;
  const { origin } = headers;
  const fetchSite = headers['sec-fetch-site'];
  // Customers' own pages may stand under another name; they have no session.
  const isCustomers = !byCookie && origin === origins.linkOrigin;
  if (origin !== undefined && origin !== own && !isCustomers) return foreign('origin');
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return foreign('sec-fetch-site');
  return byCookie && headers[ownHeader] === undefined ? foreign(ownHeader) : undefined;
}

function foreign(where: string): Problem {
  return new Problem('cross_site', `This request does not come from Unitrail's own pages (${where}).`, {
    where,
  });
}
