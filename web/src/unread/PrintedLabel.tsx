import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import { encode } from 'uqr';

export interface LabelText {
  readonly number: string;
  /** What it is on: two short lines. */
  readonly name: string;
  readonly sku: string;
}

/** A label of 50 × 25 mm as it looks; its copy for the printer stands outside the page and is seen by the printer alone. */
export function PrintedLabel({ label }: { label: LabelText }) {
  return (
    <>
      <LabelFace label={label} />
      {createPortal(
        <div className="label-sheet" aria-hidden>
          <LabelFace label={label} />
        </div>,
        document.body,
      )}
    </>
  );
}

function LabelFace({ label: { number, name, sku } }: { label: LabelText }) {
  return (
    <div className="label-face">
      <QrCode text={number} />
      <div>
        <p className="label-number">{number}</p>
        <p>{name}</p>
        <p>{sku}</p>
      </div>
    </div>
  );
}

/** A QR code (ISO/IEC 18004) with its quiet zone, black on white in either scheme. */
function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { data, size: modules } = encode(text, { ecc: 'M', border: 4 });
    const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: modules, path: dark.join('') };
  }, [text]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
