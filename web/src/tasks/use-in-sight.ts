import { type RefObject, useEffect, useRef } from 'react';

/** What is asked in place is brought into sight when it opens, wherever the button that opened it stands. */
export function useInSight<Shown extends HTMLElement>(): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  useEffect(() => shown.current?.scrollIntoView({ block: 'center' }), []);
  return shown;
}
