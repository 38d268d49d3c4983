import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { exampleOf, matchesPattern, readSerialPattern } from '../../../src/domain/serial-pattern.ts';
import { useSliceWords } from '../words/words.ts';
import { catalogWords } from './catalog-words.ts';

/** A field to try a serial against a pattern, by the same rule by which a scan is judged. */
export function TrySerial({ pattern }: { pattern: string }) {
  const say = useSliceWords(catalogWords);
  const [serial, setSerial] = useState('');
  if (pattern.trim() === '') return null;
  const read = readSerialPattern(pattern.trim());
  if ('error' in read) {
    const { at, why } = read.error;
    return (
      <p className="form-problem" role="status">
        {say('patternWrong', { at: at + 1, why })}
      </p>
    );
  }
  const fits = matchesPattern(read.pattern, serial);
  return (
    <div className="try-serial">
      <TextInput
        label={say('trySerial')}
        description={say('patternExample', { example: exampleOf(read.pattern) })}
        value={serial}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => setSerial(currentTarget.value)}
      />
      <p role="status">
        {serial !== '' && (
          <span className="chip" data-tone={fits ? 'good' : 'bad'}>
            {say(fits ? 'serialFits' : 'serialFitsNot')}
          </span>
        )}
      </p>
    </div>
  );
}
