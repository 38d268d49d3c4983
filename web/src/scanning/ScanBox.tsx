import { Button, Textarea } from '@mantine/core';
import { Camera, CameraOff, ClipboardList, CornerDownLeft, Keyboard } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { Loading } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { scanningWords } from './scanning-words.ts';
import type { TakeScan } from './use-scanning.ts';
import { useWedge } from './use-wedge.ts';

const CameraScanner = lazy(() =>
  import('./CameraScanner.tsx').then(({ CameraScanner }) => ({ default: CameraScanner })),
);

/** Fingers need the screen for the verdict: a touch device shows its keyboard only when asked. */
const isTouch = window.matchMedia('(pointer: coarse)').matches;

export interface ScanBoxProps {
  readonly take: TakeScan;
  /** Takes a pasted list as a whole; without it each line is taken like a scan. */
  readonly takeList?: (lines: readonly string[]) => void;
}

/** The box that takes anything: from a scanner wherever the focus is, the camera, the keyboard, or a pasted list. */
export function ScanBox({ take, takeList }: ScanBoxProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(scanningWords);
  const box = useRef<HTMLInputElement>(null);
  const [keyboard, setKeyboard] = useState(!isTouch);
  const [hasCamera, setCamera] = useState(false);
  const [list, setList] = useState<string | null>(null);
  useWedge(box, (text) => take([text], 'scanned'));

  function submit(event: FormEvent) {
    event.preventDefault();
    const text = box.current!.value;
    box.current!.value = '';
    if (text.trim() !== '') take([text], 'keyed');
  }

  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text');
    if (linesOf(text).length < 2) return;
    event.preventDefault();
    setList(text);
  }

  return (
    <>
      <form onSubmit={submit}>
        <label htmlFor="scan-box">{say('scanBox')}</label>
        <div className="scan-row">
          <input
            id="scan-box"
            ref={box}
            className="scan-box"
            placeholder={say('scanBoxHint')}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="off"
            spellCheck={false}
            inputMode={keyboard ? 'text' : 'none'}
            onPaste={paste}
          />
          {!keyboard && (
            <Button
              variant="default"
              aria-label={say('openKeyboard')}
              onClick={() => {
                setKeyboard(true);
                requestAnimationFrame(() => box.current?.focus());
              }}
            >
              <Keyboard aria-hidden />
            </Button>
          )}
          <Button
            variant="default"
            aria-label={sayHere(hasCamera ? 'cameraOff' : 'camera')}
            onClick={() => setCamera(!hasCamera)}
          >
            {hasCamera ? <CameraOff aria-hidden /> : <Camera aria-hidden />}
          </Button>
          <Button
            variant="default"
            aria-label={say('pasteList')}
            onClick={() => setList(list === null ? '' : null)}
          >
            <ClipboardList aria-hidden />
          </Button>
          <Button type="submit" variant="default" aria-label={say('send')}>
            <CornerDownLeft aria-hidden />
          </Button>
        </div>
      </form>
      {hasCamera && (
        <Suspense fallback={<Loading />}>
          <CameraScanner take={(codes) => take(codes, 'camera')} />
        </Suspense>
      )}
      {list !== null && (
        <PastedList
          text={list}
          change={setList}
          take={(lines) => {
            setList(null);
            if (takeList) takeList(lines);
            else for (const line of lines) take([line], 'pasted');
          }}
        />
      )}
    </>
  );
}

interface PastedListProps {
  readonly text: string;
  change(text: string | null): void;
  take(lines: readonly string[]): void;
}

function PastedList({ text, change, take }: PastedListProps) {
  const { say, number } = useSpeech();
  const lines = linesOf(text);
  return (
    <div className="panel stack pasted">
      <Textarea
        label={say('pasteList')}
        description={say('pasteListHint')}
        autosize
        minRows={3}
        maxRows={10}
        value={text}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        data-autofocus
      />
      <div className="scan-row">
        <Button disabled={lines.length === 0} onClick={() => take(lines)}>
          {say('takeList', { count: number(lines.length) })}
        </Button>
        <Button variant="default" onClick={() => change(null)}>
          {say('cancel')}
        </Button>
      </div>
    </div>
  );
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n\t]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
