import { Button, TextInput } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ServerProblem } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { actingWords } from './acting-words.ts';
import type { Act } from './use-act.ts';

/** What the server said no with, beside the button that asked. */
export function ProblemNote({ problem }: { problem: Error | null }) {
  const { say } = useSpeech();
  if (problem === null) return null;
  const isAway = problem instanceof ServerProblem && problem.status === 0;
  const title = problem instanceof ServerProblem ? String(problem.said.title ?? '') : '';
  return (
    <p role="alert" className="form-problem">
      <strong>{isAway ? say('offline') : title || say('problem')}.</strong> {problem.message}
    </p>
  );
}

interface ConfirmProps {
  /** What the button says, and what is done. */
  readonly label: string;
  /** What comes of it. */
  readonly hint: string;
  readonly act: Act<[reason: string]>;
  /** Absent: no reason is asked for. */
  readonly withReason?: boolean;
  readonly isDangerous?: boolean;
  /** What else is asked for. */
  readonly children?: ReactNode;
}

/** A button that asks once more, in its own place, and for a reason. */
export function Confirm({ label, hint, act, withReason, isDangerous, children }: ConfirmProps) {
  const say = useSliceWords(actingWords);
  const [isOpen, setOpen] = useState(false);
  const color = isDangerous ? { color: 'red.9' } : {};
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '');
    if (await act.run(reason.trim())) setOpen(false);
  }
  if (!isOpen)
    return (
      <Button variant="default" className="act" onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  return (
    <form className="panel confirm" aria-label={label} onSubmit={(event) => void submit(event)}>
      <p>{hint}</p>
      {children}
      {withReason && <TextInput name="reason" label={say('reason')} required maxLength={200} autoFocus />}
      <ProblemNote problem={act.problem} />
      <div className="acts">
        <Button type="submit" loading={act.isBusy} {...color}>
          {label}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {say('keep')}
        </Button>
      </div>
    </form>
  );
}

/** A secret that is told once: to be copied before it goes. */
export function ToldOnce({ label, secret, onDone }: { label: string; secret: string; onDone(): void }) {
  const say = useSliceWords(actingWords);
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(secret).then(() => setCopied(true));
  return (
    <section className="panel told-once" aria-label={label}>
      <h2>{label}</h2>
      <output className="number secret">{secret}</output>
      <p>{say('shownOnce')}</p>
      <div className="acts">
        {navigator.clipboard && (
          <Button
            variant="default"
            leftSection={isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
            onClick={copy}
          >
            <span aria-live="polite">{say(isCopied ? 'copied' : 'copy')}</span>
          </Button>
        )}
        <Button onClick={onDone}>{say('gotIt')}</Button>
      </div>
    </section>
  );
}
