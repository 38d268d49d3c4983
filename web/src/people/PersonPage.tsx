import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { PersonOnWire } from '../../../src/access/people/contract.ts';
import { ask } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Badge } from './Badge.tsx';
import { useForgetPerson } from './forget-person.ts';
import { GrantsEditor } from './GrantsEditor.tsx';
import { peopleWords } from './people-words.ts';
import { Roles } from './Roles.tsx';
import { SigningIn } from './SigningIn.tsx';
import './people.css';
import '../shell/acting.css';

/** One person: name, roles, badge, and signing in. */
export function PersonPage() {
  const { id } = useParams({ from: '/people/$id' });
  const person = useQuery({
    queryKey: ['person', id],
    queryFn: () => ask<PersonOnWire>('GET', `/api/people/${encodeURIComponent(id)}`),
  });
  if (person.isPending) return <Loading />;
  if (person.isError) return <Trouble error={person.error} reset={() => void person.refetch()} />;
  return <Person key={person.data.id} person={person.data} />;
}

function Person({ person }: { person: PersonOnWire }) {
  const say = useSliceWords(peopleWords);
  const { time } = useSpeech();
  const may = useMay();
  const { data: session } = useSession();
  const isOwn = session?.login === person.login;
  const { name, login, actor, createdAt, disabledAt } = person;
  return (
    <div className="stack">
      <header>
        <h1>{name}</h1>
        <p className="chips under-title">
          <span className="number soft">{login}</span>
          {disabledAt !== null && (
            <span className="chip" data-tone="bad">
              {say('disabled')}
            </span>
          )}
          <Roles grants={person.grants} />
        </p>
      </header>
      {isOwn && <p className="panel">{say('ownHint')}</p>}
      <section className="panel act-panel">
        <Rename person={person} />
        <dl className="facts">
          <div>
            <dt>{say('actor')}</dt>
            <dd className="number">{actor}</dd>
          </div>
          <div>
            <dt>{say('since')}</dt>
            <dd>{time(createdAt)}</dd>
          </div>
        </dl>
        {may('audit', null) && (
          <Link to="/audit" search={{ subject: `person:${login}` }}>
            {say('changes')}
          </Link>
        )}
      </section>
      {!isOwn && <RolesForm person={person} />}
      <Badge person={person} />
      <SigningIn person={person} isOwn={isOwn} />
    </div>
  );
}

function Rename({ person: { id, name } }: { person: PersonOnWire }) {
  const say = useSliceWords(peopleWords);
  const forget = useForgetPerson();
  const act = useAct(async (wanted: string) => {
    await ask('PATCH', `/api/people/${id}`, { name: wanted });
    await forget(id);
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(String(new FormData(event.currentTarget).get('name')).trim());
  }
  return (
    <form className="one-field" onSubmit={submit}>
      <TextInput name="name" label={say('name')} defaultValue={name} required maxLength={200} />
      <Button type="submit" variant="default" loading={act.isBusy}>
        {say('rename')}
      </Button>
      <ProblemNote problem={act.problem} />
    </form>
  );
}

function RolesForm({ person: { id, grants } }: { person: PersonOnWire }) {
  const say = useSliceWords(peopleWords);
  const forget = useForgetPerson();
  const given = grants.filter(({ bySignOn }) => !bySignOn).map(({ role, site }) => ({ role, site }));
  const [wanted, setWanted] = useState<typeof given>(given);
  const act = useAct(async () => {
    await ask('PATCH', `/api/people/${id}`, { grants: wanted });
    await forget(id);
  });
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(given);
  const bySignOn = grants.filter((grant) => grant.bySignOn);
  return (
    <section className="panel act-panel" aria-labelledby="roles">
      <h2 id="roles">{say('roles')}</h2>
      {bySignOn.length > 0 && (
        <p>
          <Roles grants={bySignOn} /> <span className="soft">{say('bySignOn')}</span>
        </p>
      )}
      <GrantsEditor grants={wanted} onChange={(next) => setWanted([...next])} />
      <ProblemNote problem={act.problem} />
      {isChanged && (
        <Button onClick={() => void act.run()} loading={act.isBusy}>
          {say('saveRoles')}
        </Button>
      )}
    </section>
  );
}
