import { describe, expect, test } from 'vitest';
import { refusalCodes, refusals } from '../../../src/domain/refusals.ts';
import { loadRefusals, refusalIn } from './refusal-sentences.ts';
import { refusalsDe } from './refusals-de.ts';
import { refusalsEs } from './refusals-es.ts';

const gapsOf = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();

describe.each([
  ['German', 'de', refusalsDe],
  ['Spanish', 'es', refusalsEs],
] as const)('%s', (_, language, { sentences, kinds }) => {
  test('has a sentence for every refusal, with the same facts in it', () => {
    expect(Object.keys(sentences).sort()).toEqual([...refusalCodes].sort());
    for (const code of refusalCodes)
      expect([code, gapsOf(sentences[code])]).toEqual([code, gapsOf(refusals[code])]);
  });

  test('has sentences that one can read out, and none in English', () => {
    for (const code of refusalCodes) {
      expect([code, sentences[code]]).toEqual([code, expect.stringMatching(/^["„«¿{A-ZÄÖÜÉ].*[.?]$/)]);
      expect([code, sentences[code]]).not.toEqual([code, refusals[code]]);
    }
  });

  test('names documents by its own words', async () => {
    await loadRefusals(language);
    const told = refusalIn(language, 'document_closed', { kind: 'transfer', number: 'T-1' });
    expect(told).toContain(`${kinds.transfer} T-1`);
  });

  test('leaves to the server what it has no sentence or no fact for', async () => {
    await loadRefusals(language);
    expect(refusalIn(language, 'refused_by_the_moon', {})).toBe(null);
    expect(refusalIn(language, 'unknown_unit', {})).toBe(null);
    expect(refusalIn('en', 'unknown_unit', { serial: 'S-1' })).toBe(null);
    const ofDocument = { field: 'document', value: 'sold', kind: 'a transfer' };
    expect(refusalIn(language, 'details_wrong', ofDocument)).toBe(null);
  });
});
