import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ProblemNote } from '../shell/acting.tsx';
import { type Act, useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import './forms.css';
import { formsWords } from './forms-words.ts';

interface ConfirmProps {
  /** What the button says, before and after it is asked once more: “Withdraw”. */
  readonly label: string;
  /** Names the thing for those who hear it: “Withdraw #7”. */
  readonly about?: string;
  /** What comes of it. */
  readonly hint?: string;
  readonly act: Act<[reason: string]>;
  /** Absent: no reason is asked for. */
  readonly reason?: 'needed' | 'possible';
  readonly reasonLabel?: string;
  readonly maxLength?: number;
  readonly isDangerous?: boolean;
  /** What else is asked for. */
  readonly children?: ReactNode;
}

/** Something that is not done by a slip of the finger: its button asks once more, in its own place, and for a reason. */
export function Confirm(props: ConfirmProps) {
  const { label, about = label, hint, act, reason, reasonLabel, isDangerous, children } = props;
  const say = useSliceWords(formsWords);
  const [isOpen, setOpen] = useState(false);
  const color = isDangerous ? { color: 'red.9' } : {};
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('reason') ?? '');
    if (await act.run(given.trim())) setOpen(false);
  }
  if (!isOpen)
    return (
      <Button variant="default" className="form-open" aria-label={about} onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  return (
    <form className="form-confirm" aria-label={about} onSubmit={(event) => void submit(event)}>
      {hint && <p>{hint}</p>}
      {children}
      {reason && (
        <Textarea
          name="reason"
          label={reasonLabel ?? say('reason')}
          required={reason === 'needed'}
          maxLength={props.maxLength ?? 200}
          autosize
          minRows={1}
          autoFocus
        />
      )}
      <ProblemNote problem={act.problem} />
      <div className="form-buttons">
        <Button type="submit" loading={act.isBusy} {...color} autoFocus={!reason && !children}>
          {label}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {say('keep')}
        </Button>
      </div>
    </form>
  );
}

interface ConfirmedProps extends Omit<ConfirmProps, 'act'> {
  /** Does it; what it throws is shown, and the question stays. */
  confirm(reason: string): Promise<unknown>;
}

/** The same for whoever has no other use for how it went. */
export function Confirmed({ confirm, ...rest }: ConfirmedProps) {
  return <Confirm {...rest} act={useAct(confirm)} />;
}
