import type { CountOnWire } from '../../../src/operations/counting/contract.ts';

/** What is counted, in a line: `A-01, A-02 · PHONE-128`; null: everything at the site. */
export function scopeText({ locations, aisle, sku, category }: CountOnWire['scope']): string | null {
  const parts = [aisle, locations?.join(', '), sku, category].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' · ');
}

/** 9,876 ten-thousandths → "98.76 %". */
export function shareText(share: number | null, language: string): string {
  if (share === null) return '–';
  const style = { style: 'percent', maximumFractionDigits: 2 } as const;
  return new Intl.NumberFormat(language, style).format(share / 10_000);
}
