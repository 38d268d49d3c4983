/** Why a text in a column of serials is no serial. */
export type Junk = 'placeholder' | 'same_character' | 'counting' | 'spreadsheet_number';

/** What boards and forms say where nobody has written a serial (plain letters and digits, small). */
const placeholders = new Set(
  `tobefilledbyoem tobefilledbyo defaultstring systemserialnumber serialnumber chassisserialnumber baseboardserialnumber
  notspecified notapplicable notavailable unknown none null nil na nan undefined empty invalid test testing tbd tba sample
  dummy example xxxxxx oem noserial noserialnumber ohne keine unbekannt sansnumero inconnu sinserie desconocido sconosciuto
  onbekend brak nieznany ref na0`.split(/\s+/),
);

/**
 * Says why a text cannot be anybody's serial; null where it may be one. What a maker left unfilled, one character over
 * and over, digits that only count up or down, and long numbers that a spreadsheet has turned into 3.5694E+14, whose last
 * digits are lost.
 */
export function junkSerial(serial: string): Junk | null {
  const plain = serial.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  if (
    /^\d[.,]\d+E\+\d\d$/i.test(serial) ||
    /^#+$/.test(serial) ||
    /^#(N\/A|REF!|VALUE!|NAME\?)$/.test(serial)
  )
    return 'spreadsheet_number';
  if (plain === '' || placeholders.has(plain)) return 'placeholder';
  if (plain.length >= 3 && /^(.)\1+$/u.test(plain)) return 'same_character';
  if (plain.length >= 6 && counts(plain)) return 'counting';
  return null;
}

const up = '01234567890123456789012345678901234567890123456789';
const down = [...up].reverse().join('');

function counts(digits: string): boolean {
  return /^\d+$/.test(digits) && (up.includes(digits) || down.includes(digits));
}

/** The serial with characters that are taken for each other made alike: two serials with one such form are look-alikes. */
export function lookAlikeForm(serial: string): string {
  return serial.toUpperCase().replace(/[OQIL|SBZ]/g, (mark) => alike[mark]!);
}

const alike: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  I: '1',
  L: '1',
  '|': '1',
  S: '5',
  B: '8',
  Z: '2',
};
