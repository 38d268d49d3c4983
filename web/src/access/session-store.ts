import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';

const place = 'unitrail.key';

/** Somebody who works here: under whom things are recorded, and what people call them. */
export type Who = Pick<SessionOnWire, 'actor' | 'name'>;

/**
 * The API key that this tab signed in with, if it did so by key: kept for the tab alone (sessionStorage), as many may
 * share the device. A password's session lives in a cookie that no script reads.
 */
let key: string | null = restored();
let who: Who | null = null;
const enders = new Set<(why: SessionEnd) => void>();
const followers = new Set<() => void>();

/** ended: the server does not know (any more) who asks · other: somebody else has signed in, in another tab. */
export type SessionEnd = 'ended' | 'other';

export function rememberKey(given: string | null): void {
  key = given;
  try {
    if (given === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, given);
  } catch {
    // Then it lasts as long as the page.
  }
}

/** Headers that say who asks; the last one tells the server that a page of ours asks, not a form of somebody else's. */
export function credentials(): Readonly<Record<string, string>> {
  return key === null ? { 'x-unitrail-request': 'screens' } : { authorization: `Bearer ${key}` };
}

/** Header by which the server refuses to record this under anybody but who is meant. */
export function meantFor(actor: string): Readonly<Record<string, string>> {
  return { 'x-unitrail-actor': encodeURI(actor) };
}

/** Who works at this page now; null: nobody, as far as is known. */
export function whoWorks(): Who | null {
  return who;
}

export function rememberWho(next: Who | null): void {
  const isOther = next?.actor !== who?.actor;
  who = next === null ? null : { actor: next.actor, name: next.name };
  if (isOther) for (const follow of followers) follow();
}

/** Tells when somebody else works here, or nobody. */
export function onWho(follow: () => void): () => void {
  followers.add(follow);
  return () => followers.delete(follow);
}

export function tellSession(why: SessionEnd): void {
  for (const end of enders) end(why);
}

export function onSessionEnd(end: (why: SessionEnd) => void): () => void {
  enders.add(end);
  return () => enders.delete(end);
}

function restored(): string | null {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}
