import { Button, Progress } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { ServerProblem, withQuery } from '../server/ask.ts';
import { useSpeech } from '../words/words.ts';
import type { Import } from './imports-queries.ts';
import { useJobHome, useJobWords } from './job-home.ts';
import { bytesText } from './measures.ts';
import { sendFile } from './transfers.ts';

type FileQuery = Readonly<Record<string, string | undefined>>;

interface FileChoiceProps {
  /** What is said of the file besides: kind, preset, site, or the import that it mends. */
  readonly query: FileQuery | (() => FileQuery);
  readonly label: string;
  /** What is to be said of it before its page opens. */
  readonly after?: ((made: Import) => Promise<unknown>) | undefined;
}

/** Takes a file that is dropped or chosen, sends it and opens the page of its import. */
export function FileChoice({ query, label, after }: FileChoiceProps) {
  const say = useJobWords();
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);
  const sending = useSending(query, after);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    setFile(event.dataTransfer.files[0] ?? null);
  }
  return (
    <div className="stack">
      <label
        className="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={28} aria-hidden />
        <span className="drop-name">{file?.name ?? label}</span>
        <span className="soft">{say('dropHint')}</span>
        <input
          type="file"
          className="hidden"
          aria-label={label}
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          disabled={sending.sent !== null}
          onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
        />
      </label>
      {sending.problem !== null && (
        <p role="alert" className="form-problem">
          {sending.problem}
        </p>
      )}
      {sending.sent === null || file === null ? (
        <Button size="md" disabled={file === null} onClick={() => file && void sending.send(file)}>
          {say('send')}
        </Button>
      ) : (
        <Sending sent={sending.sent} all={file.size} stop={sending.stop} />
      )}
    </div>
  );
}

function Sending({ sent, all, stop }: { sent: number; all: number; stop: () => void }) {
  const say = useJobWords();
  const { language } = useSpeech();
  const gaps = { sent: bytesText(sent, language), all: bytesText(all, language) };
  return (
    <div className="stack">
      <Progress.Root size="xl">
        <Progress.Section value={(100 * sent) / Math.max(1, all)} aria-label={say('sending', gaps)} />
      </Progress.Root>
      <div className="import-acts">
        <span>{say('sending', gaps)}</span>
        <Button variant="default" size="md" onClick={stop}>
          {say('stopSending')}
        </Button>
      </div>
    </div>
  );
}

/** One file on its way; `sent` is null while there is none. */
function useSending(query: FileChoiceProps['query'], after: FileChoiceProps['after']) {
  const say = useJobWords();
  const navigate = useNavigate();
  const { files, one } = useJobHome();
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const way = useRef<AbortController | null>(null);
  async function send(file: File) {
    const own = new AbortController();
    way.current = own;
    setProblem(null);
    setSent(0);
    try {
      const said = typeof query === 'function' ? query() : query;
      const address = withQuery(files, { ...said, name: file.name.slice(0, 200) });
      const made = await sendFile(file, address, setSent, own.signal);
      await after?.(made);
      await navigate({ to: one, params: { id: String(made.id) } });
    } catch (error) {
      const { status, message } = error as ServerProblem;
      const away = own.signal.aborted ? say('stopped') : say('unreachable');
      setProblem(error instanceof ServerProblem && status === 0 ? away : message);
    } finally {
      setSent(null);
    }
  }
  return { sent, problem, send, stop: () => way.current?.abort() };
}
