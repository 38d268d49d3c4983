/**
 * Text that a spreadsheet would calculate (CSV injection) gets an apostrophe in front, which spreadsheets take for "this
 * is text". Apostrophes already there count as part of it, so that taking one off gives back exactly what was written.
 */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

export function inert(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What `inert` was given. */
export function bare(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}

/** A text as it stood in a file, where a mark that is there is a mark already: what `bare` makes of it stays the same. */
export function inertAsRead(text: string): string {
  return formula.test(text) && !text.startsWith("'") ? `'${text}` : text;
}
