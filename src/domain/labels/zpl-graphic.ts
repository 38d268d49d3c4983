import type { Modules } from './data-matrix.ts';

/**
 * Modules as a ZPL graphic field, `^GFA`: rows of dots in hexadecimal. A row that repeats the one before is a colon, so it
 * takes a few hundred bytes a row of modules.
 */
export function zplGraphic(rows: Modules, module: number): string {
  const width = rows.length * module;
  const bytes = Math.ceil(width / 8);
  const lines = rows.map((row) => {
    const dots = Array.from({ length: bytes * 8 }, (_, x) => (row[Math.floor(x / module)] ? 1 : 0));
    const first = Array.from({ length: bytes * 2 }, (_, nibble) =>
      Number.parseInt(dots.slice(nibble * 4, nibble * 4 + 4).join(''), 2)
        .toString(16)
        .toUpperCase(),
    ).join('');
    return first + ':'.repeat(module - 1);
  });
  const total = bytes * width;
  return `^GFA,${total},${total},${bytes},${lines.join('')}^FS`;
}
