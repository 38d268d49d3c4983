import { Button, PasswordInput, type PasswordInputProps, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { LanguageChoice } from '../shell/LanguageChoice.tsx';
import { useSpeech } from '../words/words.ts';
import { rememberKey } from './session-store.ts';

/** By login and password, or by an API key: the first administrator has nothing else. */
export function SignIn({ known }: { known: SessionOnWire | null }) {
  const { say } = useSpeech();
  const [byKey, setByKey] = useState(false);
  const Form = known?.mustChoosePassword ? ChoosePassword : byKey ? KeyForm : PasswordForm;
  return (
    <main className="sign-in">
      <h1>
        <img src="/unitrail.svg" alt="" width={36} height={36} /> Unitrail
      </h1>
      <Form />
      {!known && (
        <Button variant="subtle" fullWidth onClick={() => setByKey(!byKey)}>
          {say(byKey ? 'signInWithPassword' : 'signInWithKey')}
        </Button>
      )}
      <LanguageChoice />
    </main>
  );
}

function PasswordForm() {
  const { say } = useSpeech();
  const { problem, isBusy, submit } = useSigningIn(({ login, password }) => {
    rememberKey(null);
    return ask('POST', '/api/session', { login, password });
  });
  return (
    <form onSubmit={submit} className="panel">
      <TextInput name="login" label={say('login')} autoComplete="username" required size="md" />
      <SecretInput name="password" label={say('password')} autoComplete="current-password" mt="sm" />
      <Ending problem={problem} isBusy={isBusy} label={say('signIn')} />
    </form>
  );
}

function KeyForm() {
  const { say } = useSpeech();
  const { problem, isBusy, submit } = useSigningIn(async ({ key = '' }) => {
    rememberKey(key.trim());
    try {
      return await ask<SessionOnWire>('GET', '/api/session');
    } catch (error) {
      rememberKey(null);
      throw error;
    }
  });
  return (
    <form onSubmit={submit} className="panel">
      <SecretInput name="key" label={say('apiKey')} description={say('apiKeyHint')} autoComplete="off" />
      <Ending problem={problem} isBusy={isBusy} label={say('signIn')} />
    </form>
  );
}

function ChoosePassword() {
  const { say } = useSpeech();
  const { problem, isBusy, submit } = useSigningIn((fields) => ask('POST', '/api/session/password', fields));
  return (
    <form onSubmit={submit} className="panel">
      <h2>{say('mustChoosePassword')}</h2>
      <SecretInput name="password" label={say('password')} autoComplete="current-password" />
      <SecretInput name="newPassword" label={say('newPassword')} autoComplete="new-password" mt="sm" />
      <Ending problem={problem} isBusy={isBusy} label={say('mustChoosePassword')} />
    </form>
  );
}

/** A password or key, shown only when one asks to see it. */
function SecretInput(props: PasswordInputProps) {
  const { say } = useSpeech();
  const toggle = { 'aria-label': say('showOrHide') };
  return <PasswordInput {...props} visibilityToggleButtonProps={toggle} required size="md" />;
}

type Fields = Readonly<Record<string, string>>;

function useSigningIn(begin: (fields: Fields) => Promise<SessionOnWire>) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Fields;
    setBusy(true);
    setProblem(null);
    try {
      const session = await begin(fields);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      client.setQueryData(['session'], session);
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  }
  return { problem, isBusy, submit };
}

function Ending({ problem, isBusy, label }: { problem: Error | null; isBusy: boolean; label: string }) {
  const { say } = useSpeech();
  const isAway = problem instanceof ServerProblem && problem.status === 0;
  return (
    <>
      {problem && (
        <p role="alert" className="form-problem">
          <strong>{say(isAway ? 'offline' : 'notSignedIn')}.</strong> {problem.message}
        </p>
      )}
      <Button type="submit" fullWidth size="md" mt="md" loading={isBusy}>
        {label}
      </Button>
    </>
  );
}
