import { useRef, useState } from 'react';
import { ServerProblem } from '../server/ask.ts';
import { isAbout } from './problem-place.ts';

/**
 * What somebody fills in: values under names, whether they differ from what they were, and what the server objected to.
 *
 * ```
 * const form = useForm({ name: '' }, (values) => ask('POST', '/api/categories', values), () => navigate(…));
 * <FormPanel form={form} title={say('newCategory')} submit={say('add')}>
 *   <TextField form={form} name="name" label={say('name')} required />
 * </FormPanel>
 * ```
 */
export interface Form<Values extends object> {
  readonly values: Values;
  change(part: Partial<Values>): void;
  /** What stands at a field (`name`, `gtins[0].from`), or inside it. */
  problemAt(path: string): string | undefined;
  readonly problem: Error | null;
  readonly isSaving: boolean;
  /** Whether leaving would lose something; asked at the moment of leaving. */
  isDirty(): boolean;
  save(): Promise<boolean>;
}

/** `save` sends the values; `saved` goes on with the answer. What `save` throws is shown, at its field where it names one. */
export function useForm<Values extends object, Answer>(
  initial: Values,
  save: (values: Values) => Promise<Answer>,
  saved: (answer: Answer) => void,
): Form<Values> {
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<Error | null>(null);
  const [isSaving, setSaving] = useState(false);
  const kept = useRef(JSON.stringify(initial));
  const now = useRef(values);
  now.current = values;
  return {
    values,
    problem,
    isSaving,
    change: (part) => setValues((before) => ({ ...before, ...part })),
    problemAt(path) {
      const where = problem instanceof ServerProblem ? String(problem.said.where ?? '') : '';
      return problem && isAbout(where, path) ? problem.message : undefined;
    },
    isDirty: () => JSON.stringify(now.current) !== kept.current,
    async save() {
      setSaving(true);
      setProblem(null);
      try {
        const sent = now.current;
        const answer = await save(sent);
        kept.current = JSON.stringify(sent);
        saved(answer);
        return true;
      } catch (error) {
        setProblem(error instanceof Error ? error : new Error(String(error)));
        return false;
      } finally {
        setSaving(false);
      }
    },
  };
}
