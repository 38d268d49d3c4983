import { useEffect, useState } from 'react';
import type { Strength } from '../../../src/operations/rfid/contract.ts';
import { credentials, tellSession } from '../access/session-store.ts';
import { eventReader } from '../server/event-reader.ts';
import type { Known } from './strength.ts';

export interface Strengths {
  readonly known: ReadonlyMap<number, Known>;
  /** `on`: what is shown is as it is. `off`: the stream is being begun (anew). */
  readonly state: 'on' | 'off';
  /** What the server said no with; it is not asked again. */
  readonly problem: string | null;
}

const nothing: Strengths = { known: new Map(), state: 'off', problem: null };
const againMs = 2_000;

/** How strongly some units are heard, as it comes; the stream is begun anew when it breaks off. */
export function useStrengths(units: string): Strengths {
  const [strengths, setStrengths] = useState(nothing);
  useEffect(() => {
    setStrengths(nothing);
    if (units === '') return;
    const stop = new AbortController();
    const patch = (part: Partial<Strengths>) => setStrengths((before) => ({ ...before, ...part }));
    const take = (told: readonly Strength[]) =>
      setStrengths(({ known }) => {
        const now = performance.now();
        const next = new Map(known);
        for (const one of told)
          next.set(one.unit, { ...one, heardAt: one.agoMs === null ? null : now - one.agoMs });
        return { known: next, state: 'on', problem: null };
      });
    void follow(units, stop.signal, take, patch);
    return () => stop.abort();
  }, [units]);
  return strengths;
}

async function follow(
  units: string,
  stop: AbortSignal,
  take: (told: readonly Strength[]) => void,
  patch: (part: Partial<Strengths>) => void,
): Promise<void> {
  while (!stop.aborted) {
    const refused = await listen(units, stop, take).catch(() => null);
    if (stop.aborted) return;
    patch({ state: 'off', ...(refused === null ? {} : { problem: refused }) });
    if (refused !== null) return;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}

/** One stream to its end; a text: why there is no use in coming again. */
async function listen(
  units: string,
  stop: AbortSignal,
  take: (told: readonly Strength[]) => void,
): Promise<string | null> {
  const headers = { accept: 'text/event-stream, application/problem+json', ...credentials() };
  const reply = await fetch(`/api/rfid/find?units=${units}`, { headers, signal: stop });
  if (reply.status === 401) tellSession('ended');
  if (!reply.ok || reply.body === null) {
    if (reply.status >= 500 || reply.status === 429) return null;
    const { detail } = (await reply.json()) as { readonly detail?: string };
    return detail ?? String(reply.status);
  }
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = eventReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return null;
    for (const { event, data } of read(value))
      if (event === 'changed') take((data as { readonly units: readonly Strength[] }).units);
  }
}
