import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LabelLink } from '../../domain/labels/design.ts';
import type { ServerSecret } from '../../platform/server-secret.ts';

/** Characters of a token: 96 bits, which nobody guesses over a network, and few enough for a small QR code. */
const tokenLength = 16;

/** What a label is stuck on. */
export interface Labelled {
  /** 14 digits. */
  readonly gtin: string;
  readonly serial: string;
}

/** Tells labels that we printed from addresses that somebody wrote. Both throw a StartProblem where the secret cannot be read. */
export interface LabelTokens {
  tokenOf(labelled: Labelled): string;
  isRight(labelled: Labelled, token: string): boolean;
}

/**
 * The token is HMAC-SHA-256 over product and serial under the server's secret: nothing is stored, a label printed anew says
 * the same, and a unit that gets another number gets another token. Who changes the secret makes all labels that are out
 * prove nothing.
 */
export function openLabelTokens(server: ServerSecret): LabelTokens {
  const tokenOf = ({ gtin, serial }: Labelled) => {
    const key = createHmac('sha256', server.bytes).update('label').digest();
    // A GTIN has 14 digits: no two pairs make one text.
    return createHmac('sha256', key).update(`${gtin}${serial}`).digest('base64url').slice(0, tokenLength);
  };
  return {
    tokenOf,
    isRight(labelled, token) {
      const [right, given] = [tokenOf(labelled), token].map((text) => Buffer.from(text));
      return given!.length === right!.length && timingSafeEqual(given!, right!);
    },
  };
}

/** What the address on a label of ours carries. */
export type LabelLinks = (labelled: Labelled) => LabelLink | null;

/** `stem`: where customers reach us, `https://id.shop.example`; undefined: nobody has said, so no label leads to us. */
export function labelLinks(tokens: LabelTokens, stem: string | undefined): LabelLinks {
  return (labelled) => (stem === undefined ? null : { stem, token: tokens.tokenOf(labelled) });
}
