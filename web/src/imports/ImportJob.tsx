import './imports.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSpeech } from '../words/words.ts';
import { Columns } from './Columns.tsx';
import { FileChoice } from './FileChoice.tsx';
import { Findings, type LineFilter } from './Findings.tsx';
import { ImportActs } from './ImportActs.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { toneOf } from './ImportsSoFar.tsx';
import { type Import, useImport } from './imports-queries.ts';
import { useJobHome, useJobWords } from './job-home.ts';
import { LineSettings } from './LineSettings.tsx';
import { Lines } from './Lines.tsx';
import { useMachineWords } from './machine-word.ts';
import { bytesText } from './measures.ts';
import { saveFile } from './transfers.ts';

interface ImportJobProps {
  readonly id: string;
  readonly filter: LineFilter;
  readonly onShow: (of: LineFilter) => void;
  /** What else is to be known of it, under its name. */
  readonly about?: (item: Import) => ReactNode;
}

/** One import or bulk move, from its columns to what became of each line. */
export function ImportJob({ id, filter: { outcome, code }, onShow, about }: ImportJobProps) {
  const found = useImport(id);
  if (found.isPending) return <Loading />;
  if (found.isError) return <Trouble error={found.error} reset={() => void found.refetch()} />;
  const item = found.data;
  // Units that were named or found have nothing to be told about their columns.
  const isOfFile = (item.settings.moving?.evidence ?? 'imported') === 'imported';
  const isJudged = item.task !== null && item.state !== 'working';
  const shown = outcome ?? (item.state === 'undone' || item.task === 'undo' ? 'kept' : 'refused');
  return (
    <div className="stack imports">
      <Heading item={item} about={about?.(item)} />
      <ImportProgress item={item} />
      <ImportActs item={item} />
      {item.state === 'ready' && isOfFile && (
        <>
          <Columns item={item} />
          <LineSettings item={item} />
        </>
      )}
      {isJudged && <Findings item={item} onShow={onShow} />}
      {isJudged && <Lines item={item} outcome={shown} code={code} onShow={onShow} />}
      {item.progress.refused > 0 && item.state !== 'working' && <Mend item={item} />}
    </div>
  );
}

function Heading({ item, about }: { item: Import; about: ReactNode }) {
  const say = useJobWords();
  const word = useMachineWords();
  const { language, time, words } = useSpeech();
  const home = useJobHome();
  const { id, name, kind, state, by, createdAt, corrects, file, settings } = item;
  const { moving } = settings;
  const title = name ?? (moving ? words.move[moving.move] : say('openImport', { id }));
  const isOfFile = (moving?.evidence ?? 'imported') === 'imported';
  return (
    <header className="import-heading">
      <h1>{title}</h1>
      <span className="chip" data-tone={toneOf(state)}>
        {word('state', state)}
      </span>
      <p className="soft">
        #{id} · {word('kind', kind)} ·{' '}
        {isOfFile && `${file.format.toUpperCase()}, ${bytesText(file.bytes, language)} · `}
        {say('byWhom', { who: by, when: time(createdAt) })}
        {corrects !== null && (
          <>
            {' · '}
            <Link to={home.one} params={{ id: String(corrects) }}>
              {say('corrects', { id: corrects })}
            </Link>
          </>
        )}
      </p>
      {about}
      <div className="import-acts">
        <Link to={home.list}>{say('back')}</Link>
        <CopyAddress />
      </div>
    </header>
  );
}

function CopyAddress() {
  const say = useJobWords();
  const [isCopied, setCopied] = useState(false);
  // Over plain HTTP from the network browsers have no clipboard for pages.
  if (navigator.clipboard === undefined) return null;
  const copy = () => navigator.clipboard.writeText(location.href).then(() => setCopied(true));
  return (
    <Button variant="default" size="md" onClick={() => void copy()}>
      {say(isCopied ? 'copied' : 'copyAddress')}
    </Button>
  );
}

/** The refused lines as a file, and the way back in for it. */
function Mend({ item: { id, kind } }: { item: Import }) {
  const { api } = useJobHome();
  const say = useJobWords();
  const [problem, setProblem] = useState<string | null>(null);
  const get = () =>
    saveFile(`${api}/${id}/errors.csv`, `${api.slice('/api/'.length, -1)}-${id}-errors.csv`, false).catch(
      (error: Error) => setProblem(error.message),
    );
  return (
    <section className="panel stack" aria-labelledby="mend">
      <h2 id="mend">{say('mend')}</h2>
      <p>{say('mendHint')}</p>
      <Button variant="default" size="md" onClick={() => void get()}>
        {say('errorsFile')}
      </Button>
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <FileChoice
        label={say('mended')}
        query={{ kind: kind === 'moves' ? undefined : kind, corrects: String(id) }}
      />
    </section>
  );
}
