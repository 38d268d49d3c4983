import './access.css';
import { Link } from '@tanstack/react-router';
import { LockKeyhole, UserRound } from 'lucide-react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { useSliceWords } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { signOut } from './sign-out.ts';
import { useIdleLock } from './use-idle-lock.ts';

/** Who works here, above every page; on a shared device with the button that locks it. */
export function Who({ session }: { session: SessionOnWire }) {
  const say = useSliceWords(accessWords);
  const { name, device } = session;
  useIdleLock(session);
  return (
    <>
      <Link to="/settings" className="who" aria-label={say('whoWorks', { name })}>
        <UserRound size={18} aria-hidden /> <span>{name}</span>
      </Link>
      {device !== null && (
        <button
          type="button"
          className="lock"
          aria-label={say('lockHint', { name })}
          onClick={() => void signOut()}
        >
          <LockKeyhole size={18} aria-hidden /> <span>{say('lock')}</span>
        </button>
      )}
    </>
  );
}
