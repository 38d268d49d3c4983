import { Button } from '@mantine/core';
import { ProblemNote } from '../shell/acting.tsx';
import { useSliceWords } from '../words/words.ts';
import './forms.css';
import { formsWords } from './forms-words.ts';

interface FormEndProps {
  /** What the button says. */
  readonly submit: string;
  readonly isBusy: boolean;
  readonly problem: Error | null;
  /** Something that is needed is not there yet. */
  readonly disabled?: boolean;
  cancel?: (() => void) | undefined;
}

/** How every form ends: the server's objection in its own sentence, the button, and the way back. */
export function FormEnd({ submit, isBusy, problem, disabled = false, cancel }: FormEndProps) {
  const say = useSliceWords(formsWords);
  return (
    <>
      <ProblemNote problem={problem} />
      <div className="form-buttons">
        <Button type="submit" loading={isBusy} disabled={disabled}>
          {submit}
        </Button>
        {cancel && (
          <Button variant="default" onClick={cancel}>
            {say('cancel')}
          </Button>
        )}
      </div>
    </>
  );
}
