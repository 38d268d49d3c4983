import type { Evidence } from '../../../src/domain/events.ts';
import type { Check, Condition, IdentifierKind, Status, Use } from '../../../src/domain/facts.ts';
import type { HoldKind } from '../../../src/domain/holds.ts';
import type { Move } from '../../../src/domain/lifecycle.ts';
import type { Words } from './ui-words.ts';

/** Everything that is said on the screens in one language; the glossary's words where it has them. */
export interface Dictionary {
  readonly ui: Words;
  readonly status: Readonly<Record<Status, string>>;
  readonly condition: Readonly<Record<Condition, string>>;
  readonly use: Readonly<Record<Use, string>>;
  readonly evidence: Readonly<Record<Evidence, string>>;
  readonly hold: Readonly<Record<HoldKind, string>>;
  readonly number: Readonly<Record<IdentifierKind, string>>;
  readonly check: Readonly<Record<Check, string>>;
  /** What a code was taken for, as it stands in a sentence. */
  readonly code: Readonly<Record<string, string>>;
  /** Details that moves ask for. */
  readonly field: Readonly<Record<string, string>>;
  readonly retireReason: Readonly<Record<string, string>>;
  /** Names of facts behind a refusal; a fact without a word keeps its own name. */
  readonly fact: Readonly<Record<string, string>>;
  /** What a button says. */
  readonly move: Readonly<Record<Move, string>>;
  /** What happened, on a timeline. */
  readonly done: Readonly<Record<Move, string>>;
}
