import type { LabelDesign } from '../../../src/domain/labels/design.ts';

/** Hands a file to the browser to keep. */
export function keepFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it up by then; before, some lose the file.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function svgAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** The picture in the printer’s own dots, so that every module is whole. */
export async function pngOf(svg: string, { widthMm, heightMm, dpi }: LabelDesign): Promise<Blob> {
  const picture = new Image();
  picture.src = svgAddress(svg);
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((widthMm * dpi) / 25.4);
  canvas.height = Math.round((heightMm * dpi) / 25.4);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser has no canvas.');
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made.'))), 'image/png');
  });
}
