import { Button, NativeSelect, Switch, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { rememberKey } from '../access/session-store.ts';
import { ask } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { useSpeech } from '../words/words.ts';
import { useDevice } from './device.ts';
import { LanguageChoice } from './LanguageChoice.tsx';

/** What this device remembers, and who is signed in. */
export function SettingsPage() {
  const { say } = useSpeech();
  const { site, chooseSite, sounds, setSounds, vibration, setVibration } = useDevice();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="stack">
      <h1>{say('settings')}</h1>
      <SignedIn />
      <section className="panel stack">
        <LanguageChoice />
        <NativeSelect
          label={say('appearance')}
          value={colorScheme}
          onChange={({ currentTarget }) => setColorScheme(currentTarget.value as 'auto' | 'light' | 'dark')}
          data={[
            { value: 'auto', label: say('asDevice') },
            { value: 'light', label: say('light') },
            { value: 'dark', label: say('dark') },
          ]}
        />
        <Switch
          label={say('sounds')}
          checked={sounds}
          onChange={({ currentTarget }) => setSounds(currentTarget.checked)}
        />
        <Switch
          label={say('vibration')}
          checked={vibration}
          onChange={({ currentTarget }) => setVibration(currentTarget.checked)}
        />
        <Button variant="default" onClick={() => chooseSite(null)}>
          {say('site')}: {site}
        </Button>
      </section>
    </div>
  );
}

function SignedIn() {
  const { say } = useSpeech();
  const client = useQueryClient();
  const { data: session } = useSession();
  if (!session) return null;
  const roles = [
    ...new Set(session.grants.map(({ role, site }) => (site === null ? role : `${role} (${site})`))),
  ];
  async function signOut() {
    await ask('DELETE', '/api/session').catch(() => undefined);
    rememberKey(null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    client.setQueryData(['session'], null);
  }
  return (
    <section className="panel stack">
      <p>
        {say('signedInAs', { name: session.name })} <span className="soft">{roles.join(', ')}</span>
      </p>
      <Button variant="default" onClick={() => void signOut()}>
        {say('signOut')}
      </Button>
    </section>
  );
}
