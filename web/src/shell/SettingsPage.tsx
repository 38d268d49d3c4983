import { Button, NativeSelect, Switch, useMantineColorScheme } from '@mantine/core';
import { accessWords } from '../access/access-words.ts';
import { SignedIn } from '../access/SignedIn.tsx';
import { signOnAddress, useHasSingleSignOn } from '../access/use-sign-in-ways.ts';
import { useSession } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useDevice } from './device.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { OwnAccess } from './OwnAccess.tsx';

/** What this device remembers, and who is signed in. */
export function SettingsPage() {
  const { say } = useSpeech();
  const { site, chooseSite, sounds, setSounds, vibration, setVibration } = useDevice();
  const { data: session } = useSession();
  const sayAccess = useSliceWords(accessWords);
  const hasSingleSignOn = useHasSingleSignOn();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="stack">
      <h1>{say('settings')}</h1>
      <SignedIn />
      {session?.kind === 'person' && hasSingleSignOn && (
        <Button component="a" href={signOnAddress('link', '/settings')} variant="default">
          {sayAccess('connectCompany')}
        </Button>
      )}
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
      {session && <OwnAccess session={session} />}
    </div>
  );
}
