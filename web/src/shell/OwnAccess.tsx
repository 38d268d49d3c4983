import { Button, PasswordInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SessionItemOnWire, SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { ask } from '../server/ask.ts';
import { readAll } from '../server/read-all.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { ProblemNote } from './acting.tsx';
import { clientName } from './client-name.ts';
import { ownAccessWords } from './own-access-words.ts';
import { Loading, Trouble } from './Trouble.tsx';
import { type Act, useAct } from './use-act.ts';
import './acting.css';

/** One's own password, PIN and sessions. A key has none of them; on a shared device only the PIN is at hand. */
export function OwnAccess({ session }: { session: SessionOnWire }) {
  if (session.kind !== 'person') return null;
  return (
    <>
      {session.device === null && <OwnPassword />}
      <OwnPin />
      <OwnSessions />
    </>
  );
}

function OwnPassword() {
  const say = useSliceWords(ownAccessWords);
  const client = useQueryClient();
  const act = useAct(async (fields: FormData) => {
    const body = { password: fields.get('password'), newPassword: fields.get('newPassword') };
    client.setQueryData(['session'], await ask<SessionOnWire>('POST', '/api/session/password', body));
    await client.invalidateQueries({ queryKey: ['own-sessions'] });
  });
  return (
    <Change title={say('password')} label={say('changePassword')} done={say('passwordDone')} act={act}>
      <Secret name="password" label={say('now')} autoComplete="current-password" error={act.at('password')} />
      <Secret
        name="newPassword"
        label={say('wanted')}
        description={say('wantedHint')}
        autoComplete="new-password"
        minLength={12}
        error={act.at('newPassword')}
      />
    </Change>
  );
}

function OwnPin() {
  const say = useSliceWords(ownAccessWords);
  const act = useAct((fields: FormData) => ask('POST', '/api/session/pin', { pin: fields.get('pin') }));
  return (
    <Change title={say('pin')} label={say('changePin')} done={say('pinDone')} act={act}>
      <Secret
        name="pin"
        label={say('newPin')}
        description={say('pinHint')}
        autoComplete="off"
        inputMode="numeric"
        pattern="[0-9]{4,8}"
        error={act.at('pin')}
      />
    </Change>
  );
}

function Secret(props: Parameters<typeof PasswordInput>[0]) {
  const { say } = useSpeech();
  return (
    <PasswordInput {...props} required visibilityToggleButtonProps={{ 'aria-label': say('showOrHide') }} />
  );
}

interface ChangeProps {
  readonly title: string;
  readonly label: string;
  readonly done: string;
  readonly act: Act<[fields: FormData]>;
  readonly children: ReactNode;
}

function Change({ title, label, done, act, children }: ChangeProps) {
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (await act.run(new FormData(event.currentTarget))) setState('done');
  }
  return (
    <section className="panel act-panel" aria-label={title}>
      <h2>{title}</h2>
      {state === 'done' && <p role="status">{done}</p>}
      {state === 'open' ? (
        <form className="act-panel" onSubmit={(event) => void submit(event)}>
          {children}
          <FormEnd {...act} submit={label} cancel={() => setState('closed')} />
        </form>
      ) : (
        <Button variant="default" className="act" onClick={() => setState('open')}>
          {label}
        </Button>
      )}
    </section>
  );
}

function OwnSessions() {
  const say = useSliceWords(ownAccessWords);
  const client = useQueryClient();
  const sessions = useQuery({
    queryKey: ['own-sessions'],
    queryFn: () => readAll<SessionItemOnWire>('/api/sessions'),
  });
  const end = useAct(async (id: number) => {
    await ask('DELETE', `/api/sessions/${id}`);
    await client.invalidateQueries({ queryKey: ['own-sessions'] });
  });
  return (
    <section className="panel" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{say('sessions')}</h2>
      {sessions.isPending && <Loading />}
      {sessions.isError && <Trouble error={sessions.error} reset={() => void sessions.refetch()} />}
      <ul className="plain-list">
        {sessions.data?.map((one) => (
          <OwnSession key={one.id} one={one} onEnd={() => void end.run(one.id)} isBusy={end.isBusy} />
        ))}
      </ul>
      <ProblemNote problem={end.problem} />
    </section>
  );
}

interface OwnSessionProps {
  readonly one: SessionItemOnWire;
  readonly isBusy: boolean;
  onEnd(): void;
}

function OwnSession({ one, isBusy, onEnd }: OwnSessionProps) {
  const say = useSliceWords(ownAccessWords);
  const { time } = useSpeech();
  const name = clientName(one.client) ?? say('unknownClient');
  return (
    <li className="own-session">
      <span>
        <b>{name}</b> {say(`by_${one.method}`)} · <span className="number">{one.address}</span>
        <br />
        <span className="soft">
          {say('since', { when: time(one.startedAt) })}, {say('lastUsed', { when: time(one.lastUsedAt) })}
        </span>
      </span>
      {one.isThis ? (
        <span className="chip">{say('thisOne')}</span>
      ) : (
        <Button
          variant="default"
          className="act"
          aria-label={say('end', { client: name })}
          disabled={isBusy}
          onClick={onEnd}
        >
          {say('endShort')}
        </Button>
      )}
    </li>
  );
}
