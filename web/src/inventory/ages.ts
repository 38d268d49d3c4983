import { type AgeName, ageBuckets } from '../../../src/domain/valuation/ageing.ts';
import type { InventoryAges } from '../../../src/operations/inventory/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { inventoryWords } from './inventory-words.ts';

/** Each stretch of ages, and where an answer counts it. */
export const agesOf = [
  { name: '0-30', member: 'days0to30' },
  { name: '31-60', member: 'days31to60' },
  { name: '61-90', member: 'days61to90' },
  { name: '91-180', member: 'days91to180' },
  { name: '181-365', member: 'days181to365' },
  { name: 'over-365', member: 'over365' },
] as const satisfies readonly { readonly name: AgeName; readonly member: keyof InventoryAges }[];

/** Ages as people say them. */
export function useAgeWords() {
  const say = useSliceWords(inventoryWords);
  const { number } = useSpeech();
  return {
    daysText(days: number) {
      if (days === 0) return say('today');
      return days === 1 ? say('day') : say('days', { days: number(days) });
    },
    nameOf(name: AgeName) {
      const { from, to } = ageBuckets.find((one) => one.name === name)!;
      return to === null ? say('over') : say('span', { from, to });
    },
  };
}
