/**
 * Whether an Accept header lets us answer with a media type (RFC 9110, 12.5.1): no header takes anything; otherwise the
 * most specific range that fits decides, and `q=0` refuses.
 */
export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header === '*/*' || header === type) return true;
  const wildcard = `${type.slice(0, type.indexOf('/'))}/*`;
  const weights = new Map(header.split(',').map(rangeOf));
  const weight = weights.get(type) ?? weights.get(wildcard) ?? weights.get('*/*') ?? 0;
  return weight > 0;
}

function rangeOf(text: string): readonly [string, number] {
  const [range, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return [range!, q === undefined ? 1 : Number(q.slice(2)) || 0];
}
