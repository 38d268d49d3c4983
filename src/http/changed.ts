import { Problem, type ProblemCode } from './errors.ts';

interface Refused {
  readonly problem: { readonly code: ProblemCode; readonly where: string; readonly sentence: string };
}

/** The result of a change, or why nothing was changed, thrown as the problem that the caller is told. */
export function orProblem<Outcome extends object>(changed: Outcome | Refused): Exclude<Outcome, Refused> {
  if (!('problem' in changed)) return changed as Exclude<Outcome, Refused>;
  const { code, sentence, where } = (changed as Refused).problem;
  throw new Problem(code, sentence, { where });
}
