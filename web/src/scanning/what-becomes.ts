/** What becomes of a scan that the server did not answer. */
export type Fate =
  /** The server cannot be reached or has no time: everything is tried again in a while. */
  | 'away'
  /** It broke over this very scan: tried again a few times, then set aside so that the others go on. */
  | 'failed'
  /** Not while this person is not signed in here: it waits for that, and nobody else's scans wait for it. */
  | 'not_signed_in'
  /** No, and no again: it is told, and not sent any more by itself. */
  | 'final';

/** How often the server may break over one scan before it is set aside. */
export const failuresMax = 3;

/** `status` 0: there was no answer. The server's codes stand in src/http/errors.ts. */
export function fateOf({ status, code }: { readonly status: number; readonly code: string }): Fate {
  if (status === 401 || code === 'other_actor' || code === 'password_change_needed') return 'not_signed_in';
  if (status === 500) return 'failed';
  return status === 0 || status === 408 || status === 429 || status > 500 ? 'away' : 'final';
}
