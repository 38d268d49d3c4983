/** A scan that names no spot needs one all the same: every site begins with this one. */
export const firstLocation = { code: 'FLOOR', name: 'Floor', kind: 'floor' } as const;

/** The spots of a new site, the one for scans without a spot first. */
export function locationsOfSite<Given extends { readonly code: string }>(
  given: readonly Given[],
): readonly (Given | typeof firstLocation)[] {
  const own = given.find(({ code }) => code === firstLocation.code);
  return own ? [own, ...given.filter((one) => one !== own)] : [firstLocation, ...given];
}

/** The index of the first code that stands a second time, or −1. */
export function doubledCode(given: readonly { readonly code: string }[]): number {
  const codes = given.map(({ code }) => code);
  return codes.findIndex((code, index) => codes.indexOf(code) < index);
}
