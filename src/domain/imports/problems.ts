import type { Facts } from '../refusals.ts';

/** Why a line of a file is not recorded, before the ledger is asked; `{name}` is filled from the facts. */
export const lineProblems = {
  quote_not_closed: 'A quote that opens here is never closed; nothing after it was read.',
  line_too_long: 'The line is longer than {limit} characters; nothing after it was read.',
  too_many_cells: 'The line has {cells} columns, the first line has {columns}.',
  forbidden_character: '"{field}" holds a control character.',
  missing_field: 'The line says no {field}.',
  too_long: '"{field}" is longer than {limit} characters.',
  junk_serial: '"{serial}" is no serial: {why}.',
  serial_too_long: 'The serial is longer than {limit} characters.',
  bad_unit: '"{value}" is no unit’s id here: it is a whole number.',
  bad_gtin: '"{value}" is no GTIN: 8, 12, 13 or 14 digits, the last of them the check digit.',
  bad_imei: '"{value}" is no IMEI: 15 digits, the last of them the check digit.',
  bad_sku: '"{value}" cannot be a SKU: up to {limit} characters, without blanks and accents.',
  bad_choice: '"{value}" is no {field}: {choices}.',
  bad_quantity: '"{value}" is no number of pieces.',
  one_unit: 'A unit with a serial is one piece, not {value}.',
  serial_needed: 'The product {product} has serial numbers: the line needs one.',
  bad_amount: '"{value}" is no amount in {currency}.',
  bad_currency: '"{value}" is no currency: three letters, like EUR.',
  bad_gtin_days: '"{value}" is no GTIN with its days: like 4006381333931@2024-01-01/2024-12-31.',
  bad_serial_pattern: '"{value}" is no serial pattern: at character {at}, {why}.',
  bad_measure: '"{value}" is no {field}: a whole number up to {limit}.',
  bad_parts: '"{value}" is no part: a SKU and how many, like CHARGER*2, up to {limit} of them.',
  bad_warranty: '"{value}" is no warranty: like "24", or "maker 24 sale 2024-01-01".',
  bad_cost: '"{value}" is no cost: like "19.90 EUR", or "19.90 EUR 2024-01-01".',
  bad_line: '"{value}" is no line number.',
  bad_sscc: '"{value}" is no SSCC: 18 digits, the last of them the check digit.',
  bad_serials: 'The serials cannot be read: {why}.',
  document_apart: 'Other lines of {number} stand further up, from line {line} on: put its lines together.',
  document_too_long: '{number} has more than {limit} {what}.',
  other_line_wrong: '{number} is taken as a whole, and line {line} is wrong.',
  heads_differ: 'Further up {number} has another {field}: {before}.',
  several_products: 'Line {line} of {number} names several products.',
  bad_date: '"{value}" is no day or time.',
  ambiguous_date: '"{value}" may be two days: say with dateOrder whether the day or the month comes first.',
  personal_data: 'A customer is named here by a number, not by name, e-mail or phone.',
  duplicate_in_file: 'The same is said in line {line}.',
  look_alike: 'The serial looks like the one in line {line}.',
  unknown_site: 'There is no site "{site}".',
  unknown_location: 'There is no location "{location}" at {site}.',
  unknown_product: 'The product {product} is not in the catalog.',
  ambiguous_product: 'Several products have the GTIN {gtin}: the line needs a SKU.',
  cannot_be_changed: '{reason}',
  ambiguous_number: 'The number {serial} names several units.',
  id_conflict: 'Something else was recorded under this line before.',
  withheld: 'Another line was refused: all of them or none.',
  not_one_place: 'All or none holds for one site and spot: the lines name several.',
  moved_since: 'The unit has gone on since: {move}. It stays as it is.',
  taken_back: 'It was taken back before.',
  cannot_be_recorded: 'This line cannot be written; it was left out.',
} as const;

export type LineProblemCode = keyof typeof lineProblems;

export interface LineProblem {
  readonly code: string;
  readonly sentence: string;
}

export function lineProblem(code: LineProblemCode, facts: Facts = {}): LineProblem {
  const sentence = lineProblems[code].replace(/\{(\w+)\}/g, (whole, name: string) =>
    shown(facts[name] ?? whole),
  );
  return { code, sentence };
}

/** What was in the file is shown up to 60 characters. */
function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
