import { hash } from 'node:crypto';

/** A UUID (version 8, RFC 9562) made of a text: the same text, the same id. */
export function derivedId(text: string): string {
  const digits = hash('sha256', text);
  const variant = ((Number.parseInt(digits[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
