import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { sharedReader } from '../../platform/shared-reads.ts';
import { type Finders, openFinders } from './find/finders.ts';
import { type Intake, openIntake } from './intake.ts';
import type { RadioFigures } from './radio-figures.ts';
import { watchSightings } from './sweep-sightings.ts';

/** What of RFID goes on while the server runs: the way in for reads, who looks for units, the removal of what is old. */
export interface Rfid {
  readonly intake: Intake;
  readonly finders: Finders;
  readonly onFault: (error: unknown) => void;
  readonly figures: RadioFigures;
  close(): Promise<void>;
}

export function openRfid(
  parts: { readonly database: Database; readonly clock: Clock; readonly reference: ReadReference },
  onFault: (error: unknown) => void,
  figures: RadioFigures,
): Rfid {
  const intake = openIntake({ ...parts, figures, read: sharedReader(parts.database) });
  figures.watchReads(() => intake.waiting);
  const sweep = watchSightings(parts, onFault);
  const finders = openFinders();
  return {
    intake,
    finders,
    onFault,
    figures,
    async close() {
      await Promise.all([intake.close(), sweep.close()]);
    },
  };
}
