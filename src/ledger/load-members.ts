import { memberCodes } from './codes.ts';
import type { MemberRow } from './queries.ts';
import type { Work } from './work.ts';

/** What the documents of a group say of its units, as it was read. */
export function keepMembers(work: Work, rows: readonly MemberRow[]): void {
  if (rows.length === 0) return;
  const byId = new Map([...work.documents.values()].map((document) => [document.id, document]));
  for (const { document_id, unit_id, line, state } of rows)
    byId.get(document_id)!.members.set(unit_id, { line, state: memberCodes.toWord(state) });
}
