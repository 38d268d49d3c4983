const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether ISO 4217 knows it. */
export function isCurrency(code: string): boolean {
  return known.has(code);
}
