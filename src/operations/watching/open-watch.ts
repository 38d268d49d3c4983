import { limits } from '../../domain/limits.ts';
import { settleSeen } from './settle-seen.ts';
import { type WatchParts, watchNights } from './watch-night.ts';

/** Looks every minute, while the server runs, for sites whose midnight has passed and for units that were seen again. */
export function openWatch(parts: WatchParts, onFault: (error: unknown) => void): { close(): Promise<void> } {
  let running: Promise<unknown> | null = null;
  const look = () => {
    running ??= settleSeen(parts)
      .then(() => watchNights(parts))
      .catch(onFault)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, limits.watchLookMs);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
