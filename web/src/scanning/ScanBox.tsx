import { Button, Textarea } from '@mantine/core';
import { ClipboardList, CornerDownLeft, Keyboard } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react';
import { useSpeech } from '../words/words.ts';
import { type TakeScan, useWedge } from './use-wedge.ts';

/** Fingers need the screen for the verdict: a touch device shows its keyboard only when asked. */
const isTouch = window.matchMedia('(pointer: coarse)').matches;

interface ScanBoxProps {
  readonly take: TakeScan;
  /** Takes a pasted list as a whole; without it each line is taken like a scan. */
  readonly takeList?: (lines: readonly string[]) => void;
}

/** The box that takes anything: from a scanner wherever the focus is, from the keyboard, or a pasted list. */
export function ScanBox({ take, takeList }: ScanBoxProps) {
  const { say } = useSpeech();
  const box = useRef<HTMLInputElement>(null);
  const [keyboard, setKeyboard] = useState(!isTouch);
  const [list, setList] = useState<string | null>(null);
  useWedge(box, take);

  function submit(event: FormEvent) {
    event.preventDefault();
    const text = box.current!.value;
    box.current!.value = '';
    if (text.trim() !== '') take(text, 'keyed');
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
      {list !== null && (
        <PastedList
          text={list}
          change={setList}
          take={(lines) => {
            setList(null);
            if (takeList) takeList(lines);
            else for (const line of lines) take(line, 'pasted');
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
