import { ServerProblem } from '../server/ask.ts';
import { useSpeech } from '../words/words.ts';

/** Why somebody was not let in, in the server's own sentence. */
export function SignInProblem({ problem }: { problem: Error | null }) {
  const { say } = useSpeech();
  if (problem === null) return null;
  const isAway = problem instanceof ServerProblem && problem.status === 0;
  return (
    <p role="alert" className="form-problem">
      <strong>{say(isAway ? 'offline' : 'notSignedIn')}.</strong> {problem.message}
    </p>
  );
}
