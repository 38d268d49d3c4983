// Addresses as they are written in settings. Each is given back, or a RangeError says what is expected, without secrets.

export function databaseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'postgres:' || url?.protocol === 'postgresql:') return value;
  throw new RangeError('must look like postgresql://user:password@host:5432/name');
}

/** Without a slash at its end, so that paths can be put behind it. */
export function serverUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if ((url?.protocol === 'http:' || url?.protocol === 'https:') && url.username === '' && url.search === '')
    return value.replace(/\/+$/, '');
  throw new RangeError('must look like https://host:8080');
}

/** An address without a path, as browsers compare origins. */
export function origin(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (isWeb && url.username === '' && url.search === '' && url.hash === '' && url.pathname === '/')
    return url.origin;
  throw new RangeError(`must look like https://unitrail.example.com, without a path, not "${value}"`);
}

/** OpenID Connect Discovery 1.0 section 3: HTTPS, no query; plain HTTP only on this machine, to try things out. */
export function issuer(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isHere = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if ((url?.protocol === 'https:' || isHere) && url?.search === '' && url.hash === '') return value;
  throw new RangeError(`must look like https://login.example.com, not "${value}"`);
}
