import { Button } from '@mantine/core';
import { useSpeech } from '../words/words.ts';
import type { Import } from './imports-queries.ts';
import { useJobWords } from './job-home.ts';
import { useMachineWords } from './machine-word.ts';

export interface LineFilter {
  readonly outcome?: 'refused' | 'warned' | 'kept' | undefined;
  readonly code?: string | undefined;
}

interface FindingsProps {
  readonly item: Import;
  readonly onShow: (of: LineFilter) => void;
}

/** Each kind of problem once: how often, where first, and in the words of one of its lines. */
export function Findings({ item, onShow }: FindingsProps) {
  const say = useJobWords();
  const word = useMachineWords();
  const { number } = useSpeech();
  return (
    <section className="panel stack" aria-labelledby="findings">
      <h2 id="findings">{say('found')}</h2>
      {item.findings.length === 0 && <p>{say('nothingFound')}</p>}
      <ul className="plain-list">
        {item.findings.map(({ code, outcome, count, lines, sentence }) => (
          <li key={`${outcome} ${code}`} className="finding">
            <span className="chip" data-tone={outcome === 'refused' ? 'bad' : 'ask'}>
              {number(count)}
            </span>
            <strong>{word('problem', code)}</strong>
            <Button
              size="md"
              variant="default"
              aria-label={`${say('show')}: ${word('problem', code)}`}
              onClick={() => onShow({ outcome, code })}
            >
              {say('show')}
            </Button>
            <p>
              <span className="soft">{say('example')}:</span> {sentence}
            </p>
            <p className="soft">
              {say('lines')} {lines.slice(0, 10).map(number).join(', ')}
              {count > Math.min(10, lines.length) && ' …'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
