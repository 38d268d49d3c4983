import { useSpeech } from '../words/words.ts';

interface Part {
  readonly label: string;
  readonly tone: 'good' | 'info' | 'ask' | 'bad' | 'wait';
  readonly count: number;
}

/** How a number is made up: a bar for the eye, and the same in words and figures. */
export function Shares({ parts }: { parts: readonly Part[] }) {
  const { number } = useSpeech();
  const some = parts.filter(({ count }) => count > 0);
  return (
    <>
      <div className="shares" aria-hidden>
        {some.map(({ label, tone, count }) => (
          <i key={label} data-tone={tone} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="plain-list shares-words">
        {parts.map(({ label, tone, count }) => (
          <li key={label}>
            <span className="dot" data-tone={tone} aria-hidden /> {label} <b>{number(count)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
