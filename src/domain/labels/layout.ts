import { type SymbolContent, symbolContent } from './content.ts';
import {
  dotsOf,
  inMm,
  isLinear,
  type LabelDesign,
  type LabelFacts,
  type LabelFault,
  type LabelNotice,
  mmPerInch,
  type Symbology,
} from './design.ts';
import { type FittedText, fitText, leastHeight, lineHeight, type TextWish } from './fit-text.ts';
import { textWishes } from './label-text.ts';
import { type DrawSymbol, modulesAcross, type SymbolShape } from './symbol.ts';
import { fadingMaterials, symbolRules, tillModuleMm } from './symbol-rules.ts';

/** What a label is laid out with: both are known to who draws. */
export interface LabelTools {
  readonly drawSymbol: DrawSymbol;
  /** The text in letters that printers' fonts have, and whether all of it is there as it was. */
  readonly letters: (text: string) => { readonly text: string; readonly isWhole: boolean };
}

export interface PlacedSymbol {
  readonly symbology: Symbology;
  readonly text: string;
  readonly shape: SymbolShape;
  readonly module: number;
  /** Of the symbol without its quiet zone. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedText {
  readonly text: string;
  /** The left edge and the top of its line. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
  /** As wide as it may be: more is pressed together. */
  readonly widthMax: number;
}

/** A label in whole dots of its printer, as it is read; `rotation` says how it lies on the medium. */
export interface LabelLayout {
  readonly design: LabelDesign;
  readonly width: number;
  readonly height: number;
  readonly symbol: PlacedSymbol;
  readonly texts: readonly PlacedText[];
  readonly content: SymbolContent;
  readonly notices: readonly LabelNotice[];
}

export type LaidOut = { readonly layout: LabelLayout } | { readonly faults: readonly LabelFault[] };

/**
 * Lays out one label. The symbol has its quiet zone on all sides that its standard names, texts have what is left; what
 * does not fit is a fault that says by how much. Nothing is cut but names and free texts, and that is noticed.
 */
export function layOutLabel(design: LabelDesign, facts: LabelFacts, tools: LabelTools): LaidOut {
  const content = symbolContent(design, facts);
  if ('fault' in content) return { faults: [content.fault] };
  const shape = tools.drawSymbol(design.symbology, content.text);
  const { name } = symbolRules[design.symbology];
  if (shape === null)
    return oneFault('symbol_does_not_fit', 'symbology', `What is to be said is too long for a ${name}.`);
  const sheet = sheetOf(design, shape);
  const tooLong = lengthFault(design, content.text, sheet.symbol);
  if (tooLong) return { faults: [tooLong] };
  const words = textWishes(design, facts, content, tools.letters);
  const placed =
    'rows' in shape ? placeMatrix(sheet, words.wishes) : placeBars(sheet, words.above, words.below);
  if ('fault' in placed) return { faults: [placed.fault] };
  const { x, y, texts, shortened } = placed;
  const symbol = { symbology: design.symbology, text: content.text, shape, x, y, ...sheet.symbol };
  const cut = shortened.map((where): LabelNotice => {
    return { code: 'shortened', where, sentence: 'There is not room for all of it: it ends in an ellipsis.' };
  });
  const notices = [...cut, ...words.notices, ...designNotices(design)];
  return { layout: { design, width: sheet.width, height: sheet.height, symbol, texts, content, notices } };
}

/** Dots of a module, and of the quiet zone that is kept. */
export function symbolDots({ symbology, moduleMm, quietZoneMm, dpi }: LabelDesign) {
  const module = Math.max(1, dotsOf(moduleMm, dpi));
  const wanted = quietZoneMm === null ? 0 : Math.ceil((quietZoneMm * dpi) / mmPerInch - 0.01);
  return { module, quiet: Math.max(symbolRules[symbology].quietModules * module, wanted) };
}

/** Of GS1-128 more than the standard allows, however wide the label is. */
function lengthFault(
  { symbology, dpi }: LabelDesign,
  text: string,
  { module, width }: Blank['symbol'],
): LabelFault | null {
  const { name, quietModules, longest } = symbolRules[symbology];
  if (!longest) return null;
  const fault = (sentence: string): LabelFault => ({ code: 'symbol_too_long', where: 'symbology', sentence });
  if (text.length > longest.characters)
    return fault(
      `A ${name} holds at most ${longest.characters} characters, not ${text.length} (${longest.source}).`,
    );
  const whole = width + 2 * quietModules * module;
  if ((whole * mmPerInch) / dpi <= longest.mm) return null;
  return fault(
    `A ${name} is at most ${longest.mm} mm long with what is kept free beside it, not ${inMm(whole, dpi)} (${longest.source}).`,
  );
}

/** A blank label and how large its symbol is. */
interface Blank {
  readonly design: LabelDesign;
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly gap: number;
  readonly dotsPerMm: number;
  readonly quiet: number;
  readonly symbol: { readonly module: number; readonly width: number; readonly height: number };
}

function sheetOf(design: LabelDesign, shape: SymbolShape): Blank {
  const { widthMm, heightMm, dpi, rotation, marginMm, barHeightMm } = design;
  const isTurned = rotation === 90 || rotation === 270;
  const [width, height] = [dotsOf(widthMm, dpi), dotsOf(heightMm, dpi)];
  const { module, quiet } = symbolDots(design);
  const across = modulesAcross(shape) * module;
  return {
    design,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    margin: Math.ceil((marginMm * dpi) / mmPerInch),
    gap: dotsOf(1, dpi),
    dotsPerMm: dpi / mmPerInch,
    quiet,
    symbol: { module, width: across, height: 'rows' in shape ? across : dotsOf(barHeightMm, dpi) },
  };
}

type Placed =
  | {
      readonly x: number;
      readonly y: number;
      readonly texts: readonly PlacedText[];
      readonly shortened: readonly string[];
    }
  | { readonly fault: LabelFault };

/** The quiet zone and the margin are both blank, so the wider of them is enough. */
function placeMatrix(blank: Blank, wishes: readonly TextWish[]): Placed {
  const { design, width, height, margin, quiet, gap, symbol } = blank;
  const edge = Math.max(margin, quiet);
  const fault = tooLarge(blank, edge, edge);
  if (fault) return { fault };
  const apart = Math.max(quiet, gap);
  if (wishes.length === 0) return { ...middle(width, height, symbol), texts: [], shortened: [] };
  if (design.arrangement === 'beside') {
    const left = edge + symbol.width + apart;
    const fitted = fitInto(blank, wishes, width - margin - left, height - 2 * margin);
    if ('fault' in fitted) return fitted;
    const top = margin + Math.floor((height - 2 * margin - fitted.height) / 2);
    const y = Math.floor((height - symbol.height) / 2);
    return {
      x: edge,
      y,
      texts: textsAt(fitted, left, top, width - margin - left),
      shortened: fitted.shortened,
    };
  }
  const top = edge + symbol.height + apart;
  const fitted = fitInto(blank, wishes, width - 2 * margin, height - margin - top);
  if ('fault' in fitted) return fitted;
  const x = Math.floor((width - symbol.width) / 2);
  return {
    x,
    y: edge,
    texts: textsAt(fitted, margin, top, width - 2 * margin),
    shortened: fitted.shortened,
  };
}

/** Names above, then the bars, then what they hold. */
function placeBars(blank: Blank, above: readonly TextWish[], below: readonly TextWish[]): Placed {
  const { width, height, margin, quiet, symbol } = blank;
  const fault = tooLarge(blank, Math.max(margin, quiet), margin);
  if (fault) return { fault };
  const room = width - 2 * margin;
  const gap = Math.ceil(blank.gap / 2);
  const gaps = (above.length > 0 ? gap : 0) + (below.length > 0 ? gap : 0);
  const fitted = fitInto(blank, [...above, ...below], room, height - 2 * margin - symbol.height - gaps);
  if ('fault' in fitted) return fitted;
  const isAbove = ({ where }: { readonly where: string }) => above.some((wish) => wish.where === where);
  const upper = part(fitted, isAbove);
  const lower = part(fitted, (line) => !isAbove(line));
  const top = Math.floor((height - fitted.height - symbol.height - gaps) / 2);
  const y = top + upper.height + (above.length > 0 ? gap : 0);
  const texts = [
    ...textsAt(upper, margin, top, room),
    ...textsAt(lower, margin, y + symbol.height + gap, room),
  ];
  return { x: Math.floor((width - symbol.width) / 2), y, texts, shortened: fitted.shortened };
}

function part(fitted: FittedText, isIn: (line: FittedText['lines'][number]) => boolean): FittedText {
  const lines = fitted.lines.filter(isIn);
  return { ...fitted, lines, height: lines.reduce((sum, { size }) => sum + lineHeight(size), 0) };
}

function tooLarge(blank: Blank, besides: number, above: number): LabelFault | null {
  const { design, width, height, symbol } = blank;
  const { name } = symbolRules[design.symbology];
  const needed = [symbol.width + 2 * besides, symbol.height + 2 * above] as const;
  const says = (dots: number, has: number, which: string): LabelFault => ({
    code: 'symbol_does_not_fit',
    where: which === 'wide' ? 'widthMm' : isLinear(design.symbology) ? 'barHeightMm' : 'heightMm',
    sentence:
      `The ${name} needs ${inMm(dots, design.dpi)} with what is kept free around it, the label is ` +
      `${inMm(has, design.dpi)} ${which}.`,
  });
  if (needed[0] > width) return says(needed[0], width, 'wide');
  return needed[1] > height ? says(needed[1], height, 'high') : null;
}

function fitInto(
  { design, dotsPerMm, gap }: Blank,
  wishes: readonly TextWish[],
  width: number,
  height: number,
): FittedText | { readonly fault: LabelFault } {
  if (wishes.length === 0) return { lines: [], height: 0, shortened: [] };
  const widest = Math.max(...wishes.map(({ size }) => size));
  const sentence = (what: string) => ({ code: 'text_does_not_fit', where: 'lines', sentence: what }) as const;
  if (width < Math.max(4 * gap, 2 * widest))
    return {
      fault: sentence(
        `Beside the symbol ${inMm(Math.max(width, 0), design.dpi)} are left: too narrow for text.`,
      ),
    };
  const fitted = fitText(wishes, width, height, dotsPerMm);
  if (fitted !== null) return fitted;
  const least = inMm(leastHeight(wishes, width, dotsPerMm), design.dpi);
  const left = inMm(Math.max(height, 0), design.dpi);
  return { fault: sentence(`The text needs ${least} at its smallest, there are ${left} left for it.`) };
}

function textsAt({ lines }: FittedText, x: number, top: number, widthMax: number): PlacedText[] {
  let y = top;
  return lines.map(({ text, size, bold }) => {
    const placed = { text, x, y, size, bold, widthMax };
    y += lineHeight(size);
    return placed;
  });
}

function middle(width: number, height: number, symbol: Blank['symbol']) {
  return { x: Math.floor((width - symbol.width) / 2), y: Math.floor((height - symbol.height) / 2) };
}

function designNotices(design: LabelDesign): LabelNotice[] {
  const { symbology, moduleMm, dpi, material } = design;
  const printed = (symbolDots(design).module * mmPerInch) / dpi;
  const notices: LabelNotice[] = [];
  if (Math.abs(printed - moduleMm) > moduleMm * 0.05)
    notices.push({
      code: 'module_rounded',
      where: 'moduleMm',
      sentence: `At ${dpi} dpi a module is ${printed.toFixed(3)} mm: printers print whole dots.`,
    });
  if ((symbology === 'gs1_datamatrix' || symbology === 'qr_digital_link') && printed < tillModuleMm - 0.0005)
    notices.push({
      code: 'small_for_tills',
      where: 'moduleMm',
      sentence: `Below ${tillModuleMm} mm a till need not be able to read it; handhelds and phones are.`,
    });
  if (fadingMaterials.has(material))
    notices.push({
      code: 'fades',
      where: 'material',
      sentence: 'Thermal paper darkens and fades within months: not for what is asked for in a warranty.',
    });
  return notices;
}

function oneFault(code: LabelFault['code'], where: string, sentence: string): LaidOut {
  return { faults: [{ code, where, sentence }] };
}
