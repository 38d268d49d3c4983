import { useEffect, useRef } from 'react';
import { deviceNow } from '../shell/device.ts';
import { clickEveryMs } from './strength.ts';

/** Clicks as a Geiger counter does, the faster the stronger; 0: silence. The device's own switches are heeded. */
export function useClicks(percent: number): void {
  const now = useRef(percent);
  now.current = percent;
  const isOn = percent > 0;
  useEffect(() => {
    if (!isOn) return;
    let audio: AudioContext | null = null;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const { sounds, vibration } = deviceNow();
      if (vibration && now.current >= 70) navigator.vibrate?.(15);
      if (sounds) audio = click(audio, now.current);
      timer = setTimeout(tick, clickEveryMs(now.current));
    };
    tick();
    return () => {
      clearTimeout(timer);
      void audio?.close();
    };
  }, [isOn]);
}

/** Higher and louder when near. */
function click(audio: AudioContext | null, percent: number): AudioContext | null {
  try {
    const context = audio ?? new AudioContext();
    const [oscillator, volume] = [context.createOscillator(), context.createGain()];
    oscillator.frequency.value = 500 + percent * 10;
    volume.gain.value = 0.05 + percent / 600;
    oscillator.connect(volume).connect(context.destination);
    oscillator.start();
    oscillator.stop(context.currentTime + 0.03);
    return context;
  } catch {
    // A device without sound shows it all the same.
    return audio;
  }
}
