import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSliceWords } from '../words/words.ts';
import './forms.css';
import { formsWords } from './forms-words.ts';

interface ConfirmPanelProps {
  /** What the button says, before and after it is asked for a reason: “Withdraw”. */
  readonly label: string;
  /** Names the thing for those who hear it: “Withdraw #7”. */
  readonly about?: string;
  /** What will happen. */
  readonly text?: string;
  readonly reason: 'needed' | 'possible' | 'none';
  readonly reasonLabel?: string;
  readonly maxLength?: number;
  /** Does it; what it throws is shown, and the panel stays. */
  confirm(reason: string): Promise<unknown>;
}

/** Something that is not done by a slip of the finger: the button opens a panel in place, which asks for a reason and does it. */
export function ConfirmPanel(props: ConfirmPanelProps) {
  const { label, about = label, text, reason, reasonLabel, maxLength = 2_000, confirm } = props;
  const say = useSliceWords(formsWords);
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!isOpen)
    return (
      <Button variant="default" aria-label={about} onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const given = new FormData(event.currentTarget).get('reason');
    try {
      await confirm(String(given ?? '').trim());
      setOpen(false);
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  }
  return (
    <form className="form-confirm" aria-label={about} onSubmit={(event) => void submit(event)}>
      {text && <p>{text}</p>}
      {reason !== 'none' && (
        <Textarea
          name="reason"
          label={reasonLabel ?? say('reason')}
          required={reason === 'needed'}
          maxLength={maxLength}
          autosize
          minRows={2}
          autoFocus
        />
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="form-buttons">
        <Button type="submit" loading={isBusy} autoFocus={reason === 'none'}>
          {label}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
