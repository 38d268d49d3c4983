import { createRequire } from 'node:module';

/** Symbologies that are drawn here, by what their encoder calls them. */
export type BarCode = 'datamatrix' | 'code128';

/** A symbol without its quiet zone: rows of modules, true is dark; or bars and spaces in turn, in modules. */
export type DrawnCode =
  | { readonly rows: readonly (readonly boolean[])[] }
  | { readonly widths: readonly number[] };

/**
 * Draws a text; null where the symbology cannot hold it. With `isGs1` FNC1 stands in front and for each group separator.
 * Some thousand a second at most: whoever draws many lets others work in between.
 */
export function drawCode(code: BarCode, text: string, isGs1: boolean): DrawnCode | null {
  const escaped = isGs1 ? `^FNC1${text.replaceAll('^', '^^').replaceAll('\x1d', '^FNC1')}` : text;
  try {
    const [drawn] = encoder().raw({ bcid: code, text: escaped, parsefnc: isGs1 });
    if (drawn === undefined) throw new Error(`nothing was drawn of a ${code}`);
    return 'pixs' in drawn ? { rows: rowsOf(drawn) } : { widths: drawn.sbs };
  } catch (error) {
    // It says what it cannot encode by a name of its own: `bwipp.datamatrixInputTooLong`.
    if (String(error).includes('bwipp.')) return null;
    throw error;
  }
}

interface Pixels {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

function rowsOf({ pixs, pixx, pixy }: Pixels): readonly (readonly boolean[])[] {
  return Array.from({ length: pixy }, (_, row) =>
    pixs.slice(row * pixx, (row + 1) * pixx).map((pixel) => pixel === 1),
  );
}

/** Loaded with the first label (50 ms, 8 MB), as most servers that start print none just then. */
let loaded: typeof import('bwip-js/node') | undefined;
const encoder = () => {
  loaded ??= createRequire(import.meta.url)('bwip-js/node') as typeof import('bwip-js/node');
  return loaded;
};
