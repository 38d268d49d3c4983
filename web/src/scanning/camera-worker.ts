import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { textOfSymbol } from './symbol-text.ts';

// Beside the page, so that a slow phone's buttons stay quick. The reader itself comes from our own server.
prepareZXingModule({ overrides: { locateFile: () => wasm } });

const options: ReaderOptions = {
  formats: [
    ...(['DataMatrix', 'QRCode', 'Aztec', 'PDF417'] as const),
    ...(['Code128', 'Code39', 'Code93', 'ITF', 'Codabar'] as const),
    ...(['EAN-13', 'EAN-8', 'UPC-A', 'UPC-E', 'DataBar', 'DataBarExpanded'] as const),
  ],
  maxNumberOfSymbols: 12,
  tryHarder: true,
  // Plain keeps the separator of GS1 labels as itself.
  textMode: 'Plain',
};

addEventListener('message', ({ data }: MessageEvent<ImageData>) => {
  void read(data).then((told) => postMessage(told));
});

/** What the page hears of each picture. */
export type PictureTold = { readonly texts: readonly string[] } | { readonly fault: string };

async function read(picture: ImageData): Promise<PictureTold> {
  try {
    const found = await readBarcodes(picture, options);
    return { texts: found.filter(({ isValid }) => isValid).map(textOfSymbol) };
  } catch (error) {
    return { fault: String(error) };
  }
}
