import { useState } from 'react';
import type { PersonOnWire } from '../../../src/access/people/contract.ts';
import { Confirm } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { ToldOnce } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useForgetPerson } from './forget-person.ts';
import { peopleWords } from './people-words.ts';

/** Sessions to end, a forgotten password, and whether somebody may sign in at all. */
export function SigningIn({ person, isOwn }: { person: PersonOnWire; isOwn: boolean }) {
  const say = useSliceWords(peopleWords);
  const { number } = useSpeech();
  const { id, name, sessions, mustChoosePassword, disabledAt } = person;
  const forget = useForgetPerson();
  const [password, setPassword] = useState<string | null>(null);
  const end = useAct(async () => {
    await ask('DELETE', `/api/people/${id}/sessions`);
    await forget(id);
  });
  const reset = useAct(async () => {
    const told = await ask<{ password: string }>('POST', `/api/people/${id}/password`);
    setPassword(told.password);
    await forget(id);
  });
  const isOff = disabledAt !== null;
  const turn = useAct(async (reason: string) => {
    await ask('PATCH', `/api/people/${id}`, { disabled: !isOff, ...(reason === '' ? {} : { reason }) });
    await forget(id);
  });
  return (
    <section className="panel act-panel" aria-labelledby="signing-in">
      <h2 id="signing-in">{say('signIn')}</h2>
      <p>
        {say('openSessions', { count: number(sessions) })} {mustChoosePassword && say('mustChoose')}
      </p>
      {password !== null && (
        <ToldOnce
          label={say('oneTimePassword', { name })}
          secret={password}
          onDone={() => setPassword(null)}
        />
      )}
      <div className="acts">
        <Confirm label={say('endSessions')} hint={say('endSessionsHint')} act={end} />
        {!isOwn && (
          <>
            <Confirm label={say('resetPassword')} hint={say('resetPasswordHint')} act={reset} />
            {isOff ? (
              <Confirm label={say('enable')} hint={say('enableHint')} act={turn} reason="needed" />
            ) : (
              <Confirm
                label={say('disable')}
                hint={say('disableHint')}
                act={turn}
                reason="needed"
                isDangerous
              />
            )}
          </>
        )}
      </div>
    </section>
  );
}
