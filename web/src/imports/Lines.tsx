import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSpeech } from '../words/words.ts';
import type { LineFilter } from './Findings.tsx';
import { type Import, type ImportLine, useLines } from './imports-queries.ts';
import { useJobWords } from './job-home.ts';
import { useMachineWords } from './machine-word.ts';

interface LinesProps {
  readonly item: Import;
  readonly outcome: 'refused' | 'warned' | 'kept';
  readonly code: string | undefined;
  readonly onShow: (of: LineFilter) => void;
}

const titles = { refused: 'refusedLines', warned: 'warnedLines', kept: 'keptLines' } as const;

/** The lines that were not simply recorded, in the order of the file, as they stood in it. */
export function Lines({ item, outcome, code, onShow }: LinesProps) {
  const say = useJobWords();
  const word = useMachineWords();
  const list = useLines(String(item.id), outcome, code, item.endedAt);
  const lines = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel stack" aria-labelledby="lines">
      <h2 id="lines">
        {say(titles[outcome])}
        {code !== undefined && `: ${word('problem', code)}`}
      </h2>
      {code !== undefined && (
        <div className="import-acts">
          <Button size="md" variant="default" onClick={() => onShow({ outcome })}>
            {say('showAll')}
          </Button>
        </div>
      )}
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} reset={() => void list.refetch()} />}
      {list.isSuccess && lines.length === 0 && <p>{say('noLines')}</p>}
      <ul className="plain-list">
        {lines.map((line) => (
          <Line key={line.line} line={line} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          size="md"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {say('more')}
        </Button>
      )}
    </section>
  );
}

function Line({ line: { line, code, sentence, unit, cells } }: { line: ImportLine }) {
  const say = useJobWords();
  const word = useMachineWords();
  const { number } = useSpeech();
  return (
    <li className="import-line">
      <strong>{say('line', { line: number(line) })}</strong>
      <span className="soft">{word('problem', code)}</span>
      <span>{sentence}</span>
      {unit !== null && (
        <Link to="/units/$id" params={{ id: String(unit) }}>
          {say('unit', { id: unit })}
        </Link>
      )}
      {cells !== null && <span className="number import-cells">{cells.join(' · ')}</span>}
    </li>
  );
}
