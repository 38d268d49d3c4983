import './task-lines.css';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { taskWords } from './task-words.ts';

interface RefusedUnit {
  readonly code: string;
  readonly sentence: string;
}

/** So many are shown one by one; whoever pasted thousands of wrong ones sees why from the first. */
const shownMax = 100;

/** What the server said no to, each with its sentence. */
export function RefusedUnits({ refused }: { refused: readonly RefusedUnit[] }) {
  const { number } = useSpeech();
  const say = useSliceWords(taskWords);
  if (refused.length === 0) return null;
  return (
    <ul className="plain-list task-refused">
      {refused.slice(0, shownMax).map(({ code, sentence }) => (
        <li key={code}>
          <span className="number">{code}</span> <span className="soft">{sentence}</span>
        </li>
      ))}
      {refused.length > shownMax && (
        <li>{say('refusedMore', { count: number(refused.length - shownMax) })}</li>
      )}
    </ul>
  );
}
