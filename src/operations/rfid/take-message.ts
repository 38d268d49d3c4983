import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Intake } from './intake.ts';
import { type ReaderRow, selectReader } from './queries.ts';
import type { RadioFigures } from './radio-figures.ts';
import { deliveryOf } from './take-reads.ts';

export interface MessageParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly intake: Intake;
  readonly figures: RadioFigures;
}

/**
 * Takes a message that a broker delivered for a reader: `stored`, for good, or why it never can be, however often it comes.
 * Whoever may publish under the reader's topic is the broker's affair: a key of the reader's is not asked for. Throws
 * where it may be stored another time.
 */
export async function takeMessage(parts: MessageParts, code: string, body: unknown): Promise<'stored' | Why> {
  const why = await storeMessage(parts, code, body);
  if (why === null) return 'stored';
  parts.figures.onReadsDropped(why);
  return why;
}

type Why = 'unknown_reader' | 'shut_off' | 'unknown_reads';

async function storeMessage(
  { database, clock, intake }: MessageParts,
  code: string,
  body: unknown,
): Promise<Why | null> {
  const { rows } = await database.query<ReaderRow>(selectReader, [code]);
  const reader = rows[0];
  if (!reader) return 'unknown_reader';
  if (!reader.active) return 'shut_off';
  const read = deliveryOf(reader, body, clock.now().getTime());
  if ('fault' in read) return 'unknown_reads';
  await intake.take(read.delivery);
  return null;
}
