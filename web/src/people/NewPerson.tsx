import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CreatedPersonOnWire } from '../../../src/access/people/contract.ts';
import type { GrantOnWire } from '../../../src/access/sessions/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { ToldOnce } from '../shell/acting.tsx';
import { useDevice } from '../shell/device.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { GrantsEditor, useGivable } from './GrantsEditor.tsx';
import { peopleWords } from './people-words.ts';
import '../shell/acting.css';

/** Adds a person; the password for one time is shown once. */
export function NewPerson({ onDone }: { onDone(): void }) {
  const say = useSliceWords(peopleWords);
  const { time } = useSpeech();
  const { roles, sites } = useGivable();
  const here = useDevice().site;
  const [chosen, setGrants] = useState<readonly GrantOnWire[] | null>(null);
  const site = sites.includes(here) ? here : (sites.find((one) => one !== null) ?? null);
  const grants = chosen ?? [
    { role: roles.includes('associate') ? ('associate' as const) : (roles[0] ?? 'associate'), site },
  ];
  const [made, setMade] = useState<CreatedPersonOnWire | null>(null);
  const act = useAct(async (login: string, name: string) => {
    setMade(await ask<CreatedPersonOnWire>('POST', '/api/people', { login, name, grants }));
    forgetList('people');
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void act.run(String(fields.get('login')).trim(), String(fields.get('name')).trim());
  }
  if (made)
    return (
      <>
        <ToldOnce
          label={say('oneTimePassword', { name: made.name })}
          secret={made.password}
          onDone={onDone}
        />
        <p className="soft">{say('oneTimeUntil', { until: time(made.passwordUntil) })}</p>
      </>
    );
  return (
    <form className="panel act-panel" aria-label={say('newPerson')} onSubmit={submit}>
      <h2>{say('newPerson')}</h2>
      <div className="fields">
        <TextInput name="name" label={say('name')} required maxLength={200} autoFocus />
        <TextInput
          name="login"
          label={say('login')}
          description={say('loginHint')}
          required
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          error={act.at('login')}
        />
      </div>
      <GrantsEditor grants={grants} onChange={setGrants} />
      <FormEnd {...act} submit={say('create')} disabled={sites.length === 0} cancel={onDone} />
    </form>
  );
}
