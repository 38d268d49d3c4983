import { type InView, inView } from './one-thing.ts';

/** Codes of one box come into view one after the other: so long is waited for the others. */
const gatherMs = 350;
/** A code is taken again only after it was out of view for so long. */
const goneMs = 1_000;

/** Times in milliseconds of one clock. */
export function openView() {
  /** When each code was seen last. */
  const seenAt = new Map<string, number>();
  const taken = new Set<string>();
  let firstNewAt: number | null = null;

  return {
    /** What is to be taken now, after a look at `texts`; null: nothing, or not yet. */
    look(texts: readonly string[], now: number): InView | null {
      for (const [text, at] of seenAt) {
        if (now - at < goneMs || texts.includes(text)) continue;
        seenAt.delete(text);
        taken.delete(text);
      }
      for (const text of texts) seenAt.set(text, now);
      const isNew = [...seenAt.keys()].some((text) => !taken.has(text));
      if (!isNew) {
        firstNewAt = null;
        return null;
      }
      firstNewAt ??= now;
      if (now - firstNewAt < gatherMs) return null;
      firstNewAt = null;
      // Not what was taken before and has just gone: the next unit comes on its own.
      const here = [...seenAt].flatMap(([text, at]) => (now - at <= gatherMs ? [text] : []));
      for (const text of here) taken.add(text);
      return inView(here);
    },
  };
}
