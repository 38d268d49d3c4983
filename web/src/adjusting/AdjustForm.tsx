import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import { conditions, uses } from '../../../src/domain/facts.ts';
import { moves } from '../../../src/domain/lifecycle.ts';
import { isDestruction, retireReasons } from '../../../src/domain/retirement.ts';
import type { AdjustmentAnswerOnWire, ReasonOnWire } from '../../../src/operations/adjusting/contract.ts';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { useLocations } from '../server/queries.ts';
import type { Unit } from '../server/wire.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useReasons, useReasonWords } from './adjusting-queries.ts';
import { adjustingWords } from './adjusting-words.ts';

export type Subject =
  | { readonly unit: Unit; readonly product: null }
  | { readonly unit: null; readonly product: ProductOnWire };

type Act = ReasonOnWire['acts'][number];
const moveOf = {
  lose: 'lose',
  find: 'find',
  condition: 'inspect',
  use: 'set_use',
  retire: 'retire',
} as const;

interface AdjustFormProps {
  readonly site: string;
  readonly subject: Subject;
  readonly scan: { readonly codes: readonly string[]; readonly input: Evidence };
  readonly isLead: boolean;
  recorded(sentence: string): void;
}

/** What is so, why, and what else it takes; only what the thing's status allows is offered. */
export function AdjustForm({ site, subject, scan, isLead, recorded }: AdjustFormProps) {
  const say = useSliceWords(adjustingWords);
  const { words } = useSpeech();
  const reasonWord = useReasonWords();
  const reasons = useReasons();
  // Made once: sent again after a lost reply it has one effect.
  const [id] = useState(() => scanId(Date.now()));
  const offered = actsFor(subject);
  const [act, setAct] = useState<Act>(offered[0] ?? 'find');
  const [retirement, setRetirement] = useState<string>('scrapped');
  const [reason, setReason] = useState('');
  const send = useAct(async (fields: FormData) => {
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const optional = (name: string) => (text(name) === '' ? {} : { [name]: text(name) });
    const answer = await ask<AdjustmentAnswerOnWire>('POST', '/api/adjustments', {
      ...{ id, act, reason: text('reason'), site, codes: scan.codes, input: scan.input },
      ...(subject.unit
        ? { seen: subject.unit.seq }
        : { sku: subject.product.sku, quantity: Number(text('quantity')) }),
      ...Object.assign({}, ...['location', 'condition', 'use', 'note', 'proof'].map(optional)),
      ...(act === 'retire' ? { retirement } : {}),
    });
    if (answer.outcome === 'refused') throw new Error(answer.sentence);
    forgetList('adjustments');
    recorded(answer.exceptions[0]?.sentence ?? answer.sentence);
  });
  if (reasons.isPending) return <Loading />;
  if (reasons.isError) return <Trouble error={reasons.error} reset={() => void reasons.refetch()} />;
  const fitting = reasons.data.filter(({ acts, active }) => active && acts.includes(act));
  const chosen = fitting.find(({ code }) => code === reason) ?? fitting[0];
  const needsProof = chosen?.needsProof === true || (act === 'retire' && isDestruction(retirement));
  if (offered.length === 0) return <p className="panel">{say('nothingFits')}</p>;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void send.run(new FormData(event.currentTarget));
  }
  return (
    <form className="panel stack" aria-labelledby="adjust" onSubmit={submit}>
      <h2 id="adjust">{say('whatIsSo')}</h2>
      <NativeSelect
        label={say('act')}
        value={act}
        onChange={({ currentTarget }) => setAct(currentTarget.value as Act)}
        data={offered.map((value) => ({
          value,
          label: value === 'retire' && !isLead ? `${say(value)} (${say('onlyLead')})` : say(value),
          disabled: value === 'retire' && !isLead,
        }))}
      />
      {act === 'condition' && (
        <NativeSelect
          name="condition"
          label={say('condition')}
          data={conditions.map((value) => ({ value, label: words.condition[value] }))}
        />
      )}
      {act === 'use' && (
        <NativeSelect
          name="use"
          label={say('use')}
          data={uses.map((value) => ({ value, label: words.use[value] }))}
        />
      )}
      {act === 'retire' && (
        <NativeSelect
          label={say('leavesAs')}
          value={retirement}
          onChange={({ currentTarget }) => setRetirement(currentTarget.value)}
          data={retireReasons.map((value) => ({
            value,
            label: words.retireReason[value as 'scrapped'] ?? value,
          }))}
        />
      )}
      {subject.product && (
        <TextInput
          name="quantity"
          label={say('pieces')}
          required
          inputMode="numeric"
          pattern="[1-9][0-9]{0,8}"
          autoComplete="off"
        />
      )}
      {(act === 'find' || subject.product) && (
        <SpotChoice site={site} label={say(act === 'find' ? 'foundAt' : 'spot')} />
      )}
      <NativeSelect
        name="reason"
        label={say('reason')}
        required
        value={chosen?.code ?? ''}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data={fitting.map(({ code, name }) => ({ value: code, label: reasonWord(code, name) }))}
      />
      <TextInput
        name="proof"
        label={say('proof')}
        description={needsProof ? say('proofNeeded') : undefined}
        required={needsProof}
        maxLength={300}
        autoComplete="off"
      />
      <Textarea name="note" label={say('note')} autosize maxLength={300} />
      <ProblemNote problem={send.problem} />
      <div className="scan-row">
        <Button type="submit" loading={send.isBusy} disabled={!chosen}>
          {say('record')}
        </Button>
      </div>
    </form>
  );
}

/** What may be said of the thing as it stands; of pieces only that they are fewer or more. */
function actsFor({ unit }: Subject): readonly Act[] {
  if (!unit) return ['lose', 'find', 'retire'];
  const all: readonly Act[] = ['lose', 'find', 'condition', 'use', 'retire'];
  return all.filter((act) => moves[moveOf[act]].from.includes(unit.status));
}

function SpotChoice({ site, label }: { site: string; label: string }) {
  const say = useSliceWords(adjustingWords);
  const { data } = useLocations(site);
  const spots = (data?.items ?? []).filter(({ active }) => active);
  return (
    <NativeSelect
      name="location"
      label={label}
      data={[
        { value: '', label: say('anySpot') },
        ...spots.map(({ code, name }) => ({
          value: code,
          label: name === code ? code : `${code} · ${name}`,
        })),
      ]}
    />
  );
}
