import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { credentials } from '../access/session-store.ts';
import { ServerProblem } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';

/** A photograph as an address that an image can show: an image itself could not say who asks. */
export function usePhoto(hash: string) {
  const { data, error, isPending } = useQuery({
    queryKey: ['photo', hash],
    queryFn: () => fetchPhoto(hash),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) return undefined;
    const made = URL.createObjectURL(data);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return { address, error, isPending: isPending || (data !== undefined && address === null) };
}

/** What was kept of a photograph here is out of date, in the browser's own store too, which asks nobody for a day. */
export async function forgetPhoto(hash: string): Promise<void> {
  await fetchPhoto(hash, 'reload').catch(() => undefined);
  await queryClient.resetQueries({ queryKey: ['photo', hash] });
}

async function fetchPhoto(hash: string, cache: RequestCache = 'default'): Promise<Blob> {
  const reply = await fetch(`/api/photos/${hash}`, {
    cache,
    headers: { ...credentials(), accept: 'image/*, application/problem+json' },
  }).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  if (reply.ok) return reply.blob();
  throw new ServerProblem(reply.status, await reply.json().catch(() => ({})));
}
