import type { SymbolContent } from './content.ts';
import {
  dotsOf,
  type LabelDesign,
  type LabelFacts,
  type LabelField,
  type LabelLine,
  type LabelNotice,
} from './design.ts';
import type { TextWish } from './fit-text.ts';
import type { LabelTools } from './layout.ts';

/** The texts of a label, in their order; above and below are those of bars. */
export interface LabelText {
  readonly wishes: readonly TextWish[];
  readonly above: readonly TextWish[];
  readonly below: readonly TextWish[];
  readonly notices: readonly LabelNotice[];
}

/** Of a text that stands for a number nothing may be left out. */
const numbers: ReadonlySet<LabelField> = new Set(['sku', 'serial', 'gtin', 'lot']);
/** What is read out of the symbol is as large as the smallest line, and as this where there is none. */
const readableMm = 2;

/** What stands on the label in letters; a line whose value is not known is left out. */
export function textWishes(
  design: LabelDesign,
  facts: LabelFacts,
  content: SymbolContent,
  letters: LabelTools['letters'],
): LabelText {
  const notices: LabelNotice[] = [];
  const printed = (text: string, where: string) => {
    const written = letters(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim());
    if (!written.isWhole && !notices.some((notice) => notice.where === where))
      notices.push({
        code: 'letters_missing',
        where,
        sentence: 'Printers’ own fonts lack some of its letters: they stand as their code points, [U+4F60].',
      });
    return written.text;
  };
  const above = design.lines.flatMap((line, nth) => {
    const where = `lines.${nth}`;
    const text = printed(textOf(line, facts), where);
    const isNumber = numbers.has(line.field);
    const { sizeMm, bold = false, linesMax = 1 } = line;
    const size = Math.max(1, dotsOf(sizeMm, design.dpi));
    return text === '' ? [] : [{ where, text, size, bold, isNumber, linesMax }];
  });
  const smallest =
    design.lines.length === 0 ? readableMm : Math.min(...design.lines.map(({ sizeMm }) => sizeMm));
  const below = design.humanReadable
    ? readableLines(design, content).map((text, nth): TextWish => {
        const size = dotsOf(smallest, design.dpi);
        const where = `humanReadable.${nth}`;
        return { where, text: printed(text, where), size, bold: false, isNumber: true, linesMax: 1 };
      })
    : [];
  return { above, below, wishes: [...above, ...below], notices };
}

function readableLines({ symbology }: LabelDesign, { humanReadable }: SymbolContent): readonly string[] {
  return symbology === 'gs1_128' ? [humanReadable.join('')] : humanReadable;
}

function textOf({ field, text = '' }: LabelLine, facts: LabelFacts): string {
  if (field === 'text') return text;
  const value = facts[field];
  return value === null || value === '' ? '' : text === '' ? value : `${text} ${value}`;
}
