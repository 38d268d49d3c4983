/** `1536` → "1.5 kB", in the units that file managers use. */
export function bytesText(bytes: number, language: string): string {
  const [unit, size] = sizes.find(([, least]) => bytes >= least) ?? (['byte', 1] as const);
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, format).format(bytes / size);
}

/** How long something will take, in the two largest units that fit: "2 min 5 s". */
export function durationText(seconds: number, language: string): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [
    ['hour', Math.floor(whole / 3_600)],
    ['minute', Math.floor((whole % 3_600) / 60)],
    ['second', whole % 60],
  ] as const;
  const first = parts.findIndex(([, count]) => count > 0);
  const told = parts.slice(Math.max(0, first), first === -1 ? undefined : first + 2);
  return (first === -1 ? parts.slice(2) : told.filter(([, count]) => count > 0))
    .map(([unit, count]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}

const sizes = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const;
