/**
 * A number as search compares it: upper case, full-width and other compatibility forms made plain, letters and digits
 * alone. Serials are kept to the byte; whoever types one is forgiven case, blanks, dashes and slashes.
 */
export function foldNumber(text: string): string {
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

/**
 * Where a folded fragment stands in a number as it is kept: UTF-16 places [from, to), for showing it. The start
 * is looked at first, then the end, then anywhere. Null where it does not stand there.
 */
export function findFolded(value: string, fragment: string): readonly [from: number, to: number] | null {
  const places: (readonly [from: number, to: number])[] = [];
  let folded = '';
  let at = 0;
  for (const character of value) {
    const piece = foldCharacter(character);
    for (let i = 0; i < piece.length; i += 1) places.push([at, at + character.length]);
    folded += piece;
    at += character.length;
  }
  const found = placeOf(folded, fragment);
  if (found < 0 || fragment === '') return null;
  return [places[found]![0], places[found + fragment.length - 1]![1]];
}

function placeOf(folded: string, fragment: string): number {
  if (folded.startsWith(fragment)) return 0;
  return folded.endsWith(fragment) ? folded.length - fragment.length : folded.indexOf(fragment);
}

/** Character by character, so that a place in the folded text has one in the text as it was. */
function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) {
    if ((code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a)) return character;
    return code >= 0x61 && code <= 0x7a ? String.fromCharCode(code - 32) : '';
  }
  return character
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
