import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords } from '../words/words.ts';
import { rereadTransfer, transferPath } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

/** Asked in place: before anything is sent, a transfer can still be called off. */
export function CancelPanel({ number, close }: { number: string; close(): void }) {
  const say = useSliceWords(transfersWords);
  const panel = useInSight<HTMLFormElement>();
  const act = useAct(async (reason: string) => {
    await ask('POST', `${transferPath(number)}/cancel`, reason === '' ? {} : { reason });
    await rereadTransfer(number);
    close();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(String(new FormData(event.currentTarget).get('reason')).trim());
  }
  return (
    <form ref={panel} className="panel stack" aria-labelledby="cancel-transfer" onSubmit={submit}>
      <h2 id="cancel-transfer">{say('cancelTitle')}</h2>
      <p className="soft">{say('cancelHint')}</p>
      <TextInput name="reason" label={say('reason')} maxLength={2_000} autoComplete="off" />
      <ProblemNote problem={act.problem} />
      <div className="scan-row">
        <Button type="submit" loading={act.isBusy}>
          {say('cancelNow')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('keepIt')}
        </Button>
      </div>
    </form>
  );
}
