import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { identifierKinds } from '../../../src/domain/facts.ts';
import { moves } from '../../../src/domain/lifecycle.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import type { Unit } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { unitNumbersWords } from './unit-numbers-words.ts';

type Identifier = Unit['identifiers'][number];
interface Change {
  readonly what: 'add' | 'replace' | 'end';
  readonly of: Identifier | null;
}

/** All numbers that find the unit, those that have ended too; and changing them, one at a time. */
export function UnitNumbers({ unit }: { unit: Unit }) {
  const { say: sayAll, words } = useSpeech();
  const say = useSliceWords(unitNumbersWords);
  const may = useMay();
  const site = useDevice().site;
  const [change, setChange] = useState<Change | null>(null);
  const isHere = moves.reidentify.from.includes(unit.status) && unit.see === null;
  const isAllowed = may('scan', site);
  const canChange = isHere && isAllowed && change === null;
  return (
    <section className="panel" aria-labelledby="unit-numbers">
      <h2 id="unit-numbers">{sayAll('numbers')}</h2>
      <ul className="plain-list">
        {unit.identifiers.map((one) => (
          <li key={`${one.kind} ${one.value} ${one.since}`} className="number-line">
            <span className="soft">{words.number[one.kind]}</span>
            <span className="number">{one.until === null ? one.value : <s>{one.value}</s>}</span>
            <span className="soft">
              <a href={`#event-${one.since}`}>{sayAll('numberSince', { seq: one.since })}</a>
              {one.until !== null && ', '}
              {one.until !== null && (
                <a href={`#event-${one.until}`}>{sayAll('numberUntil', { seq: one.until })}</a>
              )}
            </span>
            {canChange && one.until === null && <NumberActions number={one} choose={setChange} />}
          </li>
        ))}
      </ul>
      {canChange && (
        <Button variant="default" onClick={() => setChange({ what: 'add', of: null })}>
          {say('add')}
        </Button>
      )}
      {!isHere && <p className="soft">{say('notNow')}</p>}
      {isHere && !isAllowed && <p className="soft">{say('notAllowed')}</p>}
      {change !== null && <ChangeForm unit={unit} change={change} close={() => setChange(null)} />}
    </section>
  );
}

function NumberActions({ number, choose }: { number: Identifier; choose: (change: Change) => void }) {
  const say = useSliceWords(unitNumbersWords);
  return (
    <span className="chips">
      <Button
        variant="default"
        aria-label={`${say('replace')} ${number.value}`}
        onClick={() => choose({ what: 'replace', of: number })}
      >
        {say('replace')}
      </Button>
      {number.kind !== 'serial' && (
        <Button
          variant="default"
          aria-label={`${say('end')} ${number.value}`}
          onClick={() => choose({ what: 'end', of: number })}
        >
          {say('end')}
        </Button>
      )}
    </span>
  );
}

function ChangeForm({ unit, change, close }: { unit: Unit; change: Change; close: () => void }) {
  const { words } = useSpeech();
  const say = useSliceWords(unitNumbersWords);
  const site = useDevice().site!;
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const { what, of } = change;
  const old = of && { kind: words.number[of.kind], value: of.value };
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setSending(true);
    setProblem(await send(unit, site, detailsOf(change, given)).catch(() => say('away')));
    setSending(false);
  }
  return (
    <form aria-label={say(what)} onSubmit={(event) => void submit(event)} className="stack">
      {old && <p>{say(what === 'end' ? 'ending' : 'replacing', old)}</p>}
      {what === 'add' && (
        <NativeSelect
          name="kind"
          label={say('kind')}
          defaultValue="own_label"
          data={identifierKinds
            .filter((kind) => kind !== 'serial')
            .map((kind) => ({ value: kind, label: words.number[kind] }))}
        />
      )}
      {what !== 'end' && (
        <TextInput
          name="number"
          label={say(what === 'add' ? 'number' : 'newNumber')}
          required
          autoComplete="off"
        />
      )}
      <TextInput name="reason" label={say('reason')} required maxLength={200} />
      {what !== 'add' && <TextInput name="proof" label={say('proof')} description={say('proofHint')} />}
      {problem !== null && problem !== '' && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        <Button type="submit" loading={isSending}>
          {say('save')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );

  /** Null where it was recorded; otherwise why not, in the server's own sentence. */
  async function send(
    { id }: Unit,
    at: string,
    details: Readonly<Record<string, string>>,
  ): Promise<string | null> {
    const scan = { id: scanId(Date.now()), codes: [`UNIT:${id}`], input: 'keyed', details };
    const body = { move: 'reidentify', site: at, scans: [scan] };
    const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', '/api/scans', body);
    const [answer] = answers;
    if (answer?.outcome !== 'recorded') return answer?.sentence ?? '';
    forgetUnits();
    close();
    return null;
  }
}

function detailsOf({ what, of }: Change, given: Readonly<Record<string, string>>): Record<string, string> {
  const { kind, number = '', reason = '', proof } = given;
  const value = number.trim();
  return {
    reason,
    ...(what === 'add' ? { identifier: `${kind}:${value}` } : {}),
    ...(what === 'replace' ? { identifier: `${of!.kind}:${value}` } : {}),
    ...(what !== 'add' && of!.kind !== 'serial' ? { replaces: `${of!.kind}:${of!.value}` } : {}),
    ...(proof ? { proof } : {}),
  };
}
