import { Button, Textarea } from '@mantine/core';
import { CircleCheckBig } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { taskWords } from './task-words.ts';
import { useInSight } from './use-in-sight.ts';

/** The button that opens the question whether to finish; dead, with its reason, for whom it is not. */
export function FinishButton({ may, open }: { may: boolean; open(): void }) {
  const sayTask = useSliceWords(taskWords);
  const why = may ? undefined : sayTask('onlyLead');
  return (
    <Button
      leftSection={<CircleCheckBig size={18} aria-hidden />}
      onClick={open}
      disabled={!may}
      title={why}
      aria-label={why === undefined ? undefined : `${sayTask('finish')} (${why})`}
    >
      {sayTask('finish')}
    </Button>
  );
}

interface FinishProps {
  /** What differs, in words, one line each; empty: nothing does. */
  readonly differences: readonly string[];
  /** Throws where the server says no. */
  finish(reason: string | undefined): Promise<void>;
  close(): void;
}

/** Asked in place: what differs, and why, before the task is over. */
export function FinishTask({ differences, finish, close }: FinishProps) {
  const { say } = useSpeech();
  const sayTask = useSliceWords(taskWords);
  const form = useInSight<HTMLFormElement>();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setSending(true);
    try {
      await finish(reason === '' ? undefined : reason);
      close();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setSending(false);
    }
  }
  return (
    <form
      ref={form}
      className="panel stack"
      onSubmit={(event) => void submit(event)}
      aria-labelledby="finish-task"
    >
      <h2 id="finish-task">{sayTask('finish')}</h2>
      <p>{sayTask(differences.length > 0 ? 'finishDiffers' : 'finishPlain')}</p>
      {differences.length > 0 && (
        <>
          <ul>
            {differences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Textarea name="reason" label={sayTask('finishReason')} required autosize maxLength={2_000} />
        </>
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        <Button type="submit" loading={isSending}>
          {sayTask('finishNow')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
