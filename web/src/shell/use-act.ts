import { useState } from 'react';
import { ServerProblem } from '../server/ask.ts';

export interface Act<Input extends readonly unknown[]> {
  /** Does it; what went wrong is in `problem`, never thrown. True where it was done. */
  run(...input: Input): Promise<boolean>;
  readonly isBusy: boolean;
  readonly problem: Error | null;
  /** What the server says of one field, by the name it has there: `login`, `grants[0].site`. */
  at(where: string): string | undefined;
}

/** Something that a button or a form asks of the server: whether it is under way, and the server's no. */
export function useAct<Input extends readonly unknown[]>(
  act: (...input: Input) => Promise<unknown>,
): Act<Input> {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  return {
    isBusy,
    problem,
    at: (where) =>
      problem instanceof ServerProblem && problem.said.where === where ? problem.message : undefined,
    async run(...input) {
      setBusy(true);
      setProblem(null);
      try {
        await act(...input);
        return true;
      } catch (error) {
        setProblem(error as Error);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
