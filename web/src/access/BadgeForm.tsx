import { Button } from '@mantine/core';
import { Camera, CameraOff, Delete, IdCard, Keyboard } from 'lucide-react';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { scanningWords } from '../scanning/scanning-words.ts';
import { bareText } from '../scanning/symbol-text.ts';
import { useWedge } from '../scanning/use-wedge.ts';
import { ask } from '../server/ask.ts';
import { Loading } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { SignInProblem } from './SignInProblem.tsx';
import { useSigningIn } from './use-signing-in.ts';

const CameraScanner = lazy(() =>
  import('../scanning/CameraScanner.tsx').then(({ CameraScanner }) => ({ default: CameraScanner })),
);

/** The next pair of hands: a badge that is scanned wherever the focus is, and a PIN by thumb or key. */
export function BadgeForm() {
  const say = useSliceWords(accessWords);
  const { signIn, problem } = useSigningIn();
  const [badge, setBadge] = useState<string | null>(null);
  // Whatever was wrong, it begins with the badge again: nobody is told which of the two it was.
  const begin = (pin: string) =>
    signIn(() => ask<SessionOnWire>('POST', '/api/session/switch', { badge, pin })).then(() =>
      setBadge(null),
    );
  return (
    <section className="panel badge-form" aria-label={say('withBadge')}>
      {badge === null ? (
        <BadgeStep take={setBadge} />
      ) : (
        <PinStep begin={begin} cancel={() => setBadge(null)} />
      )}
      <SignInProblem problem={problem} />
    </section>
  );
}

function BadgeStep({ take }: { take(badge: string): void }) {
  const { say: sayAll } = useSpeech();
  const say = useSliceWords(accessWords);
  const sayScan = useSliceWords(scanningWords);
  const [hasCamera, setCamera] = useState(false);
  const [keyboard, setKeyboard] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  useWedge(box, take);
  function submit(event: FormEvent) {
    event.preventDefault();
    const typed = box.current!.value.trim();
    if (typed !== '') take(typed);
  }
  return (
    <form onSubmit={submit} className="stack">
      <h2>
        <IdCard size={28} aria-hidden /> {say('scanBadge')}
      </h2>
      <p className="soft">{say('badgeHint')}</p>
      <div className="scan-row">
        <input
          ref={box}
          className="scan-box masked"
          aria-label={say('badgeNumber')}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          inputMode={keyboard ? 'text' : 'none'}
        />
        <Button type="submit" variant="default">
          {say('next')}
        </Button>
      </div>
      <div className="scan-row badge-ways">
        <Button
          variant="default"
          leftSection={hasCamera ? <CameraOff size={18} aria-hidden /> : <Camera size={18} aria-hidden />}
          onClick={() => setCamera(!hasCamera)}
        >
          {sayScan(hasCamera ? 'cameraOff' : 'camera')}
        </Button>
        <Button
          variant="default"
          className="touch-only"
          aria-label={sayAll('openKeyboard')}
          onClick={() => {
            setKeyboard(true);
            requestAnimationFrame(() => box.current?.focus());
          }}
        >
          <Keyboard aria-hidden />
        </Button>
      </div>
      {hasCamera && (
        <Suspense fallback={<Loading />}>
          <CameraScanner take={(codes) => take(bareText(codes[0]!))} />
        </Suspense>
      )}
    </form>
  );
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
/** Digits of a PIN, at most (src/access/badges/rules.ts). */
const pinMax = 8;

function PinStep({ begin, cancel }: { begin(pin: string): Promise<void>; cancel(): void }) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(accessWords);
  const [pin, setPin] = useState('');
  const [isBusy, setBusy] = useState(false);
  const add = (digit: string) => setPin((before) => (before + digit).slice(0, pinMax));
  function submit(event: FormEvent) {
    event.preventDefault();
    if (pin === '' || isBusy) return;
    setBusy(true);
    void begin(pin);
  }
  return (
    <form onSubmit={submit} className="stack">
      <label htmlFor="pin">
        <h2>{sayHere('pin')}</h2>
      </label>
      <input
        id="pin"
        className="scan-box masked pin"
        value={pin}
        onChange={({ currentTarget }) => setPin(currentTarget.value.replace(/\D/g, '').slice(0, pinMax))}
        autoComplete="off"
        inputMode="none"
        // biome-ignore lint/a11y/noAutofocus: the PIN follows the badge without a touch
        autoFocus
      />
      <div className="pin-pad">
        {digits.map((digit) => (
          <Button
            key={digit}
            variant="default"
            aria-label={sayHere('digit', { digit })}
            onClick={() => add(digit)}
          >
            {digit}
          </Button>
        ))}
        <Button
          variant="default"
          aria-label={sayHere('deleteDigit')}
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          <Delete aria-hidden />
        </Button>
        <Button type="submit" loading={isBusy}>
          {say('signIn')}
        </Button>
      </div>
      <Button variant="subtle" onClick={cancel}>
        {sayHere('otherBadge')}
      </Button>
    </form>
  );
}
