import './camera.css';
import { Button } from '@mantine/core';
import { Flashlight, FlashlightOff } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSliceWords } from '../words/words.ts';
import { cameraWords } from './camera-words.ts';
import { openView } from './codes-in-view.ts';
import { giveHit } from './feedback.ts';
import { textOf } from './shown.ts';
import { type Torch, useCamera } from './use-camera.ts';

export interface CameraScannerProps {
  /** Codes of one thing that was in the picture. */
  take(codes: readonly string[]): void;
}

/** The camera as a scanner: what comes into the picture is taken by itself, each time once. */
export function CameraScanner({ take }: CameraScannerProps) {
  const say = useSliceWords(cameraWords);
  const video = useRef<HTMLVideoElement>(null);
  const view = useRef(openView());
  const taking = useRef(take);
  const [things, setThings] = useState<readonly (readonly string[])[]>([]);
  useEffect(() => {
    taking.current = take;
  });
  const look = useCallback((texts: readonly string[]) => {
    const found = view.current.look(texts, performance.now());
    if (found === null || found.is === 'nothing') return;
    giveHit();
    setThings(found.is === 'several' ? found.things : []);
    if (found.is === 'one') taking.current(found.codes);
  }, []);
  const state = useCamera(video, look);
  return (
    <section className="camera" aria-label={say('picture')} data-state={state.is}>
      {state.is === 'trouble' ? (
        <p role="alert" className="form-problem">
          <strong>{say(state.why)}.</strong> {say(`${state.why}Hint`)}
        </p>
      ) : (
        <p role="status" className="camera-said">
          {say(state.is === 'open' ? 'aim' : state.is)}
        </p>
      )}
      {things.length > 0 && (
        <fieldset className="camera-things">
          <legend>{say('which')}</legend>
          {things.map((codes) => (
            <Button
              key={codes.join(' ')}
              variant="default"
              onClick={() => {
                setThings([]);
                taking.current(codes);
              }}
            >
              <span className="number">{textOf(codes)}</span>
            </Button>
          ))}
        </fieldset>
      )}
      <video ref={video} muted playsInline hidden={state.is !== 'open'} aria-label={say('picture')} />
      {state.is === 'open' && state.torch !== null && <TorchButton torch={state.torch} />}
    </section>
  );
}

function TorchButton({ torch }: { torch: Torch }) {
  const say = useSliceWords(cameraWords);
  const [isOn, setOn] = useState(false);
  const Icon = isOn ? FlashlightOff : Flashlight;
  return (
    <Button
      className="camera-torch"
      variant="default"
      leftSection={<Icon size={18} aria-hidden />}
      onClick={() => {
        torch.set(!isOn);
        setOn(!isOn);
      }}
    >
      {say(isOn ? 'torchOff' : 'torchOn')}
    </Button>
  );
}
