import { Button, Loader } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ServerProblem } from '../server/ask.ts';
import { useSpeech } from '../words/words.ts';

export function Loading() {
  const { say } = useSpeech();
  return (
    <div role="status" aria-label={say('loading')} style={{ padding: 32 }}>
      <Loader color="rail" type="dots" />
    </div>
  );
}

/** What went wrong, in the server's own sentence, and the way on. */
export function Trouble({ error, reset }: { error: Error; reset?: (() => void) | undefined }) {
  const { say } = useSpeech();
  const isAway = error instanceof ServerProblem && error.status === 0;
  return (
    <section className="panel" role="alert">
      <h1>{isAway ? say('offline') : say('problem')}</h1>
      <p>{error.message}</p>
      {reset && <Button onClick={reset}>{say('tryAgain')}</Button>}
    </section>
  );
}

export function NotHere() {
  const { say } = useSpeech();
  return (
    <section className="panel">
      <h1>{say('notFound')}</h1>
      <Link to="/scan">{say('toScan')}</Link>
    </section>
  );
}
