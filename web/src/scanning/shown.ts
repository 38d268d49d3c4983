import type { Evidence } from '../../../src/domain/events.ts';
import type { ContainerOnWire } from '../../../src/operations/containers/contract.ts';
import { ServerProblem } from '../server/ask.ts';
import type { Explanations, Unit } from '../server/wire.ts';
import type { Speech } from '../words/words.ts';
import { bareText } from './symbol-text.ts';
import type { Understanding } from './understand.ts';
import { plainVerdict, unitVerdict, type Verdict } from './verdict.ts';

/** What lies in front of the person: the scan, the verdict on it, and what can be done about it. */
export interface Shown {
  /** Of one thing. */
  readonly codes: readonly string[];
  /** How the number came in: a move made by a button rests on the same evidence. The weakest until it is known. */
  readonly input: Evidence;
  readonly verdict: Verdict;
  readonly unit: Unit | null;
  readonly candidates: readonly Unit[];
  readonly explained: Explanations['explanations'];
  /** Codes by which a unit may be made that nobody has recorded yet; null: the product is not known. */
  readonly newCodes: readonly string[] | null;
  /** Where a picture is of what to scan next: an address, or `photo:` and a photograph's hash. */
  readonly picture?: string;
  /** A container's label was scanned. */
  readonly container?: ContainerOnWire;
}

export function show(codes: readonly string[], verdict: Verdict): Shown {
  return { codes, input: 'keyed', verdict, unit: null, candidates: [], explained: [], newCodes: null };
}

/** Codes as one reads them: without the sign of their symbol, and with one for the separator. */
export function textOf(codes: readonly string[]): string {
  return codes.map((code) => bareText(code).replaceAll('\u001d', '␝')).join(' + ');
}

/** `product`: the code of the product that was scanned just before. */
export function shownOf(
  codes: readonly string[],
  known: Understanding,
  product: string | null,
  speech: Speech,
): Shown {
  const { say, word } = speech;
  switch (known.is) {
    case 'unit': {
      const verdict = unitVerdict(known.unit, speech);
      const hinted =
        known.hint === null ? verdict : { ...verdict, tone: 'ask' as const, next: say(known.hint) };
      return { ...show(codes, hinted), unit: known.unit };
    }
    case 'units':
      return {
        ...show(codes, plainVerdict('ask', say('ambiguous'), say('candidates'), say('nextPick'))),
        candidates: known.units,
      };
    case 'product': {
      const { name, labelHints } = known.product;
      const hint = labelHints.find(({ number }) => number === 'serial') ?? labelHints[0];
      const next = hint ? say('nextSerialAt', { where: hint.where }) : say('nextSerial');
      const shown = show(codes, plainVerdict('ask', say('productCode'), name, next));
      return hint?.picture === undefined ? shown : { ...shown, picture: hint.picture };
    }
    case 'container': {
      const { container } = known;
      const { number, site, location } = container;
      return { ...show(codes, plainVerdict('info', number, `${site}/${location}`, '')), container };
    }
    case 'unreadable':
      return show(
        codes,
        plainVerdict(
          'bad',
          say('unreadable'),
          known.sentence,
          say(known.isLayout ? 'wrongLayout' : 'nextAgain'),
        ),
      );
    case 'unknown': {
      const { understood, explained, hint } = known;
      const kind = understood && word('code', understood.as);
      const sentence = understood ? say('understoodAs', { kind: kind!, value: understood.value }) : '';
      const next = say(hint ?? (explained.length > 0 ? 'nextExplain' : 'nextAgain'));
      const newCodes = product !== null ? [product, ...codes] : known.hasProduct ? codes : null;
      return { ...show(codes, plainVerdict('bad', say('unknown'), sentence, next)), explained, newCodes };
    }
  }
}

/** A fault of these screens is told like one of the server's: the next scan goes on. */
export function troubleVerdict(error: unknown, { say }: Speech): Verdict {
  if (!(error instanceof ServerProblem)) {
    console.error(error);
    return plainVerdict('bad', say('problem'), String(error), say('nextAgain'));
  }
  if (error.status === 0) return plainVerdict('bad', say('offline'), '', say('nextAgain'));
  return plainVerdict('bad', say('refused'), error.message, say('nextAgain'));
}
