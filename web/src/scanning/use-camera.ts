import { type RefObject, useEffect, useState } from 'react';
import { type CameraTrouble, cameraTrouble } from './camera-trouble.ts';
import type { PictureTold } from './camera-worker.ts';
import { visiblePart } from './visible-part.ts';

export type CameraState =
  | { readonly is: 'starting' | 'paused' }
  | { readonly is: 'open'; readonly torch: Torch | null }
  | { readonly is: 'trouble'; readonly why: CameraTrouble };

/** The light beside the lens; null where there is none. */
export interface Torch {
  set(on: boolean): void;
}

/** Enough for a label that fills a third of the picture; more only makes each look slower. */
const wanted = { width: { ideal: 1280 }, height: { ideal: 960 } };
/** Between two looks at the picture: quick enough for a hand, and it leaves a battery some of its charge. */
const restMs = 90;

/**
 * The rear camera in `video`, and what it sees told to `look` again and again while the page is looked at. It is let go
 * as soon as the page is hidden, or left.
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  look: (texts: readonly string[]) => void,
): CameraState {
  const [state, setState] = useState<CameraState>({ is: 'starting' });
  const [isHidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const follow = () => setHidden(document.hidden);
    document.addEventListener('visibilitychange', follow);
    return () => document.removeEventListener('visibilitychange', follow);
  }, []);
  useEffect(() => {
    if (isHidden) {
      setState({ is: 'paused' });
      return;
    }
    setState({ is: 'starting' });
    const end = new AbortController();
    run(video.current!, look, end.signal, setState).catch((error) => {
      if (!end.signal.aborted) setState({ is: 'trouble', why: cameraTrouble(error, window.isSecureContext) });
    });
    return () => end.abort();
  }, [isHidden, video, look]);
  return state;
}

async function run(
  video: HTMLVideoElement,
  look: (texts: readonly string[]) => void,
  end: AbortSignal,
  tell: (state: CameraState) => void,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: 'environment' }, ...wanted },
  });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (end.aborted) return close();
  end.addEventListener('abort', close);
  video.srcObject = stream;
  await video.play();
  tell({ is: 'open', torch: torchOf(stream) });
  const take = openPictures(video);
  while (!end.aborted) {
    await new Promise((resolve) => setTimeout(resolve, restMs));
    if (end.aborted) return;
    const told = await read(take());
    if (end.aborted) return;
    if ('fault' in told) return tell({ is: 'trouble', why: 'reader' });
    look(told.texts);
  }
}

function openPictures(video: HTMLVideoElement): () => ImageData {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return () => {
    const picture = { width: video.videoWidth, height: video.videoHeight };
    const box = { width: video.clientWidth, height: video.clientHeight };
    const { x, y, width, height } = visiblePart(picture, box);
    // A phone that is turned changes the picture's sides.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.drawImage(video, x, y, width, height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  };
}

/** Opened with the first picture, and kept: then it works without a network, and opens at once the next time. */
let worker: Worker | null = null;

function read(picture: ImageData): Promise<PictureTold> {
  worker ??= new Worker(new URL('./camera-worker.ts', import.meta.url), { type: 'module' });
  const reader = worker;
  return new Promise((resolve) => {
    reader.onmessage = ({ data }: MessageEvent<PictureTold>) => resolve(data);
    reader.onerror = ({ message }) => {
      reader.terminate();
      worker = null;
      resolve({ fault: message });
    };
    reader.postMessage(picture, [picture.data.buffer]);
  });
}

function torchOf(stream: MediaStream): Torch | null {
  const [track] = stream.getVideoTracks();
  const can = track?.getCapabilities?.() as { readonly torch?: boolean } | undefined;
  if (!track || can?.torch !== true) return null;
  return {
    set(on) {
      // Not in the types yet (Media Capture: Image, "torch").
      const advanced = [{ torch: on }] as unknown as MediaTrackConstraintSet[];
      track.applyConstraints({ advanced }).catch(() => undefined);
    },
  };
}
