/** Why a scan or a list of serials could not be read. Each is one named reason, never "invalid". */
export type ScanErrorCode =
  // the text itself
  | 'scan_empty'
  | 'scan_too_long'
  | 'serial_too_long'
  | 'lone_surrogate'
  | 'undecodable_character'
  | 'control_character'
  | 'invisible_character'
  // symbology and GS1 element strings
  | 'unknown_symbology'
  | 'not_an_ean'
  | 'bracket_broken'
  | 'unknown_ai'
  | 'separator_unexpected'
  | 'separator_missing'
  | 'value_empty'
  | 'value_truncated'
  | 'value_too_long'
  | 'not_numeric'
  | 'character_not_allowed'
  | 'check_digit_wrong'
  | 'ai_contradicts'
  // the content of a value
  | 'date_impossible'
  | 'time_impossible'
  | 'out_of_range'
  | 'code_unknown'
  | 'zero_needed'
  | 'zero_not_allowed'
  | 'padding_wrong'
  // elements that stand together
  | 'ai_missing'
  | 'ai_excluded'
  | 'no_key'
  // Digital Link
  | 'scheme_missing'
  | 'host_broken'
  | 'not_a_digital_link'
  | 'percent_broken'
  | 'qualifier_misplaced'
  // Electronic Product Codes
  | 'urn_broken'
  | 'scheme_unknown'
  | 'company_prefix_wrong'
  | 'reference_wrong'
  | 'serial_wrong'
  | 'filter_wrong'
  | 'hexadecimal_broken'
  | 'tag_length_wrong'
  | 'tag_bits_wrong'
  | 'not_encodable'
  // our own codes
  | 'own_code_broken'
  // sets of serials
  | 'range_shape_differs'
  | 'range_differs_twice'
  | 'range_not_numeric'
  | 'range_reversed'
  | 'prefix_misplaced_star'
  | 'set_part_broken'
  | 'set_too_long'
  // lists of serials
  | 'list_too_long'
  | 'listed_twice'
  | 'count_broken';

/** `position` counts UTF-16 units from 0 in the text as it was given; null where no one place is to blame. */
export interface ScanError {
  readonly code: ScanErrorCode;
  readonly position: number | null;
  readonly sentence: string;
}

export function scanError(code: ScanErrorCode, position: number | null, sentence: string): ScanError {
  return { code, position, sentence };
}
