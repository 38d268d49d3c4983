import { openMetrics } from '../http/metrics.ts';
import { openDoors } from '../http/overload.ts';
import type { ServerOptions } from '../http/server.ts';
import { systemClock } from '../platform/clock.ts';
import { openLog } from '../platform/log.ts';

/** A log that says nothing. */
export const silentLog = openLog({ level: 'silent', clock: systemClock, write: () => {} });

/** What the HTTP shell needs besides its routes, with nothing behind it. */
export function bareShell(): Pick<ServerOptions, 'log' | 'metrics' | 'overload' | 'stopping'> {
  const nothing = () => ({});
  const metrics = openMetrics({
    lanes: nothing,
    valves: nothing,
    pools: nothing,
    liveStreams: () => 0,
    openExceptions: async () => ({}),
    feedLagSeconds: async () => 0,
    readerLags: () => ({}),
  });
  return { log: silentLog, metrics, overload: openDoors(), stopping: { begun: false } };
}
