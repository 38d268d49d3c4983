import './access.css';
import { Button, PasswordInput, type PasswordInputProps, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { WaitingScans } from '../scanning/WaitingScans.tsx';
import { ask } from '../server/ask.ts';
import { LanguageChoice } from '../shell/LanguageChoice.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { BadgeForm } from './BadgeForm.tsx';
import { SignInProblem } from './SignInProblem.tsx';
import { rememberKey } from './session-store.ts';
import { signOnAddress, useHasSingleSignOn } from './use-sign-in-ways.ts';
import { useSigningIn } from './use-signing-in.ts';
import { deviceName, useThisDevice } from './use-this-device.ts';

const forms = { badge: BadgeForm, password: PasswordForm, key: KeyForm } as const;
type Way = keyof typeof forms;

/** By badge where the browser is a device that was let in, by login and password, or by an API key. */
export function SignIn({ known }: { known: SessionOnWire | null }) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(accessWords);
  const device = useThisDevice().data;
  const hasSingleSignOn = useHasSingleSignOn();
  const [chosen, setWay] = useState<Way | null>(null);
  const isDevice = device?.device != null;
  const way = chosen ?? (isDevice ? 'badge' : 'password');
  const Form = known?.mustChoosePassword ? ChoosePassword : forms[way];
  const ways = {
    badge: isDevice ? sayHere('withBadge') : null,
    password: say('signInWithPassword'),
    key: say('signInWithKey'),
  };
  return (
    <main className="sign-in">
      <h1>
        <img src="/unitrail.svg" alt="" width={36} height={36} /> Unitrail
      </h1>
      {device?.device && (
        <p className="soft device-line">{sayHere('onDevice', { device: deviceName(device.device) })}</p>
      )}
      {device?.why === 'device_revoked' && <ShutOut />}
      <WaitingScans by={null} />
      <Form />
      {!known && hasSingleSignOn && (
        <Button component="a" href={signOnAddress('start', location.pathname)} variant="default" fullWidth>
          {sayHere('withCompany')}
        </Button>
      )}
      {!known &&
        (['badge', 'password', 'key'] as const).map(
          (other) =>
            other !== way &&
            ways[other] !== null && (
              <Button key={other} variant="subtle" fullWidth onClick={() => setWay(other)}>
                {ways[other]}
              </Button>
            ),
        )}
      <LanguageChoice />
    </main>
  );
}

function ShutOut() {
  const say = useSliceWords(accessWords);
  return (
    <section className="form-problem" role="alert">
      <strong>{say('shutOut')}.</strong> {say('shutOutHint')}{' '}
      <Link to="/pair" className="on-bad">
        {say('pairTitle')}
      </Link>
    </section>
  );
}

function PasswordForm() {
  const { say } = useSpeech();
  const form = useForm(({ login, password }) => {
    rememberKey(null);
    return ask<SessionOnWire>('POST', '/api/session', { login, password });
  });
  return (
    <form onSubmit={form.submit} className="panel">
      <TextInput name="login" label={say('login')} autoComplete="username" required size="md" />
      <SecretInput name="password" label={say('password')} autoComplete="current-password" mt="sm" />
      <Ending {...form} label={say('signIn')} />
    </form>
  );
}

function KeyForm() {
  const { say } = useSpeech();
  const form = useForm(async ({ key = '' }) => {
    rememberKey(key.trim());
    try {
      return await ask<SessionOnWire>('GET', '/api/session');
    } catch (error) {
      rememberKey(null);
      throw error;
    }
  });
  return (
    <form onSubmit={form.submit} className="panel">
      <SecretInput name="key" label={say('apiKey')} description={say('apiKeyHint')} autoComplete="off" />
      <Ending {...form} label={say('signIn')} />
    </form>
  );
}

function ChoosePassword() {
  const { say } = useSpeech();
  const form = useForm((fields) => ask<SessionOnWire>('POST', '/api/session/password', fields));
  return (
    <form onSubmit={form.submit} className="panel">
      <h2>{say('mustChoosePassword')}</h2>
      <SecretInput name="password" label={say('password')} autoComplete="current-password" />
      <SecretInput name="newPassword" label={say('newPassword')} autoComplete="new-password" mt="sm" />
      <Ending {...form} label={say('mustChoosePassword')} />
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

function useForm(begin: (fields: Fields) => Promise<SessionOnWire>) {
  const { problem, isBusy, signIn } = useSigningIn();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Fields;
    void signIn(() => begin(fields));
  }
  return { problem, isBusy, submit };
}

function Ending({ problem, isBusy, label }: { problem: Error | null; isBusy: boolean; label: string }) {
  return (
    <>
      <SignInProblem problem={problem} />
      <Button type="submit" fullWidth size="md" mt="md" loading={isBusy}>
        {label}
      </Button>
    </>
  );
}
