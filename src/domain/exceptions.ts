import { forPeople } from './wording.ts';

/**
 * Open questions for a person: something was observed that contradicts the record. Both facts are kept:
 * `recorded` says what we believed, `observed` what was seen. Nothing here is ever refused.
 */
export const exceptionKinds = {
  unexpected_place: 'Recorded at {recorded}, but: {observed}.',
  unexpected_status: 'Recorded as {recorded}, but observed: {observed}.',
  sold_twice: 'Already sold ({recorded}), and a second finished sale was reported: {observed}.',
  sold_while_held: 'On hold ({recorded}), but a finished sale was reported: {observed}.',
  moved_while_held: 'On hold ({recorded}), but it was moved before anybody there knew: {observed}.',
  sold_without_receipt: 'Recorded as {recorded}, but a finished sale was reported: {observed}.',
  returned_without_sale: 'Recorded as {recorded}, but it came back as a return: {observed}.',
  retired_unit_seen: 'Recorded as retired ({recorded}), but it is here: {observed}.',
  held_on_arrival: 'Arrived under a hold ({recorded}): {observed}.',
  unread: 'Its number was not read ({recorded}): {observed}.',
  number_read_twice: 'The number of another unit ({recorded}) was read on this one: {observed}.',
  unlikely_serial: 'Serials of the product are like {recorded}, but: {observed}.',
  device_not_read: 'Only the box {recorded} was read, not the device: {observed}.',
  box_of_another_unit: 'The box is another unit’s ({recorded}): {observed}.',
  late_conflict: 'Recorded meanwhile: {recorded}. Reported late: {observed}.',
  history_gap: 'Without the annulled event, {recorded} does not follow: {observed}.',
  time_ahead: 'It reached us on {recorded}, but says that it is of the future: {observed}.',
  seen_leaving: 'Recorded as {recorded}, but a gate saw it: {observed}.',
  not_seen: 'On record: {recorded}. Not seen for too long: {observed}.',
  credit_differs: 'The supplier was expected to credit {recorded}, but credited: {observed}.',
  quantity_below_zero: 'Recorded {recorded} pieces, but more left: {observed}.',
} as const;

export type ExceptionKind = keyof typeof exceptionKinds;

export interface ExceptionDraft {
  readonly kind: ExceptionKind;
  readonly recorded: string;
  readonly observed: string;
}

/** The sentence for people, with both facts in it. */
export function exceptionSentence(draft: ExceptionDraft): string {
  const sentence = exceptionKinds[draft.kind]
    .replace('{recorded}', () => draft.recorded)
    .replace('{observed}', () => draft.observed);
  return forPeople(sentence);
}
