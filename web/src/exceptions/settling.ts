import { useQuery } from '@tanstack/react-query';
import type { ExceptionOnWire, PossibleOwner } from '../../../src/operations/exceptions/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask, withQuery } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';

/** Who may settle the questions of a site; null: it is not asked. */
export function usePossibleOwners(site: string | null) {
  return useQuery({
    queryKey: ['exception-owners', site],
    queryFn: () =>
      ask<{ items: readonly PossibleOwner[] }>(
        'GET',
        withQuery('/api/exceptions/owners', { site: site ?? undefined }),
      ),
    enabled: site !== null,
  });
}

export async function settle(id: number, settlement: string): Promise<void> {
  await ask('POST', `/api/exceptions/${id}/settle`, { settlement });
  forgetExceptions();
}

export async function giveTo(id: number, owner: string | null): Promise<void> {
  await ask('POST', `/api/exceptions/${id}/owner`, { owner });
  forgetExceptions();
}

/**
 * Records what sets a question right, where something is to be recorded, and settles it with the given words. What the server
 * refuses is thrown in its own sentence; then the question stays open.
 */
export async function repair(
  item: ExceptionOnWire,
  { move, location, details }: ExceptionOnWire['repairs'][number],
  settlement: string,
): Promise<void> {
  if (move !== null && item.unit !== null) {
    const scan = { id: scanId(Date.now()), codes: [`UNIT:${item.unit.id}`], input: 'keyed', details };
    const said = { move, site: item.site, ...(location === null ? {} : { location }), scans: [scan] };
    const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', '/api/scans', said);
    const answer = answers[0];
    if (answer?.outcome !== 'recorded') throw new Error(answer?.sentence ?? '');
  }
  await settle(item.id, settlement);
}

function forgetExceptions(): void {
  forgetList('exceptions');
  forgetUnits();
}
