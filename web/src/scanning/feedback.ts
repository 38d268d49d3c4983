import { deviceNow } from '../shell/device.ts';
import type { Tone } from './verdict.ts';

/** Tones in hertz, each `beat` seconds long: up is good, level asks, down is bad; they differ without looking. */
const melodies: Readonly<Record<Tone, { readonly tones: readonly number[]; readonly beat: number }>> = {
  good: { tones: [880, 1320], beat: 0.07 },
  info: { tones: [990], beat: 0.06 },
  ask: { tones: [660, 660], beat: 0.1 },
  bad: { tones: [300, 200], beat: 0.18 },
  wait: { tones: [], beat: 0 },
};

const shakes: Readonly<Record<Tone, readonly number[]>> = {
  good: [40],
  info: [25],
  ask: [60, 60, 60],
  bad: [250],
  wait: [],
};

let audio: AudioContext | null = null;

/** Lets a verdict be heard and felt, unless this device was muted. */
export function giveFeedback(tone: Tone): void {
  const { sounds, vibration } = deviceNow();
  if (vibration && shakes[tone].length > 0) navigator.vibrate?.([...shakes[tone]]);
  if (sounds) play(melodies[tone]);
}

/** The camera has read something: what it is is told a moment later. */
export function giveHit(): void {
  const { sounds, vibration } = deviceNow();
  if (vibration) navigator.vibrate?.(20);
  if (sounds) play({ tones: [1_760], beat: 0.04 });
}

function play({ tones, beat }: (typeof melodies)[Tone]): void {
  try {
    audio ??= new AudioContext();
    const { currentTime: start, destination } = audio;
    for (const [nth, tone] of tones.entries()) {
      const [oscillator, volume] = [audio.createOscillator(), audio.createGain()];
      oscillator.frequency.value = tone;
      volume.gain.value = 0.15;
      oscillator.connect(volume).connect(destination);
      oscillator.start(start + nth * beat * 1.2);
      oscillator.stop(start + nth * beat * 1.2 + beat);
    }
  } catch {
    // A device without sound shows the verdict all the same.
  }
}
