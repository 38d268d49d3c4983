import { Progress } from '@mantine/core';
import { useSpeech } from '../words/words.ts';
import type { Import } from './imports-queries.ts';
import { useJobWords } from './job-home.ts';
import { useMachineWords } from './machine-word.ts';
import { durationText } from './measures.ts';

/** How far an import is, how fast it goes and how long it will take; and what became of its lines so far. */
export function ImportProgress({ item }: { item: Import }) {
  const say = useJobWords();
  const word = useMachineWords();
  const { number, language } = useSpeech();
  const { state, task, progress, problem } = item;
  if (task === null) return null;
  const { done, lines, perSecond, secondsLeft } = progress;
  const isWorking = state === 'working';
  const isBackward = task === 'undo' || task === 'redo';
  const gaps = { done: number(done), lines: number(Math.max(lines, done)) };
  const how = say(isBackward ? 'ofUnits' : 'ofLines', gaps);
  return (
    <section className="panel stack" aria-labelledby="progress">
      <h2 id="progress">{isWorking ? word('task', task) : say('progress')}</h2>
      <Progress.Root size="xl">
        <Progress.Section
          value={lines === 0 ? (isWorking ? 0 : 100) : Math.min(100, (100 * done) / lines)}
          color={state === 'failed' ? 'red' : 'rail'}
          striped={isWorking}
          animated={isWorking}
          aria-label={how}
        />
      </Progress.Root>
      <p className="import-rate">
        <span>{how}</span>
        {isWorking && perSecond !== null && (
          <span>{say('perSecond', { rate: number(Math.round(perSecond)) })}</span>
        )}
        {isWorking && secondsLeft !== null && (
          <span>{say('timeLeft', { time: durationText(secondsLeft, language) })}</span>
        )}
      </p>
      <Counts item={item} />
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem.sentence}
        </p>
      )}
    </section>
  );
}

function Counts({ item: { task, progress } }: { item: Import }) {
  const say = useJobWords();
  const { number } = useSpeech();
  const counts = [
    [say(task === 'judge' ? 'good' : 'recorded'), progress.recorded],
    [say('repeated'), progress.repeated],
    [say('refused'), progress.refused],
    [say('warned'), progress.warned],
    [say('exceptions'), progress.exceptions],
  ] as const;
  return (
    <dl className="facts">
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
