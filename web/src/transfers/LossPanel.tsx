import { Button, Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type {
  Settled,
  TransferOnWire,
  TransferProgressOnWire,
  TransferUnitOnWire,
} from '../../../src/operations/transfers/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { minorOf } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadTransfer, transferPath } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

interface LossProps {
  readonly transfer: TransferOnWire;
  readonly units: readonly TransferUnitOnWire[];
  readonly lines: TransferProgressOnWire['lines'];
  close(): void;
}

/** A shortage is settled: which units will not come, what happened, and what is claimed of whom. */
export function LossPanel({ transfer, units, lines, close }: LossProps) {
  const say = useSliceWords(transfersWords);
  const { say: sayUi, number } = useSpeech();
  const panel = useInSight<HTMLFormElement>();
  const [request] = useState(() => crypto.randomUUID());
  const open = units.filter(({ state }) => state === 'sent').slice(0, unitsMax);
  const [kept, setKept] = useState<readonly number[]>([]);
  const lost = open.filter(({ unit }) => !kept.includes(unit.id));
  const plain = lines.filter((line) => line.plain && line.inTransit > 0);
  const [given, setGiven] = useState<Readonly<Record<string, number>>>({});
  const pieces = plain
    .map(({ sku, inTransit }) => ({ sku, quantity: given[sku] ?? inTransit }))
    .filter(({ quantity }) => quantity > 0);
  const total = lost.length + pieces.reduce((sum, { quantity }) => sum + quantity, 0);
  const act = useAct(async (said: FormData) => {
    const body = {
      request,
      ...(lost.length === 0 ? {} : { units: lost.map(({ unit }) => unit.id) }),
      ...(pieces.length === 0 ? {} : { pieces }),
      ...claimIn(said, say('badAmount')),
    };
    const { refused } = await ask<{ refused: Settled }>(
      'POST',
      `${transferPath(transfer.number)}/losses`,
      body,
    );
    await rereadTransfer(transfer.number);
    if (refused[0]) throw new Error(`${refused[0].unit.serial}: ${refused[0].sentence}`);
    close();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  const toggle = (id: number) =>
    setKept((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <form ref={panel} className="panel stack" aria-labelledby="transfer-loss" onSubmit={submit}>
      <h2 id="transfer-loss">{say('lossTitle')}</h2>
      <p className="soft">{say('lossHint')}</p>
      {plain.map(({ sku, name, inTransit }) => (
        <NumberInput
          key={sku}
          label={say('lossPieces', { name })}
          description={say('ofOnTheWay', { count: number(inTransit) })}
          value={given[sku] ?? inTransit}
          onChange={(value) => setGiven((before) => ({ ...before, [sku]: Number(value) }))}
          min={0}
          max={inTransit}
          allowDecimal={false}
          hideControls
          inputMode="numeric"
        />
      ))}
      <fieldset className="transfers-lost" hidden={open.length === 0}>
        <legend>{say('lossUnits')}</legend>
        {open.map(({ unit }) => (
          <Checkbox
            key={unit.id}
            label={`${unit.serial} · ${unit.sku}`}
            checked={!kept.includes(unit.id)}
            onChange={() => toggle(unit.id)}
          />
        ))}
      </fieldset>
      <Textarea name="reason" label={say('lossReason')} required autosize minRows={2} maxLength={2_000} />
      <div className="transfers-claim">
        <TextInput name="carrier" label={say('carrier')} maxLength={200} autoComplete="off" />
        <TextInput name="number" label={say('claimNumber')} maxLength={200} autoComplete="off" />
        <TextInput name="amount" label={say('amount')} inputMode="decimal" autoComplete="off" />
        <TextInput
          name="currency"
          label={say('currency')}
          defaultValue="EUR"
          pattern="[A-Z]{3}"
          maxLength={3}
        />
      </div>
      <ProblemNote problem={act.problem} />
      <div className="scan-row">
        <Button type="submit" loading={act.isBusy} disabled={total === 0}>
          {say('lossNow', { count: number(total) })}
        </Button>
        <Button variant="default" onClick={close}>
          {sayUi('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** As many as the server takes at once; the rest stays for the next report. */
const unitsMax = 1_000;

function claimIn(given: FormData, badAmount: string) {
  const text = (name: string) => String(given.get(name) ?? '').trim();
  const named = ['carrier', 'number'].filter((name) => text(name) !== '').map((name) => [name, text(name)]);
  const currency = text('currency');
  const claim = { reason: text('reason'), ...Object.fromEntries(named) };
  if (text('amount') === '') return claim;
  const amount = minorOf(text('amount'), currency);
  if (amount === null) throw new Error(badAmount);
  return { ...claim, amount, currency };
}
