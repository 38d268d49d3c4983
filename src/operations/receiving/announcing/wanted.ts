import { memberCodes } from '../../../ledger/codes.ts';
import type { ReadReference } from '../../../ledger/current-reference.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { Clock } from '../../../platform/clock.ts';
import { numberColumn } from '../../../platform/columns.ts';
import type { Database } from '../../../platform/database.ts';
import * as sql from './queries.ts';
import type { Announcement } from './rules.ts';

export interface AnnounceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
  readonly ledger: Pick<Ledger, 'record' | 'judge'>;
}

export interface AnnounceProblem {
  readonly code:
    | 'unknown_site'
    | 'unknown_product'
    | 'no_serials'
    | 'duplicate_line'
    | 'already_exists'
    | 'already_closed'
    | 'already_came'
    | 'too_many_units'
    | 'bad_serials'
    | 'bad_carton'
    | 'bad_announcement'
    | 'cannot_announce'
    | 'serials_needed'
    | 'unknown_purchase_order'
    | 'partial_delivery';
  readonly where: string;
  readonly sentence: string;
  /** `cannot_announce`: each serial that cannot, and why. */
  readonly refused?: readonly {
    readonly serial: string;
    readonly code: string;
    readonly sentence: string;
  }[];
}

export type Announced =
  | { readonly number: string; readonly outcome: 'made' | 'replaced' | 'repeated' }
  | { readonly problem: AnnounceProblem };

/** What is to be kept: an announcement that fits, and the receipt as it stands. */
export interface Wanted {
  readonly number: string;
  readonly site: { readonly id: number; readonly code: string };
  /** As the catalog names it, where it knows it. */
  readonly supplier: string | null;
  readonly expectedOn: string | null;
  readonly blind: boolean;
  readonly announcement: Announcement;
  readonly digest: string;
  readonly revision: number;
  readonly before: sql.AnnouncedRow | null;
}

/** Units that the receipt has now, come or not. */
export async function membersOf(database: Database, receipt: number): Promise<readonly sql.MemberRow[]> {
  const states = (['listed', 'recorded', 'filled', 'extra'] as const).map(memberCodes.toCode);
  const { rows } = await database.query<sql.MemberRow>(sql.selectMembers, [receipt, numberColumn(states)]);
  return rows;
}

export function no(code: AnnounceProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
