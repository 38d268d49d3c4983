import { Button, TextInput } from '@mantine/core';
import { CircleCheck, Printer } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ask } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { type LabelText, PrintedLabel } from './PrintedLabel.tsx';
import { unreadWords } from './unread-words.ts';

/** Print it, put it on, scan it: only then is it known that the label can be read. */
export function LabelSteps({ label, onRead }: { label: LabelText; onRead(): void }) {
  const say = useSliceWords(unreadWords);
  const [isRead, setRead] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const code = String(new FormData(form).get('code'));
    try {
      await ask('POST', `/api/unread/${encodeURIComponent(label.number)}/label`, { code });
      setProblem(null);
      setRead(true);
      onRead();
    } catch (error) {
      setProblem((error as Error).message);
      form.reset();
    }
  }
  return (
    <div className="stack">
      <PrintedLabel label={label} />
      <p>{say('putOn')}</p>
      <div>
        <Button leftSection={<Printer size={20} aria-hidden />} onClick={() => window.print()}>
          {say('print')}
        </Button>
      </div>
      {isRead ? (
        <p role="status" className="unread-good">
          <CircleCheck size={22} aria-hidden /> {say('labelGood')}
        </p>
      ) : (
        <form onSubmit={(event) => void submit(event)} className="unread-scan">
          <TextInput name="code" label={say('scanLabel')} required autoComplete="off" autoFocus />
          <Button type="submit" variant="default">
            {say('check')}
          </Button>
        </form>
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
