import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSpeech } from '../words/words.ts';

export interface Choice {
  readonly key: string;
  readonly code: string | null;
  readonly label: string | null;
  /** What stands for it when it is chosen. */
  readonly taken: string | null;
  readonly said: string;
  readonly id: number | null;
}

/** What a scan may be: whoever has the thing in hand says which. */
export function Choices({
  title,
  choices,
  take,
}: {
  title: string;
  choices: readonly Choice[];
  take(codes: readonly string[], input: 'keyed'): void;
}) {
  const { say } = useSpeech();
  return (
    <section className="panel">
      <h2>{title}</h2>
      <ul className="plain-list">
        {choices.map(({ key, code, label, taken, said, id }) => (
          <li key={key} className="entry">
            <span className="dot" data-tone="ask" aria-hidden />
            <span>
              {id === null || code === null ? (
                <span className="number">{code}</span>
              ) : (
                <Link to="/units/$id" params={{ id: String(id) }} className="number">
                  {code}
                </Link>
              )}
              <br />
              {said}
            </span>
            {taken !== null && (
              <Button
                size="compact-md"
                variant="default"
                aria-label={`${say('useThis')}: ${label}`}
                onClick={() => take([taken], 'keyed')}
              >
                {say('useThis')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
