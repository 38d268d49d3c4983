import { useQuery } from '@tanstack/react-query';
import type {
  TransferOnWire,
  TransferProgressOnWire,
  TransferUnitOnWire,
} from '../../../src/operations/transfers/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useLive } from '../server/live.ts';
import { queryClient } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';

/** The sites that units can be asked from or sent to, also those that one sees nothing else of. */
export function useTransferSites() {
  return useQuery({
    queryKey: ['transfer-sites'],
    queryFn: () => ask<{ readonly items: readonly TransferSite[] }>('GET', '/api/transfer-sites'),
    staleTime: 300_000,
  });
}

interface TransferSite {
  readonly code: string;
  readonly name: string;
}

export const transferPath = (number: string) => `/api/transfers/${encodeURIComponent(number)}`;

/** How often an open transfer is asked whether somebody else has scanned, where the stream does not tell. */
const lookMs = 4_000;

export interface WholeTransfer {
  readonly transfer: TransferOnWire;
  readonly progress: TransferProgressOnWire;
  readonly units: readonly TransferUnitOnWire[];
}

/** The transfer with its lines and its units, anew as soon as the stream tells of it. */
export function useTransfer(number: string) {
  const live = useLive();
  return useQuery({
    queryKey: ['document', number],
    queryFn: () => readTransfer(number),
    refetchInterval: ({ state }) =>
      live !== 'on' && state.data?.transfer.closedAt === null ? lookMs : false,
    staleTime: 0,
  });
}

export async function rereadTransfer(number: string): Promise<void> {
  forgetList('transfers');
  forgetList('in-transit');
  await queryClient.invalidateQueries({ queryKey: ['document', number] });
}

async function readTransfer(number: string): Promise<WholeTransfer> {
  const path = transferPath(number);
  const [transfer, progress, units] = await Promise.all([
    ask<TransferOnWire>('GET', path),
    ask<TransferProgressOnWire>('GET', `${path}/progress`),
    readUnits(path),
  ]);
  return { transfer, progress, units };
}

async function readUnits(path: string): Promise<readonly TransferUnitOnWire[]> {
  const units: TransferUnitOnWire[] = [];
  for (let after: string | undefined; ; ) {
    const page = await ask<Page<TransferUnitOnWire>>(
      'GET',
      withQuery(`${path}/units`, { limit: '1000', after }),
    );
    units.push(...page.items);
    if (page.next === null) return units;
    after = page.next;
  }
}
