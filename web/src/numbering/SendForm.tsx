import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSliceWords } from '../words/words.ts';
import { numberingWords } from './numbering-words.ts';

export interface SendFormProps {
  readonly label: string;
  readonly submit: string;
  /** What was filled in; a problem that it throws is told below the fields. */
  send(given: Readonly<Record<string, string>>): Promise<void>;
  readonly cancel?: () => void;
  readonly children: ReactNode;
}

/** A form that says what went wrong in the server's own sentence, and cannot be sent twice at once. */
export function SendForm({ label, submit, send, cancel, children }: SendFormProps) {
  const say = useSliceWords(numberingWords);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setSending(true);
    setProblem(null);
    try {
      await send(given);
    } catch (error) {
      setProblem((error as Error).message || say('away'));
    } finally {
      setSending(false);
    }
  }
  return (
    <form aria-label={label} onSubmit={(event) => void onSubmit(event)} className="numbers-form">
      {children}
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="numbers-actions">
        <Button type="submit" loading={isSending}>
          {submit}
        </Button>
        {cancel && (
          <Button variant="default" onClick={cancel}>
            {say('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
