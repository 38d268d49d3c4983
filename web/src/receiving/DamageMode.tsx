import { Button, TextInput } from '@mantine/core';
import { PackageX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { receivingWords } from './receiving-words.ts';

interface DamageModeProps {
  /** What is wrong with the next unit; null: nothing. */
  readonly damage: string | null;
  /** Where damaged units go. */
  readonly apart: string | null;
  change(damage: string | null): void;
}

/** Says what is wrong with the next unit before it is scanned: it goes apart, and the mode ends with that scan. */
export function DamageMode({ damage, apart, change }: DamageModeProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const [isAsking, setAsking] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    change(String(new FormData(event.currentTarget).get('damage')).trim());
    setAsking(false);
  }
  if (damage !== null)
    return (
      <p className="receiving-damage" role="status">
        <PackageX size={20} aria-hidden /> {sayHere('nextDamaged', { damage, spot: apart ?? '' })}
        <Button size="compact-md" variant="default" onClick={() => change(null)}>
          {say('cancel')}
        </Button>
      </p>
    );
  if (!isAsking)
    return (
      <div className="receiving-mode">
        <Button
          variant="default"
          leftSection={<PackageX size={18} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {sayHere('damagedOne')}
        </Button>
      </div>
    );
  return (
    <form className="receiving-ask" onSubmit={submit}>
      <TextInput
        name="damage"
        label={sayHere('whatIsWrong')}
        required
        pattern=".*\S.*"
        maxLength={200}
        autoComplete="off"
        data-autofocus
      />
      <div className="scan-row">
        <Button type="submit" variant="default">
          {sayHere('thenScan')}
        </Button>
        <Button variant="default" onClick={() => setAsking(false)}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
