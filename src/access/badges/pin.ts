import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { limits } from '../../domain/limits.ts';
import type { ServerSecret } from '../../platform/server-secret.ts';
import { inTurns } from '../sessions/in-turns.ts';

/** Badge numbers and PINs as they may be kept. Both are short, so a copy of the database must not be enough to guess them. */
export interface Pins {
  /** Under which a badge is found; HMAC-SHA-256, hex. */
  hashOfBadge(number: string): string;
  /** Throws TooManyPasswords. */
  hashOfPin(pin: string): Promise<string>;
  /** Whether it is the PIN behind a hash; without one the same work is done, and it is not. Throws TooManyPasswords. */
  isRight(pin: string, hashed: string | null): Promise<boolean>;
}

/**
 * Argon2id, 19 MiB, two passes (OWASP's second choice): some 20 ms, so that a change of hands stays quick. What keeps a PIN
 * of four digits is the server's secret within it, and that tries are counted; 2 is the library's number for the `id` kind.
 */
const cost = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

export function openPins(server: ServerSecret): Pins {
  const turns = inTurns(limits.passwordsAtOnce, limits.passwordQueueMax);
  const keyFor = (purpose: string) => createHmac('sha256', server.bytes).update(purpose).digest();
  let nobodys: Promise<string> | null = null;
  return {
    hashOfBadge: (number) => createHmac('sha256', keyFor('badge')).update(number).digest('hex'),
    hashOfPin: (pin) => turns(async () => hash(pin, { ...cost, secret: keyFor('pin') })),
    isRight: (pin, hashed) =>
      turns(async () => {
        const secret = keyFor('pin');
        nobodys ??= hash('nobody', { ...cost, secret });
        const isIt = await verify(hashed ?? (await nobodys), pin, { secret });
        return isIt && hashed !== null;
      }),
  };
}
