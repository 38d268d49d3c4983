import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BlockOnWire } from '../../../src/operations/numbering/contract.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { Block } from './Blocks.tsx';
import { numberingWords } from './numbering-words.ts';
import { SendForm } from './SendForm.tsx';

/** Tells who was given a number that somebody holds in his hand. */
export function WhoseNumber() {
  const say = useSliceWords(numberingWords);
  const [found, setFound] = useState<{ readonly number: string; readonly blocks: readonly BlockOnWire[] }>();
  async function send({ number = '' }: Readonly<Record<string, string>>) {
    const wanted = number.trim();
    const { blocks } = await ask<{ blocks: readonly BlockOnWire[] }>(
      'GET',
      `/api/numbers/given/${encodeURIComponent(wanted)}`,
    );
    setFound({ number: wanted, blocks });
  }
  return (
    <section className="panel" aria-labelledby="whose-number">
      <h2 id="whose-number">{say('whoseNumber')}</h2>
      <SendForm label={say('whoseNumber')} submit={say('lookUp')} send={send}>
        <TextInput name="number" label={say('number')} required autoComplete="off" maxLength={512} />
      </SendForm>
      {found && (
        <div role="status">
          {found.blocks.length === 0 ? (
            <p>{say('nobodys', { number: found.number })}</p>
          ) : (
            <ul className="plain-list numbers-list">
              {found.blocks.map((block) => (
                <Block key={block.id} block={block} named />
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}
