import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { saveBlockFile, type TakenBlock, useForgetNumbers, useNumberRights } from './asking.ts';
import { numberingWords } from './numbering-words.ts';
import { SendForm } from './SendForm.tsx';
import { WhoseField } from './WhoseField.tsx';

/** So many come with the answer (numbersAtOnceMax); for more one keeps the catalog. */
const atOnce = 1_000;
const most = 1_000_000;

/** Takes numbers, for oneself, a printer or a supplier; `sku` undefined: of whom is asked. */
export function TakeNumbers({ sku: given }: { readonly sku: string | undefined }) {
  const say = useSliceWords(numberingWords);
  const { number } = useSpeech();
  const rights = useNumberRights();
  const forget = useForgetNumbers();
  const [holder, setHolder] = useState('us');
  const [taken, setTaken] = useState<TakenBlock | null>(null);
  if (!rights.take) return null;
  async function send({ sku, count, name, note }: Readonly<Record<string, string>>) {
    const body = {
      id: scanId(Date.now()),
      sku: given ?? (sku || null),
      count: Number(count),
      ...(holder === 'us' ? {} : { holder: { kind: holder, name } }),
      ...(note ? { note } : {}),
    };
    setTaken(await ask<TakenBlock>('POST', '/api/number-blocks', body));
    await forget();
  }
  const max = rights.define ? most : atOnce;
  return (
    <section className="panel" aria-labelledby="take-numbers">
      <h2 id="take-numbers">{say('take')}</h2>
      <SendForm label={say('take')} submit={say('takeThem')} send={send}>
        <div className="numbers-fields">
          {given === undefined && <WhoseField />}
          <TextInput
            name="count"
            label={say('count')}
            description={say(rights.define ? 'countMany' : 'countFew', { max: number(max) })}
            type="number"
            min={1}
            max={max}
            defaultValue="10"
            required
          />
          <NativeSelect
            label={say('holder')}
            value={holder}
            onChange={(event) => setHolder(event.currentTarget.value)}
            data={(['us', 'printer', 'supplier'] as const).map((value) => ({ value, label: say(value) }))}
          />
          {holder !== 'us' && <TextInput name="name" label={say('holderName')} required maxLength={200} />}
          <TextInput name="note" label={say('note')} maxLength={2_000} autoComplete="off" />
        </div>
      </SendForm>
      {taken && <Taken block={taken} />}
    </section>
  );
}

/** The numbers that were just taken. */
function Taken({ block }: { readonly block: TakenBlock }) {
  const say = useSliceWords(numberingWords);
  const { number } = useSpeech();
  const [problem, setProblem] = useState<string | null>(null);
  const all = block.numbers ?? [];
  // Browsers have no clipboard for pages over plain HTTP.
  const canCopy = 'clipboard' in navigator;
  const save = () => saveBlockFile(block.id).catch((error: Error) => setProblem(error.message));
  return (
    <div className="numbers-taken" role="status">
      <p>
        <strong>{say('takenNow', { count: number(block.wanted), id: block.id })}</strong>
      </p>
      {block.numbers === null ? (
        <p>{say('beingMade')}</p>
      ) : (
        <>
          <ul className="plain-list numbers-grid" aria-label={say('numbers')}>
            {all.slice(0, 100).map((one) => (
              <li key={one} className="number">
                {one}
              </li>
            ))}
          </ul>
          {all.length > 100 && <p className="soft">{say('restInFile')}</p>}
          <div className="numbers-actions">
            {canCopy && (
              <Button variant="default" onClick={() => void navigator.clipboard.writeText(all.join('\n'))}>
                {say('copy')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<Download size={16} aria-hidden />}
              onClick={() => void save()}
            >
              {say('file')}
            </Button>
          </div>
        </>
      )}
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
