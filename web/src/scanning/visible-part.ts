export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The part of a picture that is seen where it fills a box (`object-fit: cover`): only what somebody sees is scanned, never
 * a label beside it. All in points of the picture.
 */
export function visiblePart(picture: Size, box: Size): Size & { readonly x: number; readonly y: number } {
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  if (!(scale > 0)) return { x: 0, y: 0, ...picture };
  const width = Math.min(picture.width, Math.round(box.width / scale));
  const height = Math.min(picture.height, Math.round(box.height / scale));
  const x = Math.floor((picture.width - width) / 2);
  const y = Math.floor((picture.height - height) / 2);
  return { x, y, width, height };
}
