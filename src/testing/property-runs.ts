/** All cases of a costly table in `npm test`; one of ten in `npm run check`. */
export function some<Case>(all: readonly Case[]): readonly Case[] {
  return process.env.UNITRAIL_TEST_SHORT ? all.filter((_, nth) => nth % 10 === 0) : all;
}

/**
 * How often a property is tried: as often as it says in `npm test`, a tenth of that in `npm run check`, which is for
 * between two thoughts.
 */
export function runs(whole: number): number {
  return process.env.UNITRAIL_TEST_SHORT ? Math.ceil(whole / 10) : whole;
}
