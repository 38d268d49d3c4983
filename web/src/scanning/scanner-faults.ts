import type { UiKey } from '../words/ui-words.ts';

/**
 * What is wrong with how a scanner was set up, as far as the text alone tells. `wrongLayout`: a German scanner on an
 * American keyboard, or the other way round, turns "://" and "]" into other characters. `lostSeparator`: an element string
 * whose serial has another element stuck to it.
 */
export function scannerFault(text: string): Extract<UiKey, 'wrongLayout' | 'lostSeparator'> | null {
  if (wrongLinks.test(text) || wrongMarks.test(text)) return 'wrongLayout';
  return hasStuckElements(text) ? 'lostSeparator' : null;
}

/** "https://" sent for a German or Spanish keyboard and read with another. */
const wrongLinks = /^https?[ÖöÑñ>]--/;
/** "]d2" and its like, where ] stands on another key. */
const wrongMarks = /^[+*¨`´ü¡](?:[CdQeJ][0-9])(?=[0-9(])/;

/** (21) serial, then with nothing between a date AI and a whole date, then nothing or a batch. */
function hasStuckElements(text: string): boolean {
  if (!/^01\d{14}21/.test(text) || text.includes('\u001d')) return false;
  return /^01\d{14}21.{4,20}?(?:11|13|15|17)\d\d(?:0[1-9]|1[0-2])(?:0[0-9]|[12]\d|3[01])(?:10.{1,20})?$/.test(
    text,
  );
}

/** The same with Y and Z exchanged; null where it has neither. */
export function withKeysSwapped(text: string): string | null {
  if (!/[yz]/i.test(text)) return null;
  const other: Readonly<Record<string, string>> = { y: 'z', z: 'y', Y: 'Z', Z: 'Y' };
  return text.replace(/[yz]/gi, (letter) => other[letter]!);
}
