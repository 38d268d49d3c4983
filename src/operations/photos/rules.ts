import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';

/** What refers to a photograph, and who brought it. */
export interface PhotoUse {
  /** Whether whoever asks brought it himself: he sees it before it is attached to anything. */
  readonly isOwn: boolean;
  /** It shows where a product's numbers are found: for everybody. */
  readonly ofProduct: boolean;
  /** The sites of the units that it was taken of. */
  readonly sites: readonly number[];
}

/** Whether somebody who may read at these sites may see a photograph. */
export function maySee({ isOwn, ofProduct, sites }: PhotoUse, may: Sites): boolean {
  return may === null || isOwn || ofProduct || sites.some((site) => within(may, site));
}

/**
 * Whether somebody who may erase at these sites may erase it: what is taken from others too is for who has a word
 * everywhere.
 */
export function mayErase({ isOwn, ofProduct, sites }: PhotoUse, may: Sites): boolean {
  if (may === null) return true;
  if (ofProduct) return false;
  return sites.length === 0 ? isOwn : sites.every((site) => within(may, site));
}

export function hasTooManyPixels({ width, height }: { readonly width: number; readonly height: number }) {
  return width * height > limits.photoPixelsMax;
}
