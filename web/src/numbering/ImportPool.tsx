import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useForgetNumbers, type Whose } from './asking.ts';
import { numberingWords } from './numbering-words.ts';
import { SendForm } from './SendForm.tsx';
import { WhoseField } from './WhoseField.tsx';

/** Brings in numbers that a maker gave, as lists and ranges. */
export function ImportPool({ whose, close }: { readonly whose: Whose; readonly close: () => void }) {
  const say = useSliceWords(numberingWords);
  const { number } = useSpeech();
  const forget = useForgetNumbers();
  const [done, setDone] = useState<{ readonly added: number; readonly known: number } | null>(null);
  async function send({ sku, numbers }: Readonly<Record<string, string>>) {
    const body = { sku: whose === undefined ? sku || null : whose, numbers };
    setDone(await ask<{ added: number; known: number }>('POST', '/api/number-pools', body));
    await forget();
  }
  return (
    <SendForm label={say('importPool')} submit={say('bringIn')} send={send} cancel={close}>
      {whose === undefined && <WhoseField />}
      <Textarea
        name="numbers"
        label={say('numbers')}
        description={say('numbersHint')}
        required
        autosize
        minRows={3}
        maxRows={12}
      />
      {done && (
        <p role="status">{say('broughtIn', { added: number(done.added), known: number(done.known) })}</p>
      )}
    </SendForm>
  );
}
