import { Button, Progress } from '@mantine/core';
import { Camera, ImagePlus, RotateCw, X } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { limits } from '../../../src/domain/limits.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import './photos.css';
import { photosWords } from './photos-words.ts';
import type { Capture, Taken } from './use-capture.ts';

/** Photographs from the device's camera or its files, each with how far it has got, to be removed or sent again. */
export function PhotoCapture({ capture, label }: { capture: Capture; label?: string }) {
  const say = useSliceWords(photosWords);
  const { taken, add } = capture;
  const isFull = taken.length >= limits.photosPerScanMax;
  return (
    <fieldset className="photo-capture">
      <legend>{label ?? say('photos')}</legend>
      <p className="soft">{say('hint', { most: limits.photosPerScanMax })}</p>
      {taken.length > 0 && (
        <ul className="plain-list photo-row">
          {taken.map((one, index) => (
            <OnItsWay key={one.key} one={one} nth={index + 1} capture={capture} />
          ))}
        </ul>
      )}
      <div className="scan-row photo-buttons">
        <Picker add={add} isFull={isFull} name={say('take')} camera />
        <Picker add={add} isFull={isFull} name={say('choose')} />
      </div>
    </fieldset>
  );
}

interface PickerProps {
  add(files: readonly Blob[]): void;
  readonly isFull: boolean;
  readonly name: string;
  /** Opens the camera at once, where the device has one. */
  readonly camera?: boolean;
}

function Picker({ add, isFull, name, camera = false }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  function chosen({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    add([...(currentTarget.files ?? [])]);
    // The same file may be chosen again.
    currentTarget.value = '';
  }
  const Icon = camera ? Camera : ImagePlus;
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        {...(camera ? { capture: 'environment' } : { multiple: true })}
        onChange={chosen}
        className="hidden"
        tabIndex={-1}
        aria-label={name}
      />
      <Button
        type="button"
        variant="default"
        disabled={isFull}
        leftSection={<Icon size={20} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {name}
      </Button>
    </>
  );
}

function OnItsWay({ one, nth, capture }: { one: Taken; nth: number; capture: Capture }) {
  const say = useSliceWords(photosWords);
  return (
    <li className="photo-tile" data-state={one.state}>
      {one.preview ? (
        <img src={one.preview} alt={say('photo', { nth })} />
      ) : (
        <span className="photo-empty" aria-hidden />
      )}
      <p role="status" className="soft">
        <Said one={one} />
      </p>
      {one.state === 'sending' && (
        <Progress value={one.part * 100} aria-label={say('photo', { nth })} size="sm" color="rail" />
      )}
      <div className="photo-tools">
        {one.state === 'failed' && (
          <Button
            size="compact-md"
            variant="default"
            aria-label={say('again', { nth })}
            onClick={() => capture.again(one.key)}
          >
            <RotateCw size={18} aria-hidden />
          </Button>
        )}
        <Button
          size="compact-md"
          variant="default"
          aria-label={say('remove', { nth })}
          onClick={() => capture.remove(one.key)}
        >
          <X size={18} aria-hidden />
        </Button>
      </div>
    </li>
  );
}

function Said({ one }: { one: Taken }) {
  const say = useSliceWords(photosWords);
  const { number } = useSpeech();
  switch (one.state) {
    case 'working':
      return say('working');
    case 'sending':
      return say('sending', { percent: `${number(Math.round(one.part * 100))} %` });
    case 'waiting':
      return say('waiting');
    case 'sent':
      return say('sent');
    case 'failed':
      return say('failed', { why: one.why ?? say('notPicture') });
  }
}
