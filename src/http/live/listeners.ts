import type { Readable } from 'node:stream';
import type { Admission, Caller } from '../../access/caller.ts';
import type { Rights } from '../../access/roles.ts';
import { limits } from '../../domain/limits.ts';
import { Problem } from '../errors.ts';
import { type EventStream, openEventStream } from './event-stream.ts';

/** One look at what has changed, made once for everybody who listens. */
export interface Look {
  /** Up to where it saw. */
  readonly position: string;
  /** What changed since a position; null: more than is told, or nobody knows of that position. */
  since(position: string): Promise<Told | null>;
  /** How things stand, for somebody who comes new. */
  begin(): Promise<Told>;
}

/** What somebody with these rights may hear of it; null: nothing. */
export type Told = (rights: Rights) => object | null;

export interface ListenersParts {
  readonly look: () => Promise<Look>;
  /** The number of access: when it moves, everybody's rights are looked at again. */
  readonly access: { current(): number | Promise<number> };
  readonly onFault: (error: unknown) => void;
}

export interface Newcomer {
  readonly caller: Caller;
  /** What he may do now; it is no use of his key or session. */
  readonly recheck: () => Admission | Promise<Admission>;
  /** Where he was when his last stream broke off. */
  readonly after: string | undefined;
}

export interface Listeners {
  /** Begins a stream. Throws a Problem where there are too many. */
  join(newcomer: Newcomer): Readable;
  readonly count: number;
  /** Ends all streams; nobody joins after that. */
  close(): Promise<void>;
}

interface Listener {
  readonly actor: number;
  readonly stream: EventStream;
  readonly recheck: Newcomer['recheck'];
  rights: Rights;
  /** Null: comes new. */
  position: string | null;
  isNew: boolean;
}

/**
 * Who listens, and the one loop that looks for all of them: as long as somebody does, every `livePollMs`. Whoever stands at
 * one position shares one reading, so a thousand streams cost the database what one costs. A stream ends when its key or
 * session is not good any more: a second after the number of access has moved, or with the next beat where only time passed.
 */
export function openListeners({ look, access, onFault }: ListenersParts): Listeners {
  const all = new Set<Listener>();
  const ofActor = new Map<number, number>();
  let loop: Promise<void> | null = null;
  let nap: { readonly end: () => void } | null = null;
  let isWoken = false;
  let isClosed = false;
  let isFailing = false;
  let checkedAt = -1;
  let beatAt = 0;

  function join({ caller, recheck, after }: Newcomer): Readable {
    const actor = caller.actor.id;
    const own = ofActor.get(actor) ?? 0;
    refuseMore(isClosed, own, all.size);
    ofActor.set(actor, own + 1);
    const stream = openEventStream({
      backlogMax: limits.liveBacklogBytesMax,
      retryMs: limits.liveRetryMs,
      onClosed() {
        all.delete(listener);
        const left = ofActor.get(actor)! - 1;
        if (left > 0) ofActor.set(actor, left);
        else ofActor.delete(actor);
      },
    });
    const { rights } = caller;
    const listener: Listener = { actor, stream, recheck, rights, position: after ?? null, isNew: true };
    all.add(listener);
    loop ??= keepLooking().finally(() => {
      loop = null;
    });
    isWoken = true;
    nap?.end();
    return stream.body;
  }

  async function keepLooking(): Promise<void> {
    beatAt = performance.now() + limits.liveBeatMs;
    while (all.size > 0 && !isClosed) {
      await pass().then(
        () => {
          isFailing = false;
        },
        (error: unknown) => {
          // A lost database is told once, not twice a second; streams stay, and hear of it all when it is back.
          if (!isFailing) onFault(error);
          isFailing = true;
        },
      );
      await sleepUntilWoken(isFailing ? limits.liveRetryMs : limits.livePollMs);
    }
  }

  async function pass(): Promise<void> {
    const isBeat = performance.now() >= beatAt;
    if (isBeat) {
      beatAt = performance.now() + limits.liveBeatMs;
      for (const { stream } of all) stream.beat();
    }
    const number = await access.current();
    if (isBeat || number !== checkedAt) await recheckAll(number);
    await tellAll(await look());
  }

  async function recheckAll(number: number): Promise<void> {
    checkedAt = number;
    for (const listener of [...all]) {
      const admitted = await listener.recheck();
      if (typeof admitted === 'object') listener.rights = admitted.rights;
      else {
        listener.stream.tell('ended', { code: admitted });
        listener.stream.end();
        all.delete(listener);
      }
    }
  }

  async function tellAll(found: Look): Promise<void> {
    const standing = memory(() => found.begin());
    for (const [position, members] of byPosition(all)) {
      const told = position === null ? null : await found.since(position);
      for (const member of members) await tell(member, found.position, told, standing);
    }
  }

  async function tell(
    listener: Listener,
    position: string,
    told: Told | null,
    standing: () => Promise<Told>,
  ): Promise<void> {
    const { stream, rights, isNew } = listener;
    if (told === null) stream.tell('reload', {}, position);
    const hint = told?.(rights) ?? null;
    if (hint !== null) stream.tell('changed', hint, position);
    if (isNew) stream.tell('changed', (await standing())(rights) ?? {}, position);
    listener.position = position;
    listener.isNew = false;
  }

  /** Whoever joins is not kept waiting for the next look. */
  async function sleepUntilWoken(ms: number): Promise<void> {
    if (!isWoken)
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          nap = null;
          resolve();
        };
        const timer = setTimeout(end, ms);
        nap = { end };
      });
    isWoken = false;
  }

  return {
    join,
    get count() {
      return all.size;
    },
    async close() {
      isClosed = true;
      for (const { stream } of all) stream.end();
      nap?.end();
      await loop;
    },
  };
}

function refuseMore(isClosed: boolean, own: number, all: number): void {
  const { liveStreamsPerCallerMax: ownMax, liveStreamsMax: allMax } = limits;
  if (isClosed) throw new Problem('stopping', 'The server is stopping.', { retryAfter: 2 });
  if (own >= ownMax)
    throw new Problem('over_share', `This caller has ${ownMax} streams open.`, {
      limit: ownMax,
      retryAfter: 10,
    });
  if (all >= allMax)
    throw new Problem('busy', `${allMax} streams are open here.`, { limit: allMax, retryAfter: 10 });
}

function byPosition(all: ReadonlySet<Listener>): Map<string | null, Listener[]> {
  const groups = new Map<string | null, Listener[]>();
  for (const listener of all) {
    const group = groups.get(listener.position);
    if (group) group.push(listener);
    else groups.set(listener.position, [listener]);
  }
  return groups;
}

/** Asked at most once. */
function memory<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | null = null;
  return () => {
    known ??= ask();
    return known;
  };
}
