import { Button, TextInput } from '@mantine/core';
import { PackageX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { PhotoCapture } from '../photos/PhotoCapture.tsx';
import { useCapture } from '../photos/use-capture.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { receivingWords } from './receiving-words.ts';

/** What is wrong with a unit, in words and photographs (their hashes). */
export interface Damage {
  readonly what: string;
  readonly photos: readonly string[];
}

interface DamageModeProps {
  /** What is wrong with the next unit; null: nothing. */
  readonly damage: Damage | null;
  /** Where damaged units go. */
  readonly apart: string | null;
  change(damage: Damage | null): void;
}

/** Says what is wrong with the next unit before it is scanned: it goes apart, and the mode ends with that scan. */
export function DamageMode({ damage, apart, change }: DamageModeProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const [isAsking, setAsking] = useState(false);
  if (damage !== null)
    return (
      <p className="receiving-damage" role="status">
        <PackageX size={20} aria-hidden />
        {sayHere('nextDamaged', { damage: damage.what, spot: apart ?? '' })}
        <Button size="compact-md" variant="default" onClick={() => change(null)}>
          {say('cancel')}
        </Button>
      </p>
    );
  if (isAsking)
    return (
      <WhatIsWrong
        close={() => setAsking(false)}
        tell={(told) => {
          change(told);
          setAsking(false);
        }}
      />
    );
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
}

function WhatIsWrong({ tell, close }: { tell(damage: Damage): void; close(): void }) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const capture = useCapture();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const what = String(new FormData(event.currentTarget).get('damage')).trim();
    tell({ what, photos: capture.hashes });
  }
  return (
    <form className="panel stack receiving-ask" onSubmit={submit}>
      <TextInput
        name="damage"
        label={sayHere('whatIsWrong')}
        required
        pattern=".*\S.*"
        maxLength={200}
        autoComplete="off"
      />
      <PhotoCapture capture={capture} label={sayHere('photosOfDamage')} />
      <div className="scan-row">
        <Button type="submit" loading={capture.isSending}>
          {sayHere('thenScan')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
