import type { EndedIdentifier, NewIdentifier } from './work.ts';

/** A number that a unit got and lost again in the same group: it is written as ended at once. */
export interface PassingIdentifier extends NewIdentifier {
  readonly until: number;
}

/** What a group's gains and losses of numbers come to, each number of each unit in one of the lists at most. */
export interface NumberChanges {
  /** In force before the group, ended by it. */
  readonly ended: readonly EndedIdentifier[];
  /** For units that this group makes: nothing can be there before. */
  readonly made: readonly NewIdentifier[];
  /** For units that were there: they may have had the number before. */
  readonly given: readonly NewIdentifier[];
  readonly passing: readonly PassingIdentifier[];
}

/**
 * The net effect of numbers gained and lost: rows are written once however often a number comes and goes within a
 * group (a new name that the next scan takes back). What came first says how the number was before the group, what came
 * last how it is after it.
 */
export function numberChanges(
  gained: readonly NewIdentifier[],
  lost: readonly EndedIdentifier[],
): NumberChanges {
  const given = gained.filter(({ unit }) => unit.row !== null);
  const made = gained.filter(({ unit }) => unit.row === null);
  if (lost.length === 0) return { ended: lost, made, given, passing: [] };
  const stories = storiesOf(gained, lost);
  const ended: EndedIdentifier[] = [];
  const come: NewIdentifier[] = [];
  const passing: PassingIdentifier[] = [];
  for (const story of stories) {
    const [first, last] = [story[0]!, story.at(-1)!];
    if ('until' in first && 'until' in last) ended.push(last);
    if ('since' in first && 'since' in last) come.push(first);
    if ('since' in first && 'until' in last) passing.push({ ...first, until: last.until });
  }
  return {
    ended,
    made: come.filter(({ unit }) => unit.row === null),
    given: come.filter(({ unit }) => unit.row !== null),
    passing,
  };
}

type Change = NewIdentifier | EndedIdentifier;

/** The changes of each number of each unit in their order; within one event a loss comes before a gain. */
function storiesOf(gained: readonly NewIdentifier[], lost: readonly EndedIdentifier[]): Change[][] {
  const order = (change: Change) => ('until' in change ? change.until * 2 : change.since * 2 + 1);
  const stories = new Map<string, Change[]>();
  for (const change of [...lost, ...gained].sort((a, b) => order(a) - order(b))) {
    const key = `${change.unit.id} ${change.product} ${change.value}`;
    const story = stories.get(key);
    if (story) story.push(change);
    else stories.set(key, [change]);
  }
  return [...stories.values()];
}
