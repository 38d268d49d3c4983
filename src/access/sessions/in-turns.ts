/** More wait for their turn than may. */
export class TooManyPasswords extends Error {
  override name = 'TooManyPasswords';
}

/** Does some of a costly work at a time; of the rest some may wait, and more are turned away with TooManyPasswords. */
export function inTurns(atOnce: number, waitingMax: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw new TooManyPasswords('too many passwords');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the turn itself, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
