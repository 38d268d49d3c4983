/**
 * Aborted when somebody wants the process to end: Ctrl-C, SIGTERM, a closed terminal, or an error nobody caught
 * (reported first, exit code 70). Asked again after more than half a second, `force` is called; sooner is the same
 * Ctrl-C arriving twice, from the terminal and from npm.
 */
export function stopSignal(force: () => void): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const asked = () => {
    const now = performance.now();
    if (controller.signal.aborted && now - first > 500) force();
    if (controller.signal.aborted) return;
    first = now;
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked);
  process.on('uncaughtException', (error) => {
    console.error(error);
    process.exitCode = 70;
    asked();
  });
  // Whoever read our output went away (`npm start | head`): not a reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  // The signal alone keeps no process alive; this does, until it is aborted.
  const awake = setInterval(() => {}, 2 ** 30);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      clearInterval(awake);
      resolve();
    });
  });
}
