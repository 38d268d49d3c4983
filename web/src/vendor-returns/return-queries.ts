import { useQuery } from '@tanstack/react-query';
import type {
  ReturnedUnitOnWire,
  VendorReturnOnWire,
} from '../../../src/operations/vendor-returns/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask, withQuery } from '../server/ask.ts';
import { forgetUnits, queryClient } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';

export const returnPath = (number: string) => `/api/vendor-returns/${encodeURIComponent(number)}`;

export interface WholeReturn {
  readonly paper: VendorReturnOnWire;
  readonly units: readonly ReturnedUnitOnWire[];
}

/** A return with its units. */
export function useVendorReturn(number: string) {
  return useQuery({ queryKey: ['document', number], queryFn: () => readReturn(number), staleTime: 0 });
}

export async function rereadReturn(number: string): Promise<void> {
  forgetList('vendor-returns');
  forgetList('vendor-credits');
  forgetUnits();
  await queryClient.invalidateQueries({ queryKey: ['document', number] });
}

async function readReturn(number: string): Promise<WholeReturn> {
  const path = returnPath(number);
  const units: ReturnedUnitOnWire[] = [];
  const paper = await ask<VendorReturnOnWire>('GET', path);
  for (let after: string | undefined; ; ) {
    const page = await ask<Page<ReturnedUnitOnWire>>(
      'GET',
      withQuery(`${path}/units`, { limit: '1000', after }),
    );
    units.push(...page.items);
    if (page.next === null) return { paper, units };
    after = page.next;
  }
}

/** Suppliers that are in use; the first thousand. */
export function useSuppliersInUse() {
  return useQuery({
    queryKey: ['suppliers'],
    queryFn: () => ask<Page<SupplierName>>('GET', '/api/suppliers?limit=1000'),
  });
}

interface SupplierName {
  readonly code: string;
  readonly name: string;
  readonly active?: boolean;
}
