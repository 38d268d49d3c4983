/** Where a product's links are asked for and written. */
export const linksPath = (sku: string) => `/api/products/${encodeURIComponent(sku)}/links`;

/** The page for customers speaks these. */
export const spoken = ['en', 'de', 'es'] as const;

export function isSpoken(language: string | null): language is (typeof spoken)[number] {
  return (spoken as readonly (string | null)[]).includes(language);
}
