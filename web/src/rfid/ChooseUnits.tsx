import { Button, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ask, ServerProblem } from '../server/ask.ts';
import type { Found, Page, Unit } from '../server/wire.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useDevice } from '../shell/device.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import '../forms/forms.css';
import { rfidWords } from './rfid-words.ts';

/** Streams tell of so many units at once. */
const mostAtOnce = 50;

/** What to look for: a unit by any of its numbers, or all that is missing at this site. */
export function ChooseUnits({ add }: { add(ids: readonly string[]): void }) {
  const say = useSliceWords(rfidWords);
  const site = useDevice().site!;
  const [note, setNote] = useState<'noSuchUnit' | 'nothingMissing' | null>(null);
  const take = (units: readonly Pick<Unit, 'id'>[], otherwise: NonNullable<typeof note>) => {
    setNote(units.length === 0 ? otherwise : null);
    if (units.length > 0) add(units.map(({ id }) => String(id)));
  };
  const byNumber = useAct(async (code: string) => {
    const found = await ask<Found>('GET', `/api/units/by-code/${encodeURIComponent(code)}`).catch(noneFound);
    take(found.units, 'noSuchUnit');
  });
  const missing = useAct(async () => {
    const path = `/api/units?site=${encodeURIComponent(site)}&status=missing&limit=${mostAtOnce}`;
    take((await ask<Page<Unit>>('GET', path)).items, 'nothingMissing');
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const code = String(new FormData(form).get('code')).trim();
    if (code !== '') void byNumber.run(code).then(() => form.reset());
  }
  return (
    <form className="panel act-panel" aria-label={say('look')} onSubmit={submit}>
      <TextInput name="code" label={say('whichUnits')} autoComplete="off" required />
      <p role="status" className="find-state">
        {note !== null && say(note)}
      </p>
      <ProblemNote problem={byNumber.problem ?? missing.problem} />
      <div className="form-buttons">
        <Button type="submit" loading={byNumber.isBusy} leftSection={<Search size={18} aria-hidden />}>
          {say('look')}
        </Button>
        <Button variant="default" loading={missing.isBusy} onClick={() => void missing.run()}>
          {say('lookMissing')}
        </Button>
      </div>
    </form>
  );
}

/** A number that is no unit's is no fault. */
function noneFound(error: unknown): Pick<Found, 'units'> {
  if (error instanceof ServerProblem && error.status === 404) return { units: [] };
  throw error;
}
