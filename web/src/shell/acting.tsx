import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { ServerProblem } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { actingWords } from './acting-words.ts';

/** What the server said no with, beside the button that asked. */
export function ProblemNote({ problem }: { problem: Error | null }) {
  const { say } = useSpeech();
  if (problem === null) return null;
  const isAway = problem instanceof ServerProblem && problem.status === 0;
  const title = problem instanceof ServerProblem ? String(problem.said.title ?? '') : '';
  return (
    <p role="alert" className="form-problem">
      <strong>{isAway ? say('offline') : title || say('problem')}.</strong> {problem.message}
    </p>
  );
}

/** A secret that is told once: to be copied before it goes. */
export function ToldOnce({ label, secret, onDone }: { label: string; secret: string; onDone(): void }) {
  const say = useSliceWords(actingWords);
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(secret).then(() => setCopied(true));
  return (
    <section className="panel told-once" aria-label={label}>
      <h2>{label}</h2>
      <output className="number secret">{secret}</output>
      <p>{say('shownOnce')}</p>
      <div className="acts">
        {navigator.clipboard && (
          <Button
            variant="default"
            leftSection={isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
            onClick={copy}
          >
            <span aria-live="polite">{say(isCopied ? 'copied' : 'copy')}</span>
          </Button>
        )}
        <Button onClick={onDone}>{say('gotIt')}</Button>
      </div>
    </section>
  );
}
