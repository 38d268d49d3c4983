import { describe, expect, test } from 'vitest';
import { evidences } from '../domain/events.ts';
import { conditions, identifierKinds, statuses, uses } from '../domain/facts.ts';
import { moveNames } from '../domain/lifecycle.ts';
import {
  conditionCodes,
  evidenceCodes,
  identifierCodes,
  memberCodes,
  memberStates,
  moveCodes,
  outcomeCodes,
  outcomes,
  statusCodes,
  useCodes,
} from './codes.ts';

describe('numbers stored for words', () => {
  test.each([
    ['status', statuses, statusCodes],
    ['move', moveNames, moveCodes],
    ['condition', conditions, conditionCodes],
    ['use', uses, useCodes],
    ['evidence', evidences, evidenceCodes],
    ['outcome', outcomes, outcomeCodes],
    ['identifier kind', identifierKinds, identifierCodes],
    ['member state', memberStates, memberCodes],
  ] as const)('every %s has one number of its own and comes back from it', (_name, words, codes) => {
    const typed = codes as { toCode(word: string): number; toWord(code: number): string };
    const numbers = words.map((word) => typed.toCode(word));
    expect(new Set(numbers).size).toBe(words.length);
    expect(numbers.map((code) => typed.toWord(code))).toEqual(words);
  });

  test('the numbers of facts never change', () => {
    const frozen = {
      condition: ['new', 'opened', 'refurbished', 'damaged', 'defective'],
      use: ['stock', 'display', 'demo', 'loaner', 'internal'],
      evidence: ['scanned', 'camera', 'rfid', 'keyed', 'pasted', 'inferred', 'imported', 'system'],
      outcome: ['recorded', 'refused', 'withheld', 'ambiguous'],
      identifier: ['serial', 'imei', 'mac', 'epc', 'maker_serial', 'box_serial', 'own_label'],
      member: [
        ...['listed', 'recorded', 'extra', 'cancelled', 'filled'],
        ...['picked', 'sent', 'received', 'elsewhere', 'lost'],
      ],
    };
    expect({
      condition: [...conditions],
      use: [...uses],
      evidence: [...evidences],
      outcome: [...outcomes],
      identifier: [...identifierKinds],
      member: [...memberStates],
    }).toEqual(frozen);
  });

  test('a number that stands for nothing is an error, not a guess', () => {
    expect(() => statusCodes.toWord(99)).toThrow(/No word/);
  });
});
