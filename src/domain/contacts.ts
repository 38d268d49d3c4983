/**
 * The digits of a phone number with its country code (E.164: at most 15, never beginning with 0), or null. It is written
 * with + or 00 before the country code; blanks, dashes, dots, slashes and brackets between digits do not count, nor does the (0) of
 * national writing.
 */
export function phoneDigits(text: string): string | null {
  const digits = /^(?:\+|00)([1-9][0-9]{6,14})$/.exec(withoutMarks(text.trim().replace('(0)', '')));
  return digits?.[1] ?? null;
}

/** An e-mail address as it is searched by: people write theirs in any case. Null for what cannot be one. */
export function emailKey(text: string): string | null {
  const key = text.trim().normalize('NFC').toLowerCase();
  return /^[^\s@]+@[^\s@]+$/u.test(key) ? key : null;
}

/** How somebody can be reached, as it was typed where anything may be typed. */
export type Contact = (
  | { readonly email: string }
  | { readonly phone: string }
  /** The digits of a number without its country code, nor the 0 before it. */
  | { readonly nationalPhone: string }
) & {
  /** It can be nothing else: no number of a thing is written so. */
  readonly only: boolean;
};

/**
 * A whole e-mail address, or a phone number as people write it: `+49 6081 99775`, `0049…`, `06081/99775`. Null for
 * everything else, digits alone included: those are numbers of things.
 */
export function contactIn(text: string): Contact | null {
  const trimmed = text.trim();
  const email = emailKey(trimmed);
  if (email !== null) return { email, only: /@.+\.\p{L}{2,}$/u.test(email) };
  const phone = phoneDigits(trimmed);
  if (phone !== null) return { phone, only: trimmed.startsWith('+') };
  const isMarked = /^\(?0[0-9]+\)?[ .\-/\u00a0]/.test(trimmed);
  const [, nationalPhone] = (isMarked && /^0([1-9][0-9]{5,13})$/.exec(withoutMarks(trimmed))) || [];
  return nationalPhone === undefined ? null : { nationalPhone, only: false };
}

function withoutMarks(phone: string): string {
  return phone.replace(/[ .\-/()\u00a0]/g, '');
}
