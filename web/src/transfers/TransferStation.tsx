import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import type { TransferOnWire } from '../../../src/operations/transfers/contract.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { type Doing, useScanning } from '../scanning/use-scanning.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { ask } from '../server/ask.ts';
import { useLocations } from '../server/queries.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { PiecesQuestion } from './PiecesQuestion.tsx';
import { rereadTransfer, transferPath } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

interface Asked {
  readonly answer: ScanAnswer;
  readonly doing: Doing;
}

interface StationProps {
  readonly transfer: TransferOnWire;
  readonly move: 'pick' | 'receive_at_site';
}

/** The scan box where a transfer leaves, or where it arrives: each scan picks or receives one unit. */
export function TransferStation({ transfer, move }: StationProps) {
  const say = useSliceWords(transfersWords);
  const { say: sayUi } = useSpeech();
  const { number, from, to } = transfer;
  const site = move === 'pick' ? from : to;
  const spots = (useLocations(site).data?.items ?? []).filter(({ active }) => active);
  const [chosen, setSpot] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState('');
  const spot = chosen ?? (move === 'pick' ? null : (spots.find(({ kind }) => kind === 'dock')?.code ?? null));
  const { shown, take, perform } = useScanning({
    site,
    location: spot,
    move,
    document: { kind: 'transfer', number },
    details: move === 'pick' ? { for: 'inside' } : undefined,
    onAnswer(answer, doing) {
      setTold('');
      setAsked(answer.outcome === 'refused' ? { answer, doing } : null);
      if (answer.outcome === 'recorded') void rereadTransfer(number);
    },
  });
  const again = (doing: Doing) => perform(doing, doing.codes.at(-1) ?? '');
  const close = () => setAsked(null);
  return (
    <>
      <div className="station" data-station={move === 'pick' ? 'outbound' : 'inbound'}>
        {move === 'receive_at_site' && (
          <div className="station-settings">
            <NativeSelect
              label={sayUi('spot')}
              value={spot ?? ''}
              onChange={({ currentTarget }) =>
                setSpot(currentTarget.value === '' ? null : currentTarget.value)
              }
              data={spots.map(({ code, name }) => ({
                value: code,
                label: name === code ? code : `${code} · ${name}`,
              }))}
            />
          </div>
        )}
        <ScanBox take={take} />
        <p className="transfers-hint">
          {move === 'pick' ? say('pickHint', { to }) : say('receiveHint', { from })}
        </p>
      </div>
      <VerdictCard shown={shown} />
      {asked && <Question key={asked.answer.id} {...{ asked, transfer, again, close, tell: setTold }} />}
      {told !== '' && (
        <p className="panel" role="status">
          {told}
        </p>
      )}
    </>
  );
}

interface QuestionProps {
  readonly asked: Asked;
  readonly transfer: TransferOnWire;
  again(doing: Doing): Promise<void>;
  tell(sentence: string): void;
  close(): void;
}

/** What a refused scan asks for: why the unit goes along, why it is here, or whether it is the lost one. */
function Question(props: QuestionProps) {
  const { answer, doing } = props.asked;
  if (answer.code === 'quantity_needed') return <PiecesOf {...props} />;
  if (doing.move === 'pick' && answer.code === 'not_on_document') return <GoesAlong {...props} />;
  if (doing.move !== 'receive_at_site') return null;
  if (answer.code === 'not_on_document') return <Unsent {...props} />;
  return answer.code === 'wrong_status' && answer.status === 'missing' ? <WasLost {...props} /> : null;
}

/** A plain product: so many pieces go now from where they lie, or have come. */
function PiecesOf({ asked: { doing }, transfer, again, close }: QuestionProps) {
  const isSent = doing.move !== 'receive_at_site';
  const sentFrom = (spot: string | null): Doing => {
    const document = { kind: 'transfer', number: transfer.number };
    const sent = { ...doing, move: 'send_to_site' as const, details: { to: transfer.to }, document };
    return spot === null ? sent : { ...sent, location: spot };
  };
  return (
    <PiecesQuestion
      code={doing.codes.at(-1) ?? ''}
      from={isSent ? transfer.from : null}
      close={close}
      take={(quantity, spot) => void again({ ...(isSent ? sentFrom(spot) : doing), quantity })}
    />
  );
}

function GoesAlong({ asked: { doing }, again, close }: QuestionProps) {
  const say = useSliceWords(transfersWords);
  const take = (reason: string) => void again({ ...doing, details: { ...doing.details, reason } });
  const usual = [say('reasonInstead'), say('reasonSpace')];
  return <Why title={say('whyAlong')} usual={usual} submit={say('takeAlong')} take={take} close={close} />;
}

/** It was never scanned out: the server records that it must have been sent, and its arrival. */
function Unsent({ asked: { doing, answer }, transfer, tell, close }: QuestionProps) {
  const say = useSliceWords(transfersWords);
  const act = useAct(async (reason: string) => {
    const body = { id: crypto.randomUUID(), codes: doing.codes, reason };
    const path = `${transferPath(transfer.number)}/arrivals`;
    const { refusal, unit } = await ask<Arrived>('POST', path, body);
    if (refusal) throw new Error(refusal.sentence);
    await rereadTransfer(transfer.number);
    tell(say('unsentDone', { serial: unit?.serial ?? answer.unit?.serial ?? '' }));
    close();
  });
  const usual = [say('reasonBox'), say('reasonInstead')];
  const take = (reason: string) => void act.run(reason);
  return (
    <Why title={say('whyUnsent')} usual={usual} submit={say('takeUnsent')} take={take} close={close}>
      <ProblemNote problem={act.problem} />
    </Why>
  );
}

interface Arrived {
  readonly unit: { readonly serial: string } | null;
  readonly refusal: { readonly sentence: string } | null;
}

function WasLost({ asked: { doing }, again, close }: QuestionProps) {
  const say = useSliceWords(transfersWords);
  async function found() {
    await again({ ...doing, move: 'find' });
    await again(doing);
  }
  return (
    <section className="panel stack" aria-labelledby="was-lost">
      <h2 id="was-lost">{say('wasLost')}</h2>
      <div className="moves">
        <Button onClick={() => void found()}>{say('foundHere')}</Button>
        <Button variant="default" onClick={close}>
          {say('leaveIt')}
        </Button>
      </div>
    </section>
  );
}

interface WhyProps {
  readonly title: string;
  readonly usual: readonly string[];
  readonly submit: string;
  take(reason: string): void;
  close(): void;
  readonly children?: ReactNode;
}

/** A usual reason by one touch, or one in words. */
function Why({ title, usual, submit, take, close, children }: WhyProps) {
  const say = useSliceWords(transfersWords);
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    take(String(new FormData(event.currentTarget).get('reason')).trim());
  }
  return (
    <section className="panel stack" aria-labelledby="transfer-why">
      <h2 id="transfer-why">{title}</h2>
      <div className="moves">
        {usual.map((reason) => (
          <Button key={reason} variant="default" onClick={() => take(reason)}>
            {reason}
          </Button>
        ))}
        <Button variant="default" onClick={close}>
          {say('leaveIt')}
        </Button>
      </div>
      <form className="task-words" onSubmit={send}>
        <TextInput
          name="reason"
          label={say('otherReason')}
          required
          pattern=".*\S.*"
          maxLength={200}
          autoComplete="off"
        />
        <Button type="submit" variant="default">
          {submit}
        </Button>
      </form>
      {children}
    </section>
  );
}
