import { gs1CheckDigit } from '../src/domain/identifiers/check-digits.ts';
import { parseDigitalLink } from '../src/domain/identifiers/digital-link.ts';
import { parseElementString } from '../src/domain/identifiers/element-string.ts';
import { readScan } from '../src/domain/identifiers/read-scan.ts';
import { decodeTag } from '../src/domain/identifiers/tag-binary.ts';
import { median, rounded } from './statistics.ts';

export interface LabelsPlan {
  readonly alternations: number;
  readonly measureMs: number;
}

/**
 * Readings in a second of a processor's work, its collecting of garbage included: others may use the machine.
 */
export interface Labels {
  /**
   * Element strings as scanners send them, to the depth `content`: four elements each, and those of others.
   */
  readonly elementStrings: number;
  /** The same, with which AIs may stand together. */
  readonly wholeLabels: number;
  /** The same, through what the scan box asks. */
  readonly scans: number;
  readonly digitalLinks: number;
  readonly tags: number;
}

const labelsCount = 2_000;

export function measureLabels(plan: LabelsPlan): Labels {
  const labels = Array.from({ length: labelsCount }, (_, n) => labelOf(n));
  const links = labels.map((_, n) => `https://id.gs1.org/01/${gtinOf(n)}/21/S${n}?17=261231`);
  const tags = labels.map((_, n) => `3074257BF7194E${(0x4000_0000 + n).toString(16)}00`);
  const isRead = (answer: object) => !('error' in answer);
  const kinds = {
    elementStrings: () => labels.every((text) => isRead(parseElementString(text))),
    wholeLabels: () => labels.every((text) => isRead(parseElementString(text, { depth: 'label' }))),
    scans: () => labels.every((text) => isRead(readScan(text))),
    digitalLinks: () => links.every((text) => isRead(parseDigitalLink(text))),
    tags: () => tags.every((text) => isRead(decodeTag(text))),
  };
  const rounds: Record<keyof typeof kinds, number[]> = {
    elementStrings: [],
    wholeLabels: [],
    scans: [],
    digitalLinks: [],
    tags: [],
  };
  // One round more than counted: the first warms up.
  for (let round = 0; round <= plan.alternations; round += 1) {
    for (const [name, run] of Object.entries(kinds) as [keyof typeof kinds, () => boolean][]) {
      const perSecond = perSecondOf(name, run, plan.measureMs / 4);
      if (round > 0) rounds[name].push(perSecond);
    }
  }
  const medianOf = (name: keyof typeof kinds) => rounded(median(rounds[name]));
  return {
    elementStrings: medianOf('elementStrings'),
    wholeLabels: medianOf('wholeLabels'),
    scans: medianOf('scans'),
    digitalLinks: medianOf('digitalLinks'),
    tags: medianOf('tags'),
  };
}

function perSecondOf(name: string, run: () => boolean, forMs: number): number {
  const before = process.cpuUsage();
  const worked = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  let done = 0;
  while (worked() < forMs) {
    if (!run()) throw new Error(`${name}: one was not read`);
    done += labelsCount;
  }
  return (done * 1000) / worked();
}

/** Units with lot and date, plain units, phones with both IMEIs, pallets; one in eight with brackets. */
function labelOf(n: number): string {
  const gtin = gtinOf(n);
  const serial = `SN${(n * 7919).toString(36).toUpperCase()}`;
  switch (n % 8) {
    case 0:
      return `(01)${gtin}(21)${serial}(10)L${n}`;
    case 1:
      return `00${withCheckDigit(`1950110${String(n).padStart(10, '0')}`)}`;
    case 2:
      return `01${gtin}21${serial}\x1d8040490154203237518\x1d8041490154203237500`;
    case 3:
    case 4:
      return `01${gtin}21${serial}`;
    default:
      return `01${gtin}172612311125113021${serial}\x1d10LOT${n}`;
  }
}

function gtinOf(n: number): string {
  return withCheckDigit(`0950110${String(n).padStart(6, '0')}`);
}

function withCheckDigit(digits: string): string {
  return digits + gs1CheckDigit(digits);
}
