import { useEffect, useState } from 'react';

/** Seconds until an instant, counted down; 0 when it is over. */
export function useSecondsLeft(until: string): number {
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    setLeft(secondsUntil(until));
    const ticking = setInterval(() => setLeft(secondsUntil(until)), 1_000);
    return () => clearInterval(ticking);
  }, [until]);
  return left;
}

function secondsUntil(until: string): number {
  return Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1_000));
}

/** 754 → "12:34". */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
