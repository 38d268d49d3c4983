import { Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CreatedKeyOnWire } from '../../../src/access/contract.ts';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { forgetList } from '../lists/use-list.ts';
import { accessWords } from '../people/access-words.ts';
import { useGivable } from '../people/GrantsEditor.tsx';
import { ask } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { ToldOnce } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { keysWords } from './keys-words.ts';

type Permission = SessionOnWire['may'][number]['permission'];

/** Makes a key, of what one may give; it is shown once. */
export function NewKey({ onDone }: { onDone(): void }) {
  const say = useSliceWords(keysWords);
  const [made, setMade] = useState<CreatedKeyOnWire | null>(null);
  const act = useAct(async (body: Readonly<Record<string, unknown>>) => {
    setMade(await ask<CreatedKeyOnWire>('POST', '/api/keys', body));
    forgetList('keys');
  });
  if (made) return <ToldOnce label={say('theKey', { name: made.name })} secret={made.key} onDone={onDone} />;
  return <KeyForm act={act} onDone={onDone} />;
}

interface KeyFormProps {
  readonly act: ReturnType<typeof useAct<[body: Readonly<Record<string, unknown>>]>>;
  onDone(): void;
}

function KeyForm({ act, onDone }: KeyFormProps) {
  const say = useSliceWords(keysWords);
  const sayAccess = useSliceWords(accessWords);
  const { roles } = useGivable();
  const [sites, setSites] = useState<readonly string[] | null>(null);
  const [scopes, setScopes] = useState<readonly Permission[] | null>(null);
  const isShort = sites?.length === 0 || scopes?.length === 0;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const end = String(fields.get('end'));
    void act.run({
      name: String(fields.get('name')).trim(),
      role: fields.get('role'),
      ...(sites === null ? {} : { sites }),
      ...(scopes === null ? {} : { scopes }),
      // To the end of that day where one sits.
      ...(end === '' ? {} : { expiresAt: new Date(`${end}T23:59:59`).toISOString() }),
    });
  }
  return (
    <form className="panel act-panel" aria-label={say('newKey')} onSubmit={submit}>
      <h2>{say('newKey')}</h2>
      <div className="fields">
        <TextInput
          name="name"
          label={say('name')}
          description={say('nameHint')}
          required
          maxLength={200}
          autoFocus
        />
        <NativeSelect
          name="role"
          label={say('role')}
          defaultValue={roles.includes('integration') ? 'integration' : roles[0]}
          data={roles.map((role) => ({ value: role, label: sayAccess(`role_${role}`) }))}
        />
        <TextInput name="end" type="date" label={say('expires')} description={say('expiresHint')} />
      </div>
      <SitesChoice sites={sites} onChange={setSites} />
      <ScopesChoice scopes={scopes} onChange={setScopes} />
      <FormEnd {...act} submit={say('create')} disabled={isShort} cancel={onDone} />
    </form>
  );
}

interface SitesChoiceProps {
  readonly sites: readonly string[] | null;
  onChange(sites: readonly string[] | null): void;
}

function SitesChoice({ sites, onChange }: SitesChoiceProps) {
  const say = useSliceWords(keysWords);
  const sayAccess = useSliceWords(accessWords);
  const givable = useGivable().sites;
  const codes = givable.filter((site) => site !== null);
  const mayAll = givable.includes(null);
  // Who may not give all sites begins with choosing.
  if (sites === null && !mayAll && givable.length > 0) onChange([]);
  return (
    <fieldset className="choices">
      <legend>{say('sites')}</legend>
      {mayAll && (
        <div className="choices-row">
          <Radio label={sayAccess('allSites')} checked={sites === null} onChange={() => onChange(null)} />
          <Radio label={say('chosenSites')} checked={sites !== null} onChange={() => onChange([])} />
        </div>
      )}
      {sites !== null && (
        <Checkbox.Group value={[...sites]} onChange={onChange} aria-label={say('chosenSites')}>
          <div className="choices-row">
            {codes.map((code) => (
              <Checkbox key={code} value={code} label={code} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {sites?.length === 0 && <p className="soft">{say('needsSite')}</p>}
    </fieldset>
  );
}

interface ScopesChoiceProps {
  readonly scopes: readonly Permission[] | null;
  onChange(scopes: readonly Permission[] | null): void;
}

function ScopesChoice({ scopes, onChange }: ScopesChoiceProps) {
  const say = useSliceWords(keysWords);
  const sayAccess = useSliceWords(accessWords);
  const own = useSession().data?.may.map(({ permission }) => permission) ?? [];
  return (
    <fieldset className="choices">
      <legend>{say('scopes')}</legend>
      <div className="choices-row">
        <Radio label={say('allOfRole')} checked={scopes === null} onChange={() => onChange(null)} />
        <Radio label={say('onlyThese')} checked={scopes !== null} onChange={() => onChange(['read'])} />
      </div>
      {scopes !== null && (
        <Checkbox.Group
          value={[...scopes]}
          onChange={(next) => onChange(next as Permission[])}
          aria-label={say('onlyThese')}
        >
          <div className="choices-row">
            {own.map((permission) => (
              <Checkbox key={permission} value={permission} label={sayAccess(`may_${permission}`)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </fieldset>
  );
}
