import { useEffect, useRef, useState } from 'react';
import { limits } from '../../../src/domain/limits.ts';
import { sendPhoto } from './send-photo.ts';
import { shrink } from './shrink.ts';

/** One photograph on its way. */
export interface Taken {
  readonly key: number;
  /** An object URL of the picture on the device; null until it was drawn. */
  readonly preview: string | null;
  readonly state: 'working' | 'sending' | 'waiting' | 'sent' | 'failed';
  /** 0 to 1. */
  readonly part: number;
  readonly hash: string | null;
  /** Why it failed: a word of photos-words, or the server's own sentence. */
  readonly why: string | null;
}

interface Way {
  readonly file: Blob;
  readonly stop: AbortController;
}

/** Photographs taken on this page: drawn smaller, sent one beside the other, and each told when it is there. */
export function useCapture(onSent?: (hash: string) => void) {
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const ways = useRef(new Map<number, Way>());
  const next = useRef(1);
  const told = useRef(onSent);
  useEffect(() => {
    told.current = onSent;
  });
  const previews = useRef(new Set<string>());
  useEffect(() => {
    const [all, shown] = [ways.current, previews.current];
    return () => {
      for (const { stop } of all.values()) stop.abort();
      for (const address of shown) URL.revokeObjectURL(address);
    };
  }, []);

  const change = (key: number, more: Partial<Taken>) =>
    setTaken((before) => before.map((one) => (one.key === key ? { ...one, ...more } : one)));

  async function bring(key: number, file: Blob): Promise<void> {
    const stop = new AbortController();
    ways.current.set(key, { file, stop });
    change(key, { state: 'working', part: 0, why: null });
    let small: Blob;
    try {
      small = await shrink(file);
    } catch {
      return change(key, { state: 'failed', why: null });
    }
    const preview = URL.createObjectURL(small);
    previews.current.add(preview);
    change(key, { preview, state: 'sending' });
    try {
      const hash = await sendPhoto(small, {
        signal: stop.signal,
        onProgress: (part) => change(key, { state: 'sending', part }),
        onWaiting: () => change(key, { state: 'waiting' }),
      });
      change(key, { state: 'sent', part: 1, hash });
      told.current?.(hash);
    } catch (error) {
      if (!stop.signal.aborted) change(key, { state: 'failed', why: (error as Error).message });
    }
  }

  return {
    taken,
    isSending: taken.some(({ state }) => state !== 'sent' && state !== 'failed'),
    /** Each once, in the order in which they were taken. */
    hashes: [...new Set(taken.flatMap(({ hash }) => hash ?? []))],
    add(files: readonly Blob[]) {
      for (const file of files.slice(0, limits.photosPerScanMax - taken.length)) {
        const key = next.current;
        next.current += 1;
        setTaken((before) => [
          ...before,
          { key, preview: null, state: 'working', part: 0, hash: null, why: null },
        ]);
        void bring(key, file);
      }
    },
    again(key: number) {
      const way = ways.current.get(key);
      if (way) void bring(key, way.file);
    },
    remove(key: number) {
      ways.current.get(key)?.stop.abort();
      ways.current.delete(key);
      setTaken((before) => before.filter((one) => one.key !== key));
    },
  };
}

export type Capture = ReturnType<typeof useCapture>;
