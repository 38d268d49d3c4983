import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useEffect, useRef } from 'react';
import { type Move, moves } from '../../../src/domain/lifecycle.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { detailOf, MoveField } from './MoveField.tsx';
import { holdsToLift, type Rights } from './moves-now.ts';
import { SpotField } from './SpotField.tsx';
import { scanningWords } from './scanning-words.ts';

export interface MoveDetailsProps {
  readonly move: Move;
  readonly site: string;
  readonly unit: { readonly holds: readonly string[] };
  readonly rights: Rights;
  perform(details: Readonly<Record<string, unknown>>, location?: string): void;
  cancel(): void;
}

/** What a move needs besides the unit, asked in place: no window opens in front of the verdict. */
export function MoveDetails({ move, site, unit, rights, perform, cancel }: MoveDetailsProps) {
  const { say, words } = useSpeech();
  const { needs: must = [], asks: needs = must } = moves[move];
  const asksSpot = needs.length === 0;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const { location, ...texts } = given;
    const details = Object.entries(texts).map(([name, text]) => detailOf(name, text));
    perform(Object.assign({}, ...details), location === '' ? undefined : location);
  }

  return (
    <form ref={form} onSubmit={submit} className="stack">
      {move === 'lift_hold' ? (
        <HoldField holds={holdsToLift(unit, rights)} />
      ) : (
        needs.map((field) => <MoveField key={field} move={move} field={field} rights={rights} />)
      )}
      {asksSpot && <SpotField site={site} />}
      <div className="scan-row">
        <Button type="submit">{say('doIt', { move: words.move[move] })}</Button>
        <Button variant="default" onClick={cancel}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Of several holds of one kind each is lifted alone. */
function HoldField({ holds }: { holds: readonly string[] }) {
  const sayHere = useSliceWords(scanningWords);
  const { hold } = useSpeech();
  const data = holds.map((value) => ({ value, label: hold(value) }));
  return <NativeSelect name="hold" label={sayHere('whichHold')} data={data} />;
}
