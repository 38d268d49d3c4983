/** Whether the server answered the last time, and the news when that changes. */
let isAway = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** While it is away it is looked for: nobody need touch the screen for it to be found again. */
const lookEveryMs = 5_000;

export function serverIsAway(): boolean {
  return isAway;
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Told after each request: it was answered (by whatever no), or there was no answer. */
export function noteReach(isAnswered: boolean): void {
  clearTimeout(timer);
  if (!isAnswered) timer = setTimeout(() => void look(), lookEveryMs);
  if (isAway === !isAnswered) return;
  isAway = !isAnswered;
  for (const listener of listeners) listener();
}

async function look(): Promise<void> {
  const isAnswered = await fetch('/health/live', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  noteReach(isAnswered);
}
