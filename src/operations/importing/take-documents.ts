import { lineProblem } from '../../domain/imports/problems.ts';
import type { Who } from '../../ledger/acts.ts';
import type { ImportRow } from './queries.ts';
import type { FileLine } from './read-lines.ts';
import type { TakeDocuments, Taken } from './take-lines.ts';

/**
 * Takes lines that make documents together. One wrong line keeps its whole document out, whether it cannot be read or is
 * refused; so the file of what was refused has all of the document, to be mended and sent again.
 */
export async function takeDocuments(
  take: TakeDocuments,
  { settings }: Pick<ImportRow, 'settings'>,
  lines: readonly FileLine[],
  who: Who,
  write: boolean,
): Promise<readonly Taken[]> {
  const unread = firstLines(lines.filter(({ problem }) => problem !== null));
  const whole = lines.filter(({ document }) => !unread.has(document));
  const said = whole.map((line) => line.said!);
  const answers =
    said.length === 0 ? [] : await take(said, who, { write, replaces: settings.replaces === true });
  const answerOf = new Map(whole.map((line, at) => [line, answers[at]!]));
  const isWrong = (line: FileLine) => typeof answerOf.get(line) === 'object';
  const wrong = new Map([...firstLines(whole.filter(isWrong)), ...unread]);
  return lines.map((line): Taken => {
    const answer = answerOf.get(line);
    if (answer === 'recorded' || answer === 'repeated')
      return { outcome: answer, unit: null, seq: null, exceptions: 0 };
    if (typeof answer === 'object') return { outcome: 'refused', problem: answer.problem };
    const facts = { number: line.document ?? '', line: String(wrong.get(line.document) ?? line.line) };
    return { outcome: 'refused', problem: line.problem ?? lineProblem('other_line_wrong', facts) };
  });
}

/** Of each document the first of some lines. */
function firstLines(lines: readonly FileLine[]): Map<string | null, number> {
  const first = new Map<string | null, number>();
  for (const { document, line } of lines) if (!first.has(document)) first.set(document, line);
  return first;
}
