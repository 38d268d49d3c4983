import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { PersonOnWire } from '../../../src/access/people/contract.ts';
import { Confirm } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { useForgetPerson } from './forget-person.ts';
import { peopleWords } from './people-words.ts';

const pinFormat = { pattern: '[0-9]{4,8}', inputMode: 'numeric', autoComplete: 'off' } as const;

/** A person's badge: given, taken back, or with another PIN. */
export function Badge({ person: { id, badge } }: { person: PersonOnWire }) {
  const say = useSliceWords(peopleWords);
  const { time } = useSpeech();
  const forget = useForgetPerson();
  const number = useRef<HTMLInputElement>(null);
  const firstPin = useRef<HTMLInputElement>(null);
  const pin = useRef<HTMLInputElement>(null);
  const url = `/api/people/${id}/badge`;
  const give = useAct(async () => {
    const typed = firstPin.current?.value ?? '';
    await ask('POST', url, { badge: number.current?.value ?? '', ...(typed === '' ? {} : { pin: typed }) });
    await forget(id);
  });
  const change = useAct(async () => {
    await ask('POST', `/api/people/${id}/pin`, { pin: pin.current?.value ?? '' });
    await forget(id);
  });
  const take = useAct(async () => {
    await ask('DELETE', url);
    await forget(id);
  });
  return (
    <section className="panel act-panel" aria-labelledby="badge">
      <h2 id="badge">{say('badge')}</h2>
      <p>
        {badge ? say('badgeSince', { when: time(badge.since) }) : say('noBadge')}{' '}
        {badge && say(badge.hasPin ? 'withPin' : 'withoutPin')}
      </p>
      <div className="acts">
        <Confirm label={say('giveBadge')} hint={say('giveBadgeHint')} act={give}>
          <TextInput
            ref={number}
            label={say('badgeNumber')}
            required
            maxLength={80}
            autoComplete="off"
            autoFocus
            error={give.at('badge')}
          />
          <TextInput
            ref={firstPin}
            label={say('pin')}
            description={say('pinHint')}
            {...pinFormat}
            error={give.at('pin')}
          />
        </Confirm>
        {badge && (
          <>
            <Confirm label={say('newPin')} hint={say('newPinHint')} act={change}>
              <TextInput ref={pin} label={say('pin')} required {...pinFormat} error={change.at('pin')} />
            </Confirm>
            <Confirm label={say('takeBadge')} hint={say('takeBadgeHint')} act={take} isDangerous />
          </>
        )}
      </div>
    </section>
  );
}
