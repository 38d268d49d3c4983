import type { Static } from 'typebox';
import type { explanationsSchema } from '../../../src/operations/search/contract.ts';
import type { foundUnits, historySchema, unitSchema } from '../../../src/operations/units/contract.ts';

// What the server says, as its contracts have it.

export type Unit = Static<typeof unitSchema>;
export type History = Static<typeof historySchema>;
export type UnitEvent = History['events'][number];
export type Found = Static<typeof foundUnits>;
export type Explanations = Static<typeof explanationsSchema>;
export type Understood = Found['understood'][number];

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
