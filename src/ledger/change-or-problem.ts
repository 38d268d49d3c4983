import type { Connection, Database } from '../platform/database.ts';
import { changeReference } from './change-reference.ts';
import type { Freshness } from './freshness.ts';

export interface ReferenceParts {
  readonly database: Database;
  readonly freshness: Freshness;
}

/** Why reference data stays as it is. Nothing of the request was done. */
export interface WhyNot<Code extends string> {
  readonly code: Code;
  /** The part of the request that is meant. */
  readonly where: string;
  readonly sentence: string;
}

export type Changed<Result, Code extends string> = Result | { readonly problem: WhyNot<Code> };

/**
 * One transaction that every process judges by from its commit on (change-reference.ts). Nothing is written, and the
 * freshness number stays, when the change answers a problem.
 */
export async function changeOrProblem<Result extends object, Code extends string>(
  { database, freshness }: ReferenceParts,
  change: (tx: Connection, version: number) => Promise<Changed<Result, Code>>,
): Promise<Changed<Result, Code>> {
  try {
    const [result, number] = await changeReference(database, async (tx, version) => {
      const changed = await change(tx, version);
      if ('problem' in changed) throw new NotChanged(changed.problem);
      return [changed, version] as const;
    });
    freshness.raised(number);
    return result;
  } catch (error) {
    if (error instanceof NotChanged) return { problem: error.problem as WhyNot<Code> };
    throw error;
  }
}

class NotChanged extends Error {
  readonly problem: WhyNot<string>;
  constructor(why: WhyNot<string>) {
    super(why.sentence);
    this.problem = why;
  }
}
