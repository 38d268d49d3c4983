/** What a service worker does with a request of ours. */
export type Answer =
  /** The page: from the server, so that it is never an old one; the kept one where the server does not answer. */
  | 'page'
  /** A file whose name is made of its content: the kept one is right for ever. */
  | 'file'
  /** None of its business: whatever is data goes to the server, and no answer of it is ever kept. */
  | 'pass';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly isNavigation: boolean;
}

/** `files`: addresses of the screens' own files. */
export function howToAnswer(
  { method, url, isNavigation }: Asked,
  origin: string,
  files: ReadonlySet<string>,
): Answer {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin) return 'pass';
  if (files.has(asked.pathname)) return 'file';
  return isNavigation && !data.test(asked.pathname) ? 'page' : 'pass';
}

/** Addresses that are no page of the screens, even where somebody types them. */
const data = /^\/(?:api|health|metrics|openapi\.json|docs|epcis|01|about|product-pictures)(?:\/|$)/;
