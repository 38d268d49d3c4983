import { may, roleNames } from '../../access/roles.ts';
import { limits } from '../../domain/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { insertOwner, selectPossibleOwners } from './queries.ts';

export interface OwnerParts {
  readonly database: Database;
  readonly clock: Clock;
}

export interface OwnerRow {
  readonly id: number;
  readonly actor: string;
  readonly name: string;
}

const settling = textColumn(roleNames.filter((role) => may(role, 'settle')));

/** The people who may settle an exception of a site. */
export async function possibleOwners(database: Database, site: number): Promise<readonly OwnerRow[]> {
  const { rows } = await database.query<OwnerRow>(selectPossibleOwners, [
    site,
    settling,
    limits.pageItemsMax,
  ]);
  return rows;
}

export interface OwnerChange {
  readonly exception: number;
  readonly site: number;
  /** The actor's code; null: nobody. */
  readonly owner: string | null;
  readonly by: { readonly id: number; readonly code: string };
}

/**
 * Gives an open exception to somebody who may settle it: oneself, or a person. Who had it when stays to be read.
 */
export async function changeOwner(
  { database, clock }: OwnerParts,
  { exception, site, owner, by }: OwnerChange,
): Promise<'done' | 'may_not_settle' | 'already_settled'> {
  const ids = owner === null || owner === by.code ? [] : await possibleOwners(database, site);
  const id = owner === null ? null : owner === by.code ? by.id : ids.find(({ actor }) => actor === owner)?.id;
  if (id === undefined) return 'may_not_settle';
  const { rows } = await database.query(insertOwner, [exception, id, by.id, clock.now().toISOString()]);
  return rows.length === 1 ? 'done' : 'already_settled';
}
