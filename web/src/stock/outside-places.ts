import { useSliceWords } from '../words/words.ts';
import { stockWords } from './stock-words.ts';

const outside = { CARRIER: 'carrier', CUSTOMER: 'customer', VENDOR: 'vendor' } as const;

/**
 * What a place of the counts is called, and where its units are listed: those that left us are at no site of ours, so the list
 * knows them at all sites.
 */
export function usePlaceNames() {
  const say = useSliceWords(stockWords);
  return (site: string) =>
    site in outside
      ? { name: say(outside[site as keyof typeof outside]), site: '*', isOurs: false }
      : { name: site, site, isOurs: true };
}
