import { isDiskFull, isRetryable, isTimeout, isUnavailable } from '../platform/sqlstate.ts';
import type { JsonFault } from './json-fault.ts';

/** Every way a request can fail: its HTTP status and its title. One table; nothing else in the code names a status. */
export const problems = {
  // 400: the request itself is not right
  malformed_request: [400, 'The request is not HTTP as it should be'],
  bad_address: [400, 'The address cannot be read'],
  malformed_json: [400, 'The body is not JSON'],
  invalid_utf8: [400, 'The body is not UTF-8'],
  too_deep: [400, 'The body nests too deeply'],
  duplicate_key: [400, 'A name stands twice in one object'],
  forbidden_key: [400, 'A name in the body is not taken'],
  forbidden_character: [400, 'A text holds a forbidden character'],
  number_out_of_range: [400, 'A number cannot be kept exactly'],
  body_missing: [400, 'The request needs a body'],
  invalid_request: [400, 'The request does not have the right form'],
  bad_cursor: [400, 'This cursor is not one of ours'],
  sign_on_failed: [400, 'The sign-in was not finished'],
  https_needed: [400, 'This address speaks HTTPS only'],
  // 401, 403: who asks
  unauthenticated: [401, 'Nobody has signed in'],
  unknown_key: [401, 'This API key is not known'],
  key_expired: [401, 'This API key has expired'],
  key_revoked: [401, 'This API key was revoked'],
  wrong_badge: [401, 'Badge or PIN is wrong'],
  unknown_device: [401, 'This device is not paired'],
  device_revoked: [401, 'This device was shut out'],
  no_role: [403, 'You have no role here'],
  person_disabled: [403, 'You were disabled here'],
  sign_on_refused: [403, 'The provider did not sign you in'],
  pairing_refused: [403, 'This pairing code is not good'],
  session_ended: [401, 'This session has ended'],
  wrong_login: [401, 'Login or password is wrong'],
  not_permitted: [403, 'You may not do this'],
  password_change_needed: [403, 'A password of your own is needed first'],
  cross_site: [403, 'The request comes from another site'],
  insecure_connection: [403, 'Passwords are not taken over this connection'],
  more_than_own: [403, 'Nobody can give more than he has'],
  own_access: [403, 'Nobody changes what he himself may do'],
  // 404 … 415: what is asked for
  not_found: [404, 'There is nothing here'],
  unit_not_found: [404, 'There is no such unit'],
  product_not_found: [404, 'There is no such product'],
  site_not_found: [404, 'There is no such site'],
  location_not_found: [404, 'There is no such location'],
  category_not_found: [404, 'There is no such category'],
  company_not_found: [404, 'There is no such company'],
  supplier_not_found: [404, 'There is no such supplier'],
  customer_not_found: [404, 'There is no such customer'],
  reason_not_found: [404, 'There is no such reason'],
  rule_not_found: [404, 'There is no such rule'],
  exception_not_found: [404, 'There is no such exception'],
  vendor_return_not_found: [404, 'There is no such return'],
  transfer_not_found: [404, 'There is no such transfer'],
  receipt_not_found: [404, 'There is no such receipt'],
  count_not_found: [404, 'There is no such count'],
  design_not_found: [404, 'There is no such label design'],
  kit_not_found: [404, 'There is no such kit'],
  container_not_found: [404, 'There is no such container'],
  carton_not_found: [404, 'There is no such carton'],
  purchase_order_not_found: [404, 'There is no such purchase order'],
  cost_not_found: [404, 'There is no such entry of costs'],
  invoice_not_found: [404, 'There is no such invoice'],
  label_not_found: [404, 'There is no such label'],
  printer_not_found: [404, 'There is no such printer'],
  print_job_not_found: [404, 'There is no such print job'],
  import_not_found: [404, 'There is no such import'],
  preset_not_found: [404, 'There is no such preset'],
  link_not_found: [404, 'There is no such link'],
  photo_not_found: [404, 'There is no such photograph'],
  order_not_found: [404, 'There is no such order'],
  numbering_not_found: [404, 'There are no such numbers'],
  block_not_found: [404, 'There is no such block of numbers'],
  reader_not_found: [404, 'There is no such RFID reader'],
  key_not_found: [404, 'There is no such API key'],
  device_not_found: [404, 'There is no such device'],
  person_not_found: [404, 'There is no such person'],
  session_not_found: [404, 'There is no such session'],
  method_not_allowed: [405, 'This address does not know this method'],
  not_acceptable: [406, 'The answer cannot be given in this form'],
  request_timeout: [408, 'The request took too long to arrive'],
  already_exists: [409, 'This exists already'],
  gtin_taken: [409, 'The GTIN is another product’s on one of those days'],
  still_in_use: [409, 'Something is still there'],
  other_actor: [409, 'Somebody else is signed in'],
  badge_taken: [409, 'Somebody else has this badge'],
  no_badge: [409, 'There is no badge for this PIN'],
  account_taken: [409, 'These two accounts cannot be connected'],
  already_settled: [409, 'This exception was settled before'],
  already_withdrawn: [409, 'This rule was withdrawn before'],
  already_rolled_back: [409, 'The site is rolled back already'],
  not_rolled_back: [409, 'The site is not rolled back'],
  too_many_rules: [409, 'There are too many rules'],
  already_closed: [409, 'This receipt is closed already'],
  not_closed: [409, 'This receipt is not closed'],
  already_came: [409, 'Something of it has come already'],
  no_numbering: [409, 'Nobody has said how these numbers come about'],
  numbers_used_up: [409, 'There are not so many numbers'],
  already_returned: [409, 'This block came back already'],
  other_end: [409, 'The other site does this'],
  wrong_state: [409, 'This cannot be done now'],
  file_missing: [409, 'The file is not here'],
  nothing_to_undo: [409, 'There is nothing to take back'],
  last_admin: [409, 'This is the last administrator'],
  customer_erased: [410, 'The customer’s data was erased'],
  photo_erased: [410, 'The photograph was erased'],
  body_too_large: [413, 'The body is too large'],
  too_many_items: [413, 'The request holds too many of something'],
  too_many_units: [413, 'The request holds too many units'],
  too_many_pixels: [413, 'The picture is too large'],
  address_too_long: [414, 'The address is too long'],
  unsupported_media_type: [415, 'The body has the wrong media type'],
  // 422: the form is right, but it names what does not exist or cannot be
  unknown_reason: [422, 'There is no such reason'],
  reason_not_for_this: [422, 'This reason does not explain it'],
  lead_needed: [422, 'A lead has to do this'],
  proof_needed: [422, 'Proof is needed'],
  details_missing: [422, 'Something is not said'],
  unknown_move: [422, 'There is no such move'],
  unknown_site: [422, 'There is no such site'],
  unknown_location: [422, 'There is no such location'],
  unknown_unit: [422, 'There is no such unit'],
  same_company: [422, 'Both are one company'],
  same_site: [422, 'Both ends are one site'],
  unknown_product: [422, 'There is no such product'],
  unknown_category: [422, 'There is no such category'],
  unknown_supplier: [422, 'There is no such supplier'],
  may_not_settle: [422, 'This person may not settle it'],
  bad_label_design: [422, 'This label cannot be made'],
  unknown_part: [422, 'There is no such part'],
  unknown_reads: [422, 'These are no reads that we know'],
  unknown_api_key: [422, 'There is no such API key'],
  unknown_document_kind: [422, 'There is no such kind of document'],
  unknown_owner: [422, 'There is no such owner'],
  unknown_time_zone: [422, 'There is no such time zone'],
  duplicate_scan_id: [422, 'Two scans have one id'],
  bad_time: [422, 'A time cannot be read'],
  bad_details: [422, 'The details of a scan cannot be kept'],
  bad_gtin: [422, 'A GTIN is wrong'],
  bad_phone: [422, 'A phone number is wrong'],
  bad_email: [422, 'An e-mail address is wrong'],
  bad_number: [422, 'A number is wrong'],
  bad_day: [422, 'A day is wrong'],
  unknown_receipt: [422, 'There is no such receipt'],
  nothing_to_share: [422, 'There is nothing to share it out by'],
  bad_amount: [422, 'An amount is wrong'],
  bad_currency: [422, 'There is no such currency'],
  bad_numbering: [422, 'Numbers cannot come about like this'],
  bad_serials: [422, 'A list of serials is wrong'],
  bad_serial_pattern: [422, 'A serial pattern is wrong'],
  inside_itself: [422, 'Something would be inside itself'],
  codes_missing: [422, 'A scan has no code'],
  scope_not_together: [422, 'A hold on a scope stands alone'],
  reason_needed: [422, 'A reason is needed'],
  no_parts_list: [422, 'This product has no parts list'],
  no_serials: [422, 'This product has no serial numbers'],
  bad_carton: [422, 'A carton is wrong'],
  bad_announcement: [422, 'An announcement does not fit'],
  cannot_announce: [422, 'A unit cannot be announced'],
  serials_needed: [422, 'This supplier has to say the serials'],
  unknown_purchase_order: [422, 'There is no such purchase order'],
  partial_delivery: [422, 'This supplier may not deliver in parts'],
  bad_interchange: [422, 'The interchange cannot be taken'],
  duplicate_line: [422, 'Two lines have one number'],
  fields_missing: [422, 'What columns mean is not clear enough'],
  empty_file: [422, 'The file is empty'],
  unreadable_picture: [422, 'The picture cannot be taken'],
  bad_link: [422, 'This cannot be linked to'],
  unknown_photo: [422, 'There is no such photograph'],
  wrong_label: [422, 'This is another label'],
  unknown_printer: [422, 'There is no such printer'],
  printer_not_allowed: [422, 'No printer may be there'],
  unknown_design: [422, 'There is no such label design'],
  not_drawable: [422, 'A label cannot be drawn'],
  wrong_stock: [422, 'The printer holds other labels'],
  nothing_to_print: [422, 'There is nothing to print'],
  unreadable_file: [422, 'The file cannot be read'],
  too_many_columns: [422, 'The file has too many columns'],
  weak_password: [422, 'This password is too easy to guess'],
  weak_pin: [422, 'This PIN is too easy to guess'],
  bad_badge: [422, 'This cannot be a badge'],
  duplicate_code: [422, 'A code stands twice in the request'],
  // 429, 431, 5xx
  too_many_tries: [429, 'Too many wrong tries'],
  headers_too_large: [431, 'The headers are too large'],
  internal_fault: [500, 'Something went wrong inside'],
  over_share: [429, 'This caller has its fair part already'],
  busy: [503, 'The ledger is busy'],
  customers_locked: [503, 'The key of the customers’ data is not here'],
  badges_locked: [503, 'The secret of badges and PINs is not here'],
  sign_on_away: [503, 'The single sign-on’s provider is away'],
  photos_away: [503, 'The place of the photographs is away'],
  database_away: [503, 'The database is away'],
  disk_full: [503, 'The database’s disk is full'],
  stopping: [503, 'The server is stopping'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

export interface ProblemMore {
  /** The part of the request that is meant: `scans[3].codes[0]`, `query.limit`, a header's name. */
  readonly where?: string;
  /** The number that was passed. */
  readonly limit?: number;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
  /** Further members of the problem's JSON. */
  readonly also?: Readonly<Record<string, unknown>>;
}

/** A request that fails with one of the table's problems. Thrown by routes and the shell, answered by the shell. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly more: ProblemMore;
  readonly statusCode: number;

  constructor(code: ProblemCode, detail: string, more: ProblemMore = {}) {
    super(detail);
    this.code = code;
    this.more = more;
    this.statusCode = problems[code][0];
  }
}

/** RFC 9457 `application/problem+json`. */
export function problemBody({ code, message, more }: Problem): Record<string, unknown> {
  const [status, title] = problems[code];
  const { where, limit, also } = more;
  return {
    type: `urn:unitrail:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(where === undefined ? {} : { where }),
    ...(limit === undefined ? {} : { limit }),
    ...also,
  };
}

export function jsonProblem({ code, at, where, detail }: JsonFault): Problem {
  return new Problem(code, detail, { ...(where === '' ? {} : { where }), also: { at } });
}

/** What a thrown error means to the caller; undefined for a fault of our own, of which only the log may say more. */
export function problemOf(error: unknown): Problem | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Problem) return cause;
    if (isDiskFull(cause))
      return new Problem('disk_full', 'Nothing can be recorded until there is room.', { retryAfter: 30 });
  }
  if (isUnavailable(error))
    return new Problem('database_away', 'The database cannot be reached now.', { retryAfter: 2 });
  if (isRetryable(error) || isTimeout(error))
    return new Problem('busy', 'Others are writing the same rows.', { retryAfter: 1 });
  return undefined;
}
