/** `{name}` in a sentence becomes that gap's value; a gap that nobody gave stays, so that it is seen. */
export function fill(text: string, gaps: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(gaps[name] ?? whole));
}
