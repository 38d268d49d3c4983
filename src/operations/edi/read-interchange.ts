import { X12Interchange, X12Parser, type X12Segment } from 'node-x12';
import { limits } from '../../domain/limits.ts';
import type { Segment } from './rules.ts';

/** One interchange: who sent it, and its transactions group by group. */
export interface Interchange {
  readonly senderKind: string;
  readonly sender: string;
  readonly receiverKind: string;
  readonly receiver: string;
  readonly control: string;
  readonly groups: readonly Group[];
}

export interface Group {
  readonly code: string;
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly version: string;
  readonly transactions: readonly Transaction[];
}

export interface Transaction {
  /** 856, 850. */
  readonly set: string;
  readonly control: string;
  readonly segments: readonly Segment[];
}

/**
 * Takes an interchange apart. node-x12 holds the counts and control numbers of ISA/IEA, GS/GE and ST/SE against each
 * other; that none of the six is missing, which a broken transfer leaves, is looked at here. Answers a sentence naming the
 * segment where it cannot be taken as a whole.
 */
export function readInterchange(text: string): Interchange | { readonly wrong: string } {
  const parsed = parsedOf(text.trim());
  if ('wrong' in parsed) return parsed;
  const { header, trailer, functionalGroups } = parsed.interchange;
  if (!header) return { wrong: 'There is no ISA segment at the start.' };
  if (!trailer) return { wrong: 'The interchange breaks off: its IEA segment is missing.' };
  const groups: Group[] = [];
  for (const group of functionalGroups) {
    const name = `group ${elementOf(group.header, 6)}`;
    if (!group.trailer) return { wrong: `The ${name} breaks off: its GE segment is missing.` };
    const transactions: Transaction[] = [];
    for (const one of group.transactions) {
      const control = elementOf(one.header, 2);
      if (!one.trailer) return { wrong: `The transaction ${control} breaks off: its SE segment is missing.` };
      const segments = one.segments.map((segment, nth) => segmentOf(segment, nth + 2));
      transactions.push({ set: elementOf(one.header, 1), control, segments });
    }
    const [code, sender, receiver] = [1, 2, 3].map((nth) => elementOf(group.header, nth)) as [
      string,
      string,
      string,
    ];
    const [control, version] = [elementOf(group.header, 6), elementOf(group.header, 8)];
    groups.push({ code, sender, receiver, control, version, transactions });
  }
  const count = groups.reduce((sum, { transactions }) => sum + transactions.length, 0);
  if (count === 0) return { wrong: 'There is no transaction in it (ST).' };
  if (count > limits.ediTransactionsMax)
    return {
      wrong: `It has ${count} transactions, and at most ${limits.ediTransactionsMax} are taken at once.`,
    };
  return {
    senderKind: elementOf(header, 5),
    sender: elementOf(header, 6).trim(),
    receiverKind: elementOf(header, 7),
    receiver: elementOf(header, 8).trim(),
    control: elementOf(header, 13),
    groups,
  };
}

function parsedOf(text: string): { readonly interchange: X12Interchange } | { readonly wrong: string } {
  if (!text.startsWith('ISA')) return { wrong: 'An X12 interchange begins with ISA.' };
  try {
    const read = new X12Parser(true).parse(text);
    if (read instanceof X12Interchange) return { interchange: read };
    return { wrong: 'There is more than one interchange (ISA) in it: send each by itself.' };
  } catch (error) {
    // What the parser says of the standard is clear; other faults of its are of what it was given, too.
    const said = error instanceof Error ? error.message.replace(/^X12 Standard: /, '') : '';
    return { wrong: said.slice(0, 300) || 'It cannot be read as X12.' };
  }
}

function elementOf(segment: X12Segment, nth: number): string {
  return segment.elements[nth - 1]?.value ?? '';
}

function segmentOf({ tag, elements }: X12Segment, position: number): Segment {
  return { tag, elements: elements.map(({ value }) => value ?? ''), position };
}
