import { useQuery } from '@tanstack/react-query';
import { readScan } from '../../../src/domain/identifiers/read-scan.ts';
import type {
  ContainerHappeningOnWire,
  ContainerMovedOnWire,
  ContainerOnWire,
  ContainerUnitOnWire,
  UnitContainersOnWire,
} from '../../../src/operations/containers/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask, ServerProblem, withQuery } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { readAll } from '../server/read-all.ts';
import type { Page } from '../server/wire.ts';

export const containerPath = (number: string) => `/api/containers/${encodeURIComponent(number)}`;

export interface WholeContainer {
  readonly container: ContainerOnWire;
  readonly units: readonly ContainerUnitOnWire[];
  /** The latest hundred. */
  readonly history: readonly ContainerHappeningOnWire[];
}

/** The container with what is in it, anew as soon as the stream tells of a scan into it. */
export function useContainer(number: string) {
  return useQuery({
    queryKey: ['document', number],
    queryFn: () => readContainer(number),
    staleTime: 0,
  });
}

async function readContainer(number: string): Promise<WholeContainer> {
  const path = containerPath(number);
  const [container, units, history] = await Promise.all([
    ask<ContainerOnWire>('GET', path),
    readAll<ContainerUnitOnWire>(`${path}/units`),
    ask<Page<ContainerHappeningOnWire>>('GET', withQuery(`${path}/history`, { limit: '100' })),
  ]);
  return { container, units, history: history.items };
}

export async function rereadContainer(number: string): Promise<void> {
  forgetList('containers');
  await queryClient.invalidateQueries({ queryKey: ['document', number] });
}

/** The containers that a unit is and was in. */
export function useStays(unit: number) {
  return useQuery({
    queryKey: ['unit', String(unit), 'containers'],
    queryFn: () => ask<UnitContainersOnWire>('GET', `/api/units/${unit}/containers`),
  });
}

/** The container that a code names; null: none that one may see. */
export async function containerCalled(code: string): Promise<ContainerOnWire | null> {
  try {
    return await ask<ContainerOnWire>('GET', containerPath(code));
  } catch (error) {
    if (error instanceof ServerProblem && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
}

/** The code that a scan would name a container by: an SSCC, our own label's, or the bare text. */
export function containerCodeOf(codes: readonly string[]): string | null {
  const [text, ...more] = codes;
  if (text === undefined || more.length > 0) return null;
  const reading = readScan(text);
  if ('error' in reading) return null;
  for (const one of reading.understood) {
    if (one.as === 'sscc') return one.sscc;
    if (one.as === 'document') return one.kind === 'container' ? one.number : null;
    if (one.as === 'bin' || one.as === 'ean') return null;
  }
  return text.trim();
}

/** Whether a code can be nothing else than a container's: then it is not asked for as a unit first. */
export function isSurelyContainer(codes: readonly string[]): boolean {
  const reading = readScan(codes[0] ?? '');
  if ('error' in reading || codes.length !== 1) return false;
  return (
    /^C-\d{6,}$/i.test(codes[0]!.trim()) ||
    reading.understood.some((one) => one.as === 'sscc' || (one.as === 'document' && one.kind === 'container'))
  );
}

export function moveTo(number: string, location: string, more: { readonly leaveRest?: true } = {}) {
  const body = { request: crypto.randomUUID(), location, ...more };
  return ask<ContainerMovedOnWire>('POST', `${containerPath(number)}/moves`, body);
}

export function place(number: string, into: string | null) {
  return ask<ContainerMovedOnWire>('POST', `${containerPath(number)}/place`, {
    request: crypto.randomUUID(),
    into,
  });
}

export function breakUp(number: string) {
  return ask<ContainerMovedOnWire>('POST', `${containerPath(number)}/break`, {
    request: crypto.randomUUID(),
  });
}
