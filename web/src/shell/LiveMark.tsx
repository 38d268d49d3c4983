import { Radio, WifiOff } from 'lucide-react';
import { useEffect } from 'react';
import { startLive, useLive } from '../server/live.ts';
import { sliceWords } from '../words/slice-words.ts';
import { useSliceWords } from '../words/words.ts';

const words = sliceWords({
  en: { on: 'Live: what others do shows by itself', off: 'Not live just now: what is shown may be old' },
  de: {
    on: 'Live: was andere tun, erscheint von selbst',
    off: 'Gerade nicht live: Gezeigtes kann veraltet sein',
  },
  es: {
    on: 'En vivo: lo que hacen los demás aparece solo',
    off: 'Ahora mismo sin conexión en vivo: lo que se ve puede ser antiguo',
  },
});

/** Whether what is shown follows by itself; for who is signed in. */
export function LiveMark() {
  const say = useSliceWords(words);
  const live = useLive();
  useEffect(startLive, []);
  const Icon = live === 'on' ? Radio : WifiOff;
  return (
    <span className="live-mark" data-live={live} title={say(live)}>
      <Icon size={18} role="img" aria-label={say(live)} aria-hidden={false} />
    </span>
  );
}
