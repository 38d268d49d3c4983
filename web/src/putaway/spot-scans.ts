import { readScan } from '../../../src/domain/identifiers/read-scan.ts';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';

/** What a scan says of a spot, where it is one's label: a spot here, one that is closed, or one that is not here. */
export type SpotScan =
  | { readonly is: 'spot'; readonly spot: LocationOnWire }
  | { readonly is: 'closed' | 'elsewhere' | 'unknown'; readonly code: string };

/**
 * Reads the label of a spot: `BIN:A-01`, `BIN:DC:A-01`, or the bare code of a spot at this site, in any case. Null for
 * what is no spot's: it is a unit's, or somebody else's.
 */
export function spotScan(
  codes: readonly string[],
  site: string,
  spots: readonly LocationOnWire[],
): SpotScan | null {
  const [text, ...more] = codes;
  if (text === undefined || more.length > 0) return null;
  const bare = spots.find(({ code }) => isSame(code, text.trim()));
  if (bare) return told(bare);
  const reading = readScan(text);
  const bin = 'error' in reading ? undefined : reading.understood.find((one) => one.as === 'bin');
  if (bin?.as !== 'bin') return null;
  if (bin.site !== null && !isSame(bin.site, site))
    return { is: 'elsewhere', code: `${bin.site}/${bin.location}` };
  const spot = spots.find(({ code }) => isSame(code, bin.location));
  return spot ? told(spot) : { is: 'unknown', code: bin.location };
}

function told(spot: LocationOnWire): SpotScan {
  return spot.active ? { is: 'spot', spot } : { is: 'closed', code: spot.code };
}

function isSame(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}
