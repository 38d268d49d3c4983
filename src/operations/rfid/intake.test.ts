import { expect, test } from 'vitest';
import { openIntake } from './intake.ts';
import type { Delivery } from './take-reads.ts';

test('what comes at any moment while the last group ends is stored too', async () => {
  const intake = openIntake({
    // Each group fails at once: when it ends is all that matters here.
    reference: () => Promise.reject(new Error('the database is away')),
    clock: { now: () => new Date(0) },
    figures: { watchReads() {}, onReads() {}, onSightings() {}, onReadsDropped() {} },
  } as unknown as Parameters<typeof openIntake>[0]);
  const take = () => intake.take({ reads: [] } as unknown as Delivery).catch(({ message }: Error) => message);
  for (let steps = 0; steps < 12; steps += 1) {
    let next = take();
    for (let step = 0; step < steps; step += 1) next = next.then((told) => told);
    await next;
    expect([steps, await take()]).toEqual([steps, 'the database is away']);
  }
  expect(intake.waiting).toBe(0);
});
