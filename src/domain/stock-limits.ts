/** Limits of what is done with stock inside: a part of `limits`, by which they are read. */
export const stockLimits = {
  /** Units at a dock that are shown, if not said and at most; how many are looked at; spots suggested for a unit. */
  putAwayShown: 50,
  putAwayShownMax: 200,
  putAwayWaitingMax: 5_000,
  putAwaySuggestions: 3,
  /** Units packed straight into one container; containers in one that others stand in, and how deep they stand. */
  containerUnitsMax: 1_000,
  containersInsideMax: 200,
  containerDepthMax: 4,
  /** How often what was packed in meanwhile is taken along when a container is moved. */
  containerMoveRounds: 4,
  /** Parts with serials in one kit. */
  kitUnitsMax: 500,
} as const;
