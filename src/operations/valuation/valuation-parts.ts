import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import type { HoldingKeeper } from './keep-holdings.ts';

export interface ValuationParts {
  readonly database: Database;
  readonly read: Reader;
  readonly clock: Clock;
  readonly reference: ReadReference;
  readonly holdings: HoldingKeeper;
}

export interface ValuationProblem<Code extends string> {
  readonly problem: { readonly code: Code; readonly where: string; readonly sentence: string };
}

export function no<const Code extends string>(
  code: Code,
  where: string,
  sentence: string,
): ValuationProblem<Code> {
  return { problem: { code, where, sentence } };
}
