/** What this device remembers. Reading and writing may be forbidden (private windows): then it forgets. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`unitrail.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`unitrail.${name}`);
    else localStorage.setItem(`unitrail.${name}`, value);
  } catch {
    // It is asked again next time.
  }
}
