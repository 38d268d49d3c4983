/**
 * A copy of what shall be logged in which nothing secret or personal is left: members whose name says so are replaced,
 * in any depth, and so is whatever looks like a key, a token or a password inside a text.
 */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutSecrets(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (depth >= depthMax) return '…';
  if (Array.isArray(value)) return value.slice(0, itemsMax).map((item) => redacted(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretNames.test(name) ? '[redacted]' : redacted(member, depth + 1),
    ]),
  );
}

const depthMax = 6;
const itemsMax = 50;
const textMax = 2_000;

/** Credentials by name, and what customers are known by. */
const secretNames =
  /authori[sz]ation|cookie|passw|passphrase|secret|token|credential|^pin$|badge|api_?key|^keys?$|hash$|e-?mail|phone|customer|address|postcode|birth|^(?:first|last|full)_?name$|^(?:body|headers|values|parameters|query|detail|details)$/i;

/** A text without what looks like a credential, wherever it came from. */
export function withoutSecrets(text: string): string {
  let clean = text.length > textMax ? `${text.slice(0, textMax)}…` : text;
  for (const [pattern, instead] of secretTexts) clean = clean.replace(pattern, instead);
  return clean;
}

/** Each is linear: no pattern can be made to run long by what it reads. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]'],
  [/\but[a-z]_[\w-]{8,}/g, '[redacted key]'],
  [/(\/\/[^\s:/@]{0,100}:)[^\s@/]{1,200}@/g, '$1[redacted]@'],
  [/\$argon2[^\s"]{0,300}/g, '[redacted hash]'],
  [/\beyJ[\w-]{8,}\.[\w.-]+/g, '[redacted token]'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '[redacted e-mail]'],
  [/((?:passw(?:or)?d|secret|token|api_?key|pin)["']?\s*[=:]\s*["']?)[^\s"',;&]{1,200}/gi, '$1[redacted]'],
];
