const place = 'unitrail.key';

/**
 * The API key that this tab signed in with, if it did so by key: kept for the tab alone (sessionStorage), as many may
 * share the device. A password's session lives in a cookie that no script reads.
 */
let key: string | null = restored();
const listeners = new Set<() => void>();

export function rememberKey(given: string | null): void {
  key = given;
  try {
    if (given === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, given);
  } catch {
    // Then it lasts as long as the page.
  }
}

/** Headers that say who asks; the last one tells the server that a page of ours asks, not a form of somebody else's. */
export function credentials(): Readonly<Record<string, string>> {
  return key === null ? { 'x-unitrail-request': 'screens' } : { authorization: `Bearer ${key}` };
}

/** The server does not know (any more) who asks. */
export function tellSessionEnded(): void {
  for (const listener of listeners) listener();
}

export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function restored(): string | null {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}
