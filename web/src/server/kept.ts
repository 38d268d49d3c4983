const prefix = 'unitrail.';

/** What this device remembers. Reading and writing may be forbidden (private windows): then it forgets. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

/** False where the device does not keep it: forbidden, or full. */
export function keep(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
    return true;
  } catch {
    // It is asked again next time.
    return false;
  }
}

/** Names of what is remembered that begin like this. */
export function keptNames(beginning: string): readonly string[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix + beginning));
    return names.map((name) => name.slice(prefix.length));
  } catch {
    return [];
  }
}

/** Tells when another tab has changed something of that beginning; gives the end of listening. */
export function onKeptElsewhere(beginning: string, changed: (name: string) => void): () => void {
  const listen = ({ key }: StorageEvent) => {
    if (key?.startsWith(prefix + beginning)) changed(key.slice(prefix.length));
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}
