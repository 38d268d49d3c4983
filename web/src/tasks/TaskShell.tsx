import './tasks.css';
import { Button } from '@mantine/core';
import { CirclePause } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { handOverOf, type Worker } from './hand-over.ts';
import { taskWords } from './task-words.ts';

/** A figure that the station watches. */
export interface Counter {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Its colour where it is not nothing. */
  readonly tone?: 'good' | 'ask' | 'bad' | 'info';
}

export interface TaskShellProps {
  readonly title: ReactNode;
  /** Whose, from where, since when: a line below the title. */
  readonly about: ReactNode;
  readonly counters: readonly Counter[];
  readonly done: number;
  readonly of: number;
  readonly workers: readonly Worker[];
  /** The scan box and the verdict; null where nothing is scanned (any more). */
  readonly station: ReactNode;
  /** What stands between the verdict and the counters: what is asked about the last scan. */
  readonly questions?: ReactNode;
  readonly lists: ReactNode;
  /** Buttons besides Pause: Finish among them. */
  readonly actions: ReactNode;
  /** Null: there is nothing to come back to. */
  readonly pause: (() => void) | null;
  readonly children?: ReactNode;
}

/**
 * The frame of every station: scan box and verdict on top, then the counters, then the lists, in the same places on a
 * handheld and on a desk. It keeps no state of its own: what was scanned is the server's, so that one pauses here and
 * goes on at another device.
 */
export function TaskShell(props: TaskShellProps) {
  const { title, about, station, questions, lists, actions, pause, children } = props;
  const sayTask = useSliceWords(taskWords);
  return (
    <div className="task">
      <header className="task-head">
        <div>
          <h1>{title}</h1>
          <p className="soft">{about}</p>
        </div>
        <div className="task-actions">
          {pause && (
            <Button
              variant="default"
              leftSection={<CirclePause size={18} aria-hidden />}
              onClick={pause}
              title={sayTask('pauseHint')}
            >
              {sayTask('pause')}
            </Button>
          )}
          {actions}
        </div>
      </header>
      <HandOver workers={props.workers} isOpen={station !== null} />
      {station}
      {questions}
      <Counters {...props} />
      {lists}
      {children}
    </div>
  );
}

function HandOver({ workers, isOpen }: { workers: readonly Worker[]; isOpen: boolean }) {
  const { number, language } = useSpeech();
  const sayTask = useSliceWords(taskWords);
  const session = useSession();
  const taken = session.data && handOverOf(workers, session.data.actor);
  if (!taken || !isOpen) return null;
  const names = new Intl.ListFormat(language).format(taken.names);
  return (
    <p className="task-hand-over" role="status">
      {taken.is === 'yours'
        ? sayTask('yoursFromHere', { count: number(taken.scanned), names })
        : sayTask('others', { names })}
    </p>
  );
}

function Counters({ counters, done, of }: Pick<TaskShellProps, 'counters' | 'done' | 'of'>) {
  const { number } = useSpeech();
  const sayTask = useSliceWords(taskWords);
  return (
    <section className="panel task-counters" aria-label={sayTask('counters')}>
      <dl>
        {counters.map(({ key, label, count, tone }) => (
          <div key={key} data-tone={count > 0 ? tone : undefined} data-testid={`count-${key}`}>
            <dt>{label}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {of > 0 && (
        <div
          className="task-bar"
          role="progressbar"
          aria-valuemin={0}
          aria-valuemax={of}
          aria-valuenow={Math.min(done, of)}
          aria-valuetext={sayTask('progress', { done: number(done), of: number(of) })}
          aria-label={sayTask('counters')}
        >
          <span style={{ width: `${(Math.min(done, of) / of) * 100}%` }} />
        </div>
      )}
    </section>
  );
}
