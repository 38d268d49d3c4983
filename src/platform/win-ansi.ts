/**
 * Text in the letters that a PDF's standard fonts have (Windows-1252; PDF 32000-1, annex D). What is beyond them is not
 * dropped: it stands as its code point, `[U+4F60]`, and `isWhole` says that there was such a letter.
 */
export function inWinAnsi(text: string): { readonly text: string; readonly isWhole: boolean } {
  let isWhole = true;
  const written = Array.from(text.normalize('NFC'), (letter) => {
    if (hasLetter(letter)) return letter;
    isWhole = false;
    return `[U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
  return { text: written.join(''), isWhole };
}

/** Those that Windows-1252 has in place of the control characters 80 to 9F. */
const inserted = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

function hasLetter(letter: string): boolean {
  const code = letter.codePointAt(0)!;
  return (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) || inserted.includes(letter);
}
