/** Digits of a currency's minor unit: two for the euro, none for the yen. An unknown currency has two. */
export function minorDigits(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** An amount in minor units as people write it in a language: 123456 EUR → "1.234,56 €". */
export function moneyText(minor: number, currency: string, locale: string): string {
  const amount = minor / 10 ** minorDigits(currency);
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}

/** What somebody typed ("1 234,5", "1234.50") in minor units; null where it is no amount, or finer than the currency is. */
export function minorOf(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replace(/\s/g, ''));
  if (!found) return null;
  const [, whole, part = ''] = found;
  return part.length > digits ? null : Number(whole! + part.padEnd(digits, '0'));
}
