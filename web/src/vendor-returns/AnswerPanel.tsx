import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type {
  AnsweredOnWire,
  ReturnedUnitOnWire,
  VendorReturnOnWire,
} from '../../../src/operations/vendor-returns/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { minorDigits, minorOf } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadReturn, returnPath } from './return-queries.ts';
import { answerChoices, vendorReturnsWords } from './vendor-returns-words.ts';

interface PanelProps {
  readonly paper: VendorReturnOnWire;
  readonly units: readonly ReturnedUnitOnWire[];
  close(): void;
}

type Answer = (typeof answerChoices)[number];

/** What the supplier says: for which units, and how much, or which unit came in its place. */
export function AnswerPanel({ paper, units, close }: PanelProps) {
  const say = useSliceWords(vendorReturnsWords);
  const { say: sayUi, number: figure } = useSpeech();
  const panel = useInSight<HTMLFormElement>();
  const [request, setRequest] = useState(() => crypto.randomUUID());
  const [answer, setAnswer] = useState<Answer>('credited');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [refused, setRefused] = useState<readonly AnsweredOnWire[]>([]);
  const asked = units.filter((one) => isOpenFor(one, answer)).slice(0, unitsMax);
  const picked = asked.filter(({ unit }) => chosen.includes(unit.id));
  const expected = picked[0]?.expected ?? null;
  const act = useAct(async (given: FormData) => {
    const body = { request, answer, ...saidOf(answer, picked, given, say) };
    const path = `${returnPath(paper.number)}/answers`;
    const { items } = await ask<{ items: readonly AnsweredOnWire[] }>('POST', path, body);
    await rereadReturn(paper.number);
    setRequest(crypto.randomUUID());
    const no = items.filter(({ outcome }) => outcome === 'refused');
    setChosen(no.map(({ unit }) => unit.id));
    setRefused(no);
    if (no.length === 0) close();
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  const toggle = (id: number) =>
    setChosen((before) => {
      if (before.includes(id)) return before.filter((one) => one !== id);
      // One unit comes in one unit's place.
      return answer === 'replaced' ? [id] : [...before, id];
    });
  return (
    <form ref={panel} className="panel stack" aria-labelledby="answer-return" onSubmit={submit}>
      <h2 id="answer-return">{say('answerOpen')}</h2>
      <div className="form-pair">
        <NativeSelect
          label={say('answer')}
          value={answer}
          onChange={({ currentTarget }) => {
            setAnswer(currentTarget.value as Answer);
            setChosen([]);
          }}
          data={answerChoices.map((value) => ({ value, label: say(`answer_${value}`) }))}
        />
      </div>
      {asked.length === 0 && <p className="soft">{say('nothingSent')}</p>}
      {asked.length > 0 && (
        <fieldset className="vendor-returns-units">
          <legend>{say('whichUnits')}</legend>
          {asked.map(({ unit, name }) => (
            <Checkbox
              key={unit.id}
              label={`${unit.serial} · ${name}`}
              checked={chosen.includes(unit.id)}
              onChange={() => toggle(unit.id)}
            />
          ))}
        </fieldset>
      )}
      {answer === 'credited' && <Money key={expected?.amount ?? 'none'} expected={expected} />}
      {answer === 'replaced' && (
        <div className="form-pair">
          <TextInput
            name="sku"
            label={say('product')}
            key={picked[0]?.unit.sku ?? ''}
            defaultValue={picked[0]?.unit.sku ?? ''}
            required
            maxLength={64}
            autoComplete="off"
          />
          <TextInput
            name="serial"
            label={say('newSerial')}
            required
            maxLength={500}
            autoComplete="off"
            className="number"
          />
        </div>
      )}
      <ProblemNote problem={act.problem} />
      {refused.length > 0 && (
        <div role="alert">
          <ul className="plain-list">
            {refused.map(({ unit, sentence }) => (
              <li key={unit.id}>
                <span className="number">{unit.serial}</span> {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="scan-row">
        <Button type="submit" loading={act.isBusy} disabled={picked.length === 0}>
          {say('answerNow', { count: figure(picked.length) })}
        </Button>
        <Button variant="default" onClick={close}>
          {sayUi('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** As many as the server takes at once. */
const unitsMax = 500;

/** Money may come in parts; every other answer is given once. */
function isOpenFor({ state, creditDone }: ReturnedUnitOnWire, answer: Answer): boolean {
  return state === 'sent' || (answer === 'credited' && state === 'credited' && !creditDone);
}

function Money({ expected }: { expected: ReturnedUnitOnWire['expected'] }) {
  const say = useSliceWords(vendorReturnsWords);
  const amount = expected
    ? (expected.amount / 10 ** minorDigits(expected.currency)).toFixed(minorDigits(expected.currency))
    : '';
  return (
    <>
      <div className="form-pair">
        <TextInput
          name="amount"
          label={say('amountEach')}
          defaultValue={amount}
          inputMode="decimal"
          required
          autoComplete="off"
        />
        <TextInput
          name="currency"
          label={say('currency')}
          defaultValue={expected?.currency ?? 'EUR'}
          pattern="[A-Z]{3}"
          maxLength={3}
          required
        />
        <TextInput name="creditNote" label={say('creditNote')} maxLength={64} autoComplete="off" />
      </div>
      <Checkbox name="more" label={say('moreLabel')} />
    </>
  );
}

type Say = ReturnType<typeof useSliceWords<keyof (typeof vendorReturnsWords)['en']>>;

function saidOf(answer: Answer, picked: readonly ReturnedUnitOnWire[], given: FormData, say: Say) {
  const text = (name: string) => String(given.get(name) ?? '').trim();
  const units = picked.map(({ unit }) => ({ unit: unit.id }));
  if (answer === 'replaced') {
    const replacement = [text('sku'), text('serial')];
    return { units: units.map((one) => ({ ...one, replacement })) };
  }
  if (answer !== 'credited') return { units };
  const currency = text('currency');
  const amount = minorOf(text('amount'), currency);
  if (amount === null) throw new Error(say('badAmount'));
  const note = text('creditNote');
  return {
    units: units.map((one) => ({ ...one, amount })),
    currency,
    more: given.get('more') !== null,
    ...(note === '' ? {} : { creditNote: note }),
  };
}
