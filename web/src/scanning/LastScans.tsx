import { Button } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { useSpeech } from '../words/words.ts';
import type { Entry } from './use-scanning.ts';

/** How many of the last recorded scans can be taken back with one touch. */
const undoMax = 5;

export interface LastScansProps {
  readonly entries: readonly Entry[];
  /** Null: this person may take nothing back. */
  readonly undo: ((entry: Entry) => Promise<void>) | null;
}

export function LastScans({ entries, undo }: LastScansProps) {
  const { say } = useSpeech();
  const undoable = new Set(
    entries
      .filter((entry) => entry.undo !== null)
      .slice(0, undoMax)
      .map(({ id }) => id),
  );
  return (
    <section className="panel" aria-labelledby="last-scans">
      <h2 id="last-scans">{say('lastScans')}</h2>
      {entries.length === 0 && <p className="soft">{say('noScansYet')}</p>}
      <ol className="plain-list">
        {entries.map((entry) => (
          <li key={entry.id} className="entry">
            <span className="dot" data-tone={entry.verdict.tone} aria-hidden />
            <span>
              <span className="number">{entry.text}</span>
              <br />
              <span className="soft">{entry.verdict.word}</span>
            </span>
            {undo !== null && undoable.has(entry.id) && (
              <Button
                size="compact-md"
                variant="default"
                leftSection={<Undo2 size={16} aria-hidden />}
                aria-label={`${say('undo')} ${entry.text}`}
                onClick={() => void undo(entry)}
              >
                {say('undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
