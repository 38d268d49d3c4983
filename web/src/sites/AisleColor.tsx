/** The colour of an aisle, as a swatch; nothing where it is none to the browser: people write colours as they like. */
export function AisleColor({ color }: { color: string | null }) {
  if (color === null || typeof CSS === 'undefined' || !CSS.supports('color', color)) return null;
  return <i className="spot-color" style={{ background: color }} title={color} aria-hidden />;
}
