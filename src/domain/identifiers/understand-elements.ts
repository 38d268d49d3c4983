import { isImei } from './check-digits.ts';
import type { Element } from './element-string.ts';
import { type ScanError, scanError } from './scan-error.ts';
import type { Understood } from './understood.ts';

/**
 * What a GS1 message names. A GTIN with a serial is a unit; also of an individual piece (8006), whose pieces
 * share one serial. A serial alone stands on its own symbol beside the product's on many boxes. An SSCC with
 * a GTIN but no serial is first of all the container. An IMEI in the message (8040, 8041) comes last as
 * another number of the same unit.
 */
export function understandElements(elements: readonly Element[]): readonly Understood[] | ScanError {
  const valueUnder = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const gtin = valueUnder('01') ?? valueUnder('8006')?.slice(0, 14);
  const serial = valueUnder('21');
  const sscc = valueUnder('00');
  const readings: Understood[] = [];
  if (serial !== undefined)
    readings.push({ as: 'serial', serial, ...(gtin !== undefined && { gtin }), elements });
  if (sscc !== undefined) readings.push({ as: 'sscc', sscc, elements });
  if (serial === undefined && gtin !== undefined) {
    readings.push({ as: 'ean', gtin, symbology: 'GTIN-14', elements });
  }
  for (const imei of [valueUnder('8040'), valueUnder('8041')]) {
    if (imei !== undefined && isImei(imei)) readings.push({ as: 'imei', imei });
  }
  if (readings.length > 0) return readings;
  const found = elements.map((element) => `(${element.ai})`).join(', ');
  return scanError(
    'no_key',
    null,
    `The label holds ${found}: none of them names a unit, a product or a container`,
  );
}
