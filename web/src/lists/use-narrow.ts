import { useSyncExternalStore } from 'react';

/** As in screens.css: below this a list is shown as cards. */
const query = window.matchMedia('(max-width: 760px)');

/** Whether the screen is a handheld's. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
