import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Settled, TransferOnWire } from '../../../src/operations/transfers/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { RefusedUnits } from '../tasks/RefusedUnits.tsx';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadTransfer, transferPath } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

interface SendProps {
  readonly transfer: TransferOnWire;
  close(): void;
}

/** Everything that is picked goes out, with whom it goes; what cannot go now is named and stays picked. */
export function SendPanel({ transfer, close }: SendProps) {
  const say = useSliceWords(transfersWords);
  const { say: sayUi, number } = useSpeech();
  const form = useInSight<HTMLFormElement>();
  const [request] = useState(() => crypto.randomUUID());
  const [refused, setRefused] = useState<Settled>([]);
  const act = useAct(async (given: FormData) => {
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const said = { ...filled('carrier', text('carrier')), ...filled('tracking', text('tracking')) };
    const path = `${transferPath(transfer.number)}/send`;
    const reply = await ask<{ refused: Settled }>('POST', path, { request, ...said });
    await rereadTransfer(transfer.number);
    setRefused(reply.refused);
    if (reply.refused.length === 0) close();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  return (
    <form ref={form} className="panel stack" aria-labelledby="send-transfer" onSubmit={submit}>
      <h2 id="send-transfer">{say('sendTitle')}</h2>
      <div className="transfers-ends">
        <TextInput name="carrier" label={say('carrier')} maxLength={200} autoComplete="off" />
        <TextInput name="tracking" label={say('tracking')} maxLength={200} autoComplete="off" />
      </div>
      <ProblemNote problem={act.problem} />
      {refused.length > 0 && (
        <div role="alert">
          <p>{say('sendSome', { count: number(refused.length) })}</p>
          <RefusedUnits refused={refused.map(({ unit, sentence }) => ({ code: unit.serial, sentence }))} />
        </div>
      )}
      <div className="scan-row">
        {refused.length === 0 && (
          <Button type="submit" loading={act.isBusy}>
            {transfer.picked === 0
              ? say('isThere', { count: number(transfer.inTransit) })
              : say('sendNow', { count: number(transfer.picked) })}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {refused.length === 0 ? sayUi('cancel') : say('close')}
        </Button>
      </div>
    </form>
  );
}

function filled(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}
