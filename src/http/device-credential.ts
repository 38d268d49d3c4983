import { limits } from '../domain/limits.ts';

/** The header by which a program on a device says which device it is on; a browser has the cookie for it. */
export const deviceHeader = 'x-unitrail-device';

interface Headers {
  readonly cookie?: string | undefined;
  readonly [name: string]: unknown;
}

/** The device's token as a request brought it; undefined where it brought none. The header comes before the cookie. */
export function deviceTokenOf(headers: Headers, isSecure: boolean): string | undefined {
  const sent = headers[deviceHeader];
  if (typeof sent === 'string') return sent;
  const { cookie } = headers;
  if (cookie === undefined) return undefined;
  const name = `${cookieName(isSecure)}=`;
  const found = cookie.split(';').filter((part) => part.trimStart().startsWith(name));
  // A name that stands twice is somebody's trick: then there is none.
  return found.length === 1 ? found[0]!.trim().slice(name.length) : undefined;
}

/**
 * A `Set-Cookie` that no script reads and no other site sends. The prefix `__Host-` ties it to this very host, which
 * browsers accept over TLS only: on plain loopback it goes without. Browsers keep cookies for 400 days at most, so it is
 * set anew whenever the device asks who it is.
 */
export function deviceCookie(token: string, isSecure: boolean): string {
  const parts = [`${cookieName(isSecure)}=${token}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  return [...parts, `Max-Age=${limits.deviceCookieSeconds}`, ...(isSecure ? ['Secure'] : [])].join('; ');
}

function cookieName(isSecure: boolean): string {
  return isSecure ? '__Host-unitrail-device' : 'unitrail-device';
}
