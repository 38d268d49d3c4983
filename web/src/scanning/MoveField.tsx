import { NativeSelect, TextInput } from '@mantine/core';
import { conditions, uses } from '../../../src/domain/facts.ts';
import type { Move } from '../../../src/domain/lifecycle.ts';
import { retireReasons } from '../../../src/domain/retirement.ts';
import { useSpeech } from '../words/words.ts';
import { holdsToPlace, type Rights } from './moves-now.ts';

/** A word that a move needs besides the unit, under its name in the form. */
export function MoveField({ move, field, rights }: { move: Move; field: string; rights: Rights }) {
  const speech = useSpeech();
  const { say, word } = speech;
  const label = word('field', field);
  const choices = choicesOf(move, field, rights);
  if (field === 'passed' || field === 'locked') {
    const data = [
      { value: 'yes', label: say('yes') },
      { value: 'no', label: say('no') },
    ];
    return <NativeSelect name={field} label={label} data={data} />;
  }
  if (choices) {
    const data = choices.names.map((value) => ({ value, label: word(choices.of, value) }));
    return <NativeSelect name={field} label={label} data={data} />;
  }
  return (
    <TextInput
      name={field}
      label={label}
      required
      type={field === 'due' ? 'date' : 'text'}
      autoComplete="off"
    />
  );
}

function choicesOf(move: Move, field: string, rights: Rights) {
  if (field === 'condition') return { of: 'condition', names: conditions } as const;
  if (field === 'use') return { of: 'use', names: uses } as const;
  if (field === 'kind') return { of: 'hold', names: holdsToPlace(rights) } as const;
  if (field === 'reason' && move === 'retire') return { of: 'retireReason', names: retireReasons } as const;
  return undefined;
}

/** What was filled in, as the ledger takes it. */
export function detailOf(field: string, text: string): Readonly<Record<string, unknown>> {
  if (field === 'passed' || field === 'locked') return { [field]: text === 'yes' };
  if (field !== 'hold') return { [field]: text };
  const [kind, ...reference] = text.split(':');
  return reference.length === 0 ? { kind } : { kind, reference: reference.join(':') };
}
