import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { useForgetNumbers, type Whose } from './asking.ts';
import { numberingWords } from './numbering-words.ts';
import { SendForm } from './SendForm.tsx';
import { WhoseField } from './WhoseField.tsx';

type Kind = 'sequence' | 'pattern' | 'random';
const kinds: readonly Kind[] = ['sequence', 'pattern', 'random'];

/** Says how numbers come about: counted up, counted up in a pattern, or random. */
export function DefineNumbers({ whose, close }: { readonly whose: Whose; readonly close: () => void }) {
  const say = useSliceWords(numberingWords);
  const forget = useForgetNumbers();
  const [kind, setKind] = useState<Kind>('sequence');
  async function send({ sku, ...given }: Readonly<Record<string, string>>) {
    const settings = settingsOf(kind, given);
    await ask('POST', '/api/numbers', { sku: whose === undefined ? sku || null : whose, kind, ...settings });
    await forget();
    close();
  }
  return (
    <SendForm label={say('define')} submit={say('save')} send={send} cancel={close}>
      {whose === undefined && <WhoseField />}
      <NativeSelect
        label={say('kind')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Kind)}
        data={kinds.map((value) => ({ value, label: say(value) }))}
      />
      {kind !== 'pattern' && (
        <TextInput name="prefix" label={say('prefix')} maxLength={64} autoComplete="off" />
      )}
      {kind === 'sequence' && (
        <TextInput
          name="width"
          label={say('width')}
          type="number"
          min={1}
          max={15}
          defaultValue="6"
          required
        />
      )}
      {kind === 'pattern' && (
        <>
          <TextInput
            name="pattern"
            label={say('pattern')}
            description={say('patternHint', { open: '{', close: '}' })}
            defaultValue="AC-{number:6}-{check}"
            required
            autoComplete="off"
          />
          <NativeSelect
            name="check"
            label={say('check')}
            data={[
              { value: 'mod_37_36', label: say('mod3736') },
              { value: 'luhn', label: say('luhn') },
              { value: '', label: say('noCheck') },
            ]}
          />
        </>
      )}
      {kind !== 'random' && (
        <TextInput name="start" label={say('start')} type="number" min={0} defaultValue="1" required />
      )}
      {kind === 'random' && (
        <>
          <TextInput
            name="length"
            label={say('length')}
            type="number"
            min={9}
            max={18}
            defaultValue="12"
            required
          />
          <Checkbox name="checked" label={say('withCheck')} defaultChecked />
        </>
      )}
      <p className="soft">{say('defineHint')}</p>
    </SendForm>
  );
}

function settingsOf(kind: Kind, given: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const { prefix, width, start, pattern, check, length, checked } = given;
  if (kind === 'sequence') return { prefix, width: Number(width), start: Number(start) };
  if (kind === 'pattern') return { pattern, start: Number(start), ...(check ? { check } : {}) };
  return { prefix, length: Number(length), check: checked !== undefined };
}
