import type { ImportLine } from './lines.ts';
import { type LineProblem, lineProblem } from './problems.ts';

/** What became of a line of a document; `left`: it is not taken, because another line of its document is wrong. */
export type DocumentLineTaken = 'recorded' | 'repeated' | 'left' | { readonly problem: LineProblem };

/** Something wrong with the line at a place of its document, counted from 0. */
export interface WrongLine {
  readonly at: number;
  readonly problem: LineProblem;
}

/** What became of a whole document. */
export type DocumentTaken = 'recorded' | 'repeated' | { readonly wrong: readonly WrongLine[] };

/** Lines that follow each other under one number, in their order. */
export function documentsIn(lines: readonly ImportLine[]): readonly (readonly ImportLine[])[] {
  const documents: ImportLine[][] = [];
  for (const line of lines) {
    const last = documents.at(-1);
    if (last && last[0]!.number === line.number) last.push(line);
    else documents.push([line]);
  }
  return documents;
}

/** The lines of a document, each with what became of it. */
export function linesTaken(lines: readonly ImportLine[], taken: DocumentTaken): DocumentLineTaken[] {
  if (typeof taken === 'string') return lines.map(() => taken);
  const wrong = new Map(taken.wrong.map(({ at, problem }) => [at, problem]));
  return lines.map((_, at) => {
    const problem = wrong.get(at);
    return problem ? { problem } : 'left';
  });
}

/** Lines that say something of their whole document say the same; who says nothing agrees. */
export function headProblem(
  lines: readonly ImportLine[],
  fields: readonly (keyof ImportLine)[],
): WrongLine | null {
  for (const field of fields) {
    const first = saidOf(lines, field);
    const text = JSON.stringify(first);
    const at = lines.findIndex((line) => line[field] !== undefined && JSON.stringify(line[field]) !== text);
    if (at === -1) continue;
    const facts = { number: lines[0]!.number ?? '', field, before: String(first) };
    return { at, problem: lineProblem('heads_differ', facts) };
  }
  return null;
}

/** What the first line says that says it. */
export function saidOf<Name extends keyof ImportLine>(
  lines: readonly ImportLine[],
  field: Name,
): ImportLine[Name] | undefined {
  return lines.find((line) => line[field] !== undefined)?.[field];
}

/**
 * Which line of its document each line of the file is: the one that it says; without a number those that mean the
 * same (`keyOf`) are one line, numbered behind the others.
 */
export function lineNumbers(
  lines: readonly ImportLine[],
  keyOf: (line: ImportLine) => string,
): readonly number[] {
  const known = new Map<string, number>();
  let last = lines.reduce((most, { line = 0 }) => Math.max(most, line), 0);
  return lines.map((line) => {
    if (line.line !== undefined) return line.line;
    const key = keyOf(line);
    const number = known.get(key);
    if (number !== undefined) return number;
    last += 1;
    known.set(key, last);
    return last;
  });
}
