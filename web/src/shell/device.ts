import { useSyncExternalStore } from 'react';
import { keep, kept } from '../server/kept.ts';

/** What this device remembers for whoever uses it. */
export interface Device {
  readonly site: string | null;
  readonly sounds: boolean;
  readonly vibration: boolean;
}

let device: Device = {
  site: kept('site'),
  sounds: kept('sounds') !== 'off',
  vibration: kept('vibration') !== 'off',
};
const listeners = new Set<() => void>();

export function deviceNow(): Device {
  return device;
}

function change(next: Device): void {
  device = next;
  keep('site', next.site);
  keep('sounds', next.sounds ? null : 'off');
  keep('vibration', next.vibration ? null : 'off');
  for (const listener of listeners) listener();
}

export function useDevice() {
  const now = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, deviceNow);
  return {
    ...now,
    chooseSite: (site: string | null) => change({ ...device, site }),
    setSounds: (sounds: boolean) => change({ ...device, sounds }),
    setVibration: (vibration: boolean) => change({ ...device, vibration }),
  };
}
