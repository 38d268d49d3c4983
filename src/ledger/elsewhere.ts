import { exceptionSentence } from '../domain/exceptions.ts';
import { type Facts, type Refusal, sentenceOf } from '../domain/refusals.ts';
import { type Sites, within } from '../domain/sites.ts';
import type { Answer } from './acts.ts';
import type { FeedItem } from './feed-items.ts';
import type { Reference } from './reference.ts';

// What somebody may know of sites that are not his (docs/decisions/0034): that a thing is elsewhere, not where and when.

/** ` at SITE/SPOT on 2026-…`, as the ledger words what was recorded last (attempt.ts), and a bare `SITE/SPOT`. */
const spotInWords = / at ([^\s/]+)\/\S+ on \d{4}-\d\d-\d\d/;
const bareSpot = /^([^\s/]+)\/\S+$/;

/** Words about an event or a place, or only that it was elsewhere, in words that fit the same sentences. */
export function wordsWithin(words: string, reference: Reference, sites: Sites): string {
  if (sites === null) return words;
  const event = spotInWords.exec(words)?.[1];
  if (event !== undefined) return mayKnow(event, reference, sites) ? words : 'recorded at another site';
  const place = bareSpot.exec(words)?.[1];
  return place === undefined || mayKnow(place, reference, sites) ? words : 'another site';
}

/** With a carrier, a customer or a vendor is nobody's secret; a word that is no site's code is no place. */
function mayKnow(code: string, reference: Reference, sites: Sites): boolean {
  const site = reference.sitesByCode.get(code);
  return site === undefined || site.kind === 'outside' || within(sites, site.id);
}

/** An answer as somebody may see it: its code and its sentence stay, what it says of another site's events does not. */
export function answerWithin(answer: Answer, reference: Reference, sites: Sites): Answer {
  if (sites === null || (answer.refusal === null && answer.exceptions.length === 0)) return answer;
  const { refusal, exceptions } = answer;
  return {
    ...answer,
    refusal: refusal && refusalWithin(refusal, reference, sites),
    exceptions: exceptions.map((one) => ({
      ...one,
      recorded: wordsWithin(one.recorded, reference, sites),
    })),
  };
}

/** Of what happened, what happened at one of the sites or brought something there. */
export function itemsWithin(items: readonly FeedItem[], reference: Reference, sites: Sites): FeedItem[] {
  if (sites === null) return [...items];
  return items
    .filter((item) => placesOf(item).some((code) => isSiteWithin(code, reference, sites)))
    .map((item) => itemWithin(item, reference, sites));
}

function itemWithin(item: FeedItem, reference: Reference, sites: Sites): FeedItem {
  if (item.type === 'scan') {
    const refusal = item.refusal && refusalWithin(item.refusal, reference, sites);
    return { ...item, refusal, sentence: refusal && sentenceOf(refusal as Refusal) };
  }
  if (item.type !== 'exception_opened' && item.type !== 'exception_settled') return item;
  const { kind, observed } = item;
  const recorded = wordsWithin(item.recorded, reference, sites);
  return { ...item, recorded, sentence: exceptionSentence({ kind, recorded, observed }) };
}

function refusalWithin<Told extends { readonly facts: Facts }>(
  refusal: Told,
  reference: Reference,
  sites: Sites,
): Told {
  const facts = Object.entries(refusal.facts).map(([name, value]) => [
    name,
    wordsWithin(value, reference, sites),
  ]);
  return { ...refusal, facts: Object.fromEntries(facts) };
}

/** The codes of the sites that an item is about. */
function placesOf(item: FeedItem): string[] {
  const spots =
    item.type === 'event'
      ? [item.spot, item.place]
      : item.type === 'quantity'
        ? [item.place]
        : item.type === 'scan'
          ? [item.spot]
          : [item.site];
  return spots.flatMap((spot) => (spot === null ? [] : [spot.split('/', 1)[0]!]));
}

function isSiteWithin(code: string, reference: Reference, sites: Sites): boolean {
  const site = reference.sitesByCode.get(code);
  return site !== undefined && within(sites, site.id);
}
