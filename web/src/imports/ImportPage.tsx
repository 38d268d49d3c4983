import './imports.css';
import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Columns } from './Columns.tsx';
import { FileChoice } from './FileChoice.tsx';
import { Findings } from './Findings.tsx';
import { ImportActs } from './ImportActs.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { toneOf } from './ImportsSoFar.tsx';
import { type Import, useImport } from './imports-queries.ts';
import { importsWords } from './imports-words.ts';
import { LineSettings } from './LineSettings.tsx';
import { Lines } from './Lines.tsx';
import { useMachineWords } from './machine-word.ts';
import { bytesText } from './measures.ts';
import { saveFile } from './transfers.ts';

/** One import, from its columns to what became of each line. Its address, filters too, can be given to others. */
export function ImportPage() {
  const { id } = useParams({ from: '/imports/$id' });
  const { outcome, code } = useSearch({ from: '/imports/$id' });
  const navigate = useNavigate({ from: '/imports/$id' });
  const found = useImport(id);
  if (found.isPending) return <Loading />;
  if (found.isError) return <Trouble error={found.error} reset={() => void found.refetch()} />;
  const item = found.data;
  const isJudged = item.task !== null && item.state !== 'working';
  const shown = outcome ?? (item.state === 'undone' || item.task === 'undo' ? 'kept' : 'refused');
  return (
    <div className="stack imports">
      <Heading item={item} />
      <ImportProgress item={item} />
      <ImportActs item={item} />
      {item.state === 'ready' && (
        <>
          <Columns item={item} />
          <LineSettings item={item} />
        </>
      )}
      {isJudged && (
        <Findings
          item={item}
          onShow={(of) => void navigate({ search: of, replace: true, resetScroll: false })}
        />
      )}
      {isJudged && (
        <Lines
          item={item}
          outcome={shown}
          code={code}
          onShow={(of) => void navigate({ search: of, replace: true, resetScroll: false })}
        />
      )}
      {item.progress.refused > 0 && item.state !== 'working' && <Mend item={item} />}
    </div>
  );
}

function Heading({ item }: { item: Import }) {
  const say = useSliceWords(importsWords);
  const word = useMachineWords();
  const { language, time } = useSpeech();
  const { id, name, kind, state, by, createdAt, corrects, file } = item;
  return (
    <header className="import-heading">
      <h1>{name ?? say('openImport', { id })}</h1>
      <span className="chip" data-tone={toneOf(state)}>
        {word('state', state)}
      </span>
      <p className="soft">
        #{id} · {word('kind', kind)} · {file.format.toUpperCase()}, {bytesText(file.bytes, language)} ·{' '}
        {say('byWhom', { who: by, when: time(createdAt) })}
        {corrects !== null && (
          <>
            {' · '}
            <Link to="/imports/$id" params={{ id: String(corrects) }}>
              {say('corrects', { id: corrects })}
            </Link>
          </>
        )}
      </p>
      <div className="import-acts">
        <Link to="/imports">{say('back')}</Link>
        <CopyAddress />
      </div>
    </header>
  );
}

function CopyAddress() {
  const say = useSliceWords(importsWords);
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
  const say = useSliceWords(importsWords);
  const [problem, setProblem] = useState<string | null>(null);
  const get = () =>
    saveFile(`/api/imports/${id}/errors.csv`, `import-${id}-errors.csv`, false).catch((error: Error) =>
      setProblem(error.message),
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
      <FileChoice label={say('mended')} query={{ kind, corrects: String(id) }} />
    </section>
  );
}
