import { type RefObject, useEffect, useRef } from 'react';
import { openWedge } from './wedge.ts';

/**
 * Listens to a scanner wherever the focus is, and keeps the box focused. The box holds its own text (it is not drawn
 * anew for each key), so nothing is lost however fast the keys come.
 */
export function useWedge(box: RefObject<HTMLInputElement | null>, take: (text: string) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const wedge = openWedge();
    const down = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const { key, ctrlKey: ctrl, altKey: alt, metaKey: meta } = event;
      const heard = wedge.press({ key, at: event.timeStamp, ctrl, alt, meta });
      if (heard.kind === 'scan') {
        event.preventDefault();
        event.stopPropagation();
        takeOut(event.target, heard.text);
        if (box.current) box.current.value = '';
        latest.current(heard.text);
      } else if (key === 'F8' && heard.kind === 'burst') event.preventDefault();
      else if (isText(event) && !isField(event.target)) box.current?.focus({ preventScroll: true });
    };
    const up = ({ key, timeStamp }: KeyboardEvent) => wedge.release(key, timeStamp);
    const backToBox = () => {
      // A tick later the browser has said where the focus went: to nothing, it comes back.
      setTimeout(
        () => document.activeElement === document.body && box.current?.focus({ preventScroll: true }),
      );
    };
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    window.addEventListener('focusout', backToBox);
    window.addEventListener('focus', backToBox);
    box.current?.focus({ preventScroll: true });
    return () => {
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
      window.removeEventListener('focusout', backToBox);
      window.removeEventListener('focus', backToBox);
    };
  }, [box]);
}

function isText({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return Array.from(key).length === 1 && key !== ' ' && !ctrlKey && !metaKey;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** What the scanner typed into some other field is taken out of it again. */
function takeOut(target: EventTarget | null, text: string): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  const visible = text.replaceAll('\u001d', '');
  if (!target.value.endsWith(visible)) return;
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(target), 'value')?.set;
  set?.call(target, target.value.slice(0, -visible.length));
  target.dispatchEvent(new Event('input', { bubbles: true }));
}
