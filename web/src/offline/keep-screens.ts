/** Lets the screens open without a network: a service worker keeps them, once everything else is there. */
export function keepScreens(): void {
  // Only on secure addresses; the one of `vite dev` has nothing to keep.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined);
  });
}
