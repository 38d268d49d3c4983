import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReceiptOnWire, ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { receiptPath, rereadReceipt } from './receipt-queries.ts';
import { receivingWords } from './receiving-words.ts';

interface StepsProps extends Pick<ReceiptProgressOnWire, 'steps'> {
  readonly receipt: ReceiptOnWire;
  readonly mayReopen: boolean;
}

/** Each time that the receipt was closed or opened again; and the way to open it, for a lead. */
export function ReceiptSteps({ receipt, steps, mayReopen }: StepsProps) {
  const { time } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const isClosed = receipt.closedAt !== null;
  if (steps.length === 0 && !isClosed) return null;
  return (
    <section className="panel stack" aria-labelledby="receipt-steps">
      <h2 id="receipt-steps">{sayHere('steps')}</h2>
      <ul className="plain-list">
        {steps.map(({ step, at, by, reason, expected, received, extra }) => (
          <li key={at}>
            <strong>{sayHere(step)}</strong> {time(at)}, {by}
            {reason !== null && `: ${reason}`}
            <br />
            <span className="soft">{sayHere('stepCounts', { expected, received, extra })}</span>
          </li>
        ))}
      </ul>
      {isClosed &&
        (mayReopen ? <Reopen number={receipt.number} /> : <p className="soft">{sayHere('leadReopens')}</p>)}
    </section>
  );
}

function Reopen({ number }: { number: string }) {
  const sayHere = useSliceWords(receivingWords);
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    try {
      await ask('POST', `${receiptPath(number)}/reopen`, { reason });
      await rereadReceipt(number);
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Textarea name="reason" label={sayHere('reopenReason')} required autosize maxLength={2_000} />
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div>
        <Button type="submit" variant="default">
          {sayHere('reopen')}
        </Button>
      </div>
    </form>
  );
}
