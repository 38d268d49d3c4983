import { useState } from 'react';
import { keep, kept } from '../server/kept.ts';

interface Choosable {
  readonly key: string;
  readonly isExtra?: boolean;
}

/** Which columns of a list are shown: what this device remembers, else all but the extra ones. The first always is. */
export function useShownColumns<Column extends Choosable>(list: string, columns: readonly Column[]) {
  const place = `columns.${list}`;
  const [chosen, setChosen] = useState(() => kept(place));
  const keys = keysShown(columns, chosen);
  return {
    shown: columns.filter(({ key }) => keys.includes(key)),
    toggle(key: string) {
      const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
      const text = columns.flatMap((one) => (next.includes(one.key) ? [one.key] : [])).join(' ');
      keep(place, text);
      setChosen(text);
    },
  };
}

/** A column that came after somebody chose stays as he left the others: hidden until he chooses it. */
export function keysShown(columns: readonly Choosable[], chosen: string | null): readonly string[] {
  const usual = columns.filter(({ isExtra }) => isExtra !== true).map(({ key }) => key);
  const first = columns.slice(0, 1).map(({ key }) => key);
  if (chosen === null) return usual;
  const known = chosen.split(' ').filter((key) => columns.some((one) => one.key === key));
  return [...new Set([...first, ...known])];
}
