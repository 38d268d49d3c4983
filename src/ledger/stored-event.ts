import { holdSigns } from '../domain/chain.ts';
import type { Asserted, CheckChange, HoldChange, Identity, UnitEvent } from '../domain/events.ts';
import { conditionCodes, memoryCodes, moveCodes, statusCodes, useCodes } from './codes.ts';
import type { EventRow } from './queries.ts';
import type { PastEvent } from './work.ts';

// What an event asserts, as columns. Null says nothing; changes of holds and checks are words with a sign.

type AssertedRow = Pick<
  EventRow,
  'status' | 'memory' | 'condition' | 'place' | 'owner' | 'use' | 'sale' | 'holds' | 'checks'
> & { readonly identity: Identity | null };

/** The columns of an event that say what it asserts. */
type AssertedColumns = Pick<EventRow, keyof AssertedRow>;
/** The columns that a replay needs. */
export type ReplayedColumns = AssertedColumns & Pick<EventRow, 'seq' | 'move' | 'annuls'>;

/** A closed sale is stored as 0: null already says that the event is silent about it. */
const closed = 0;

export function toRow(asserts: Asserted): AssertedRow {
  const { status, memory, condition, place, owner, use, sale, holds, checks, identity } = asserts;
  return {
    status: status === undefined ? null : statusCodes.toCode(status),
    memory: memory === undefined ? null : memoryCodes.toCode(memory),
    condition: condition === undefined ? null : conditionCodes.toCode(condition),
    place: place ?? null,
    owner: owner ?? null,
    use: use === undefined ? null : useCodes.toCode(use),
    sale: sale === undefined ? null : (sale ?? closed),
    holds: holds === undefined ? null : holds.map(holdText).join(' '),
    checks: checks === undefined ? null : checks.map(checkText).join(' '),
    identity: identity ?? null,
  };
}

export function assertedOf(row: AssertedColumns): Asserted {
  return {
    ...(row.status === null ? {} : { status: statusCodes.toWord(row.status) }),
    ...(row.memory === null ? {} : { memory: memoryCodes.toWord(row.memory) }),
    ...(row.condition === null ? {} : { condition: conditionCodes.toWord(row.condition) }),
    ...(row.place === null ? {} : { place: row.place }),
    ...(row.owner === null ? {} : { owner: row.owner }),
    ...(row.use === null ? {} : { use: useCodes.toWord(row.use) }),
    ...(row.sale === null ? {} : { sale: row.sale === closed ? null : row.sale }),
    ...(row.holds === null ? {} : { holds: row.holds.split(' ').map(holdOf) }),
    ...(row.checks === null ? {} : { checks: row.checks.split(' ').map(checkOf) }),
    ...(row.identity === null ? {} : { identity: row.identity as Identity }),
  };
}

export function eventOf(row: ReplayedColumns): UnitEvent {
  return {
    ...assertedOf(row),
    seq: row.seq,
    move: moveCodes.toWord(row.move),
    ...(row.annuls === null ? {} : { annuls: row.annuls }),
  };
}

export function pastEventOf(row: EventRow): PastEvent {
  return { ...eventOf(row), spot: row.spot, documentId: row.document_id };
}

function holdText({ key, change }: HoldChange): string {
  return `${holdSigns[change]}${key}`;
}

const holdChanges = Object.keys(holdSigns) as HoldChange['change'][];

function holdOf(text: string): HoldChange {
  const change = holdChanges.find((name) => text.startsWith(holdSigns[name]))!;
  return { key: text.slice(1), change };
}

function checkText({ check, change }: CheckChange): string {
  return `${change === 'gain' ? '+' : '-'}${check}`;
}

function checkOf(text: string): CheckChange {
  return { check: text.slice(1), change: text.startsWith('+') ? 'gain' : 'lose' } as CheckChange;
}
