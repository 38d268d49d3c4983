import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../server/queries.ts';
import { useSpeech } from '../words/words.ts';
import { type Import, type Task, useImportActs } from './imports-queries.ts';
import { useJobWords } from './job-home.ts';
import { useMachineWords } from './machine-word.ts';

/** What can be done with an import now; what cannot be done yet says why, what takes something back asks once more. */
export function ImportActs({ item }: { item: Import }) {
  const { order } = useImportActs(String(item.id));
  const acts = useActs(item);
  const [asked, setAsked] = useState<Task | null>(null);
  const [doing, setDoing] = useState<Task | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const why = useWhyNot(item);
  async function begin(task: Task) {
    setAsked(null);
    setProblem(null);
    setDoing(task);
    await order(task).catch((error: Error) => setProblem(error.message));
    setDoing(null);
  }
  if (acts.length === 0) return null;
  const open = acts.find(({ task }) => task === asked);
  return (
    <section className="panel stack">
      <div className="import-acts">
        {acts.map(({ task, name, isMain, asksFirst, isReading }) => (
          <Button
            key={task}
            size="md"
            variant={isMain ? 'filled' : 'default'}
            loading={doing === task}
            disabled={isReading && why !== null}
            onClick={() => (asksFirst ? setAsked(task) : void begin(task))}
          >
            {name}
          </Button>
        ))}
      </div>
      {why !== null && acts.some(({ isReading }) => isReading) && <p className="import-why">{why}</p>}
      {open ? (
        <Sure
          name={open.name}
          hint={open.hint}
          onYes={() => void begin(open.task)}
          onNo={() => setAsked(null)}
        />
      ) : (
        <Hints acts={acts} />
      )}
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </section>
  );
}

interface Act {
  readonly task: Task;
  readonly name: string;
  readonly hint: string | null;
  readonly isMain: boolean;
  /** It reads the file: columns and file have to be right. */
  readonly isReading: boolean;
  readonly asksFirst: boolean;
}

function useActs(item: Import): readonly Act[] {
  const say = useJobWords();
  const { number } = useSpeech();
  const { data: session } = useSession();
  const { state, kind, task, progress } = item;
  const plain = { hint: null, isMain: false, isReading: false, asksFirst: false };
  const cancel: Act = {
    ...plain,
    task: 'cancel',
    name: say('cancel'),
    hint: say('cancelHint'),
    asksFirst: true,
  };
  const isJudged = task === 'judge';
  const good = progress.recorded + progress.repeated;
  const mayLead = session?.may.some(({ permission }) => permission === 'lead') === true;
  const hasUnits = kind !== 'products' && kind !== 'orders' && progress.recorded > 0;
  const back = (which: 'undo' | 'redo'): readonly Act[] =>
    mayLead && hasUnits
      ? [{ ...plain, task: which, name: say(which), hint: say(`${which}Hint`), asksFirst: true }]
      : [];
  switch (state) {
    case 'ready':
      return [
        {
          ...plain,
          task: 'judge',
          name: say(isJudged ? 'checkAgain' : 'check'),
          hint: isJudged ? null : say('checkHint'),
          isMain: !isJudged,
          isReading: true,
        },
        {
          ...plain,
          task: 'run',
          name: isJudged && progress.refused > 0 ? say('runGood', { count: number(good) }) : say('runAll'),
          hint: isJudged && progress.refused > 0 ? say('runHint', { count: number(progress.refused) }) : null,
          isMain: isJudged,
          isReading: true,
        },
        cancel,
      ];
    case 'working':
      return [{ ...plain, task: 'pause', name: say('pause') }, cancel];
    case 'paused':
    case 'failed':
      return [{ ...plain, task: 'resume', name: say('resume'), isMain: true }, cancel];
    case 'done':
    case 'cancelled':
      return back('undo');
    case 'undone':
      return back('redo');
  }
}

/** Why the file cannot be read as things stand; null: it can. */
function useWhyNot({ missing, file, state }: Import): string | null {
  const say = useJobWords();
  const word = useMachineWords();
  if (state !== 'ready') return null;
  if (!file.isHere) return say('fileGone');
  if (missing.length === 0) return null;
  const fields = missing
    .map((one) => one.map((field) => word('field', field)).join(` ${say('or')} `))
    .join(', ');
  return say('missing', { fields });
}

function Hints({ acts }: { acts: readonly Act[] }) {
  return acts
    .filter(({ hint, asksFirst }) => hint !== null && !asksFirst)
    .map(({ task, hint }) => (
      <p key={task} className="soft">
        {hint}
      </p>
    ));
}

function Sure(props: { name: string; hint: string | null; onYes: () => void; onNo: () => void }) {
  const say = useJobWords();
  const { name, hint, onYes, onNo } = props;
  return (
    <fieldset aria-label={name} className="stack import-sure">
      <p>{hint}</p>
      <div className="import-acts">
        <Button size="md" onClick={onYes} autoFocus>
          {say('yesDoIt', { what: name })}
        </Button>
        <Button size="md" variant="default" onClick={onNo}>
          {say('no')}
        </Button>
      </div>
    </fieldset>
  );
}
