import { Button } from '@mantine/core';
import { CircleCheckBig, CirclePlay, Table, UserRoundCheck } from 'lucide-react';
import type { CountOnWire, CountStepBody } from '../../../src/operations/counting/contract.ts';
import { download } from '../documents/fetch-file.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { countPath, rereadCount } from './count-queries.ts';
import { countingWords } from './counting-words.ts';
import { HandOver } from './HandOver.tsx';

/** What can be done with a count as it stands: go on, take it over, say that it is done, give it up, keep its result. */
export function CountActions({ count }: { count: CountOnWire }) {
  const sayHere = useSliceWords(countingWords);
  const me = useSession().data?.actor;
  const mayScan = useMay()('scan', count.site);
  const { number, state, holder } = count;
  const take = async (body: CountStepBody) => {
    await ask('POST', `${countPath(number)}/steps`, body);
    await rereadCount(number);
  };
  const step = useAct(take);
  const file = useAct((format: string) =>
    download(`${countPath(number)}/result/${format}`, `count-${number}.${format}`),
  );
  const isRunning = state === 'counting' || state === 'paused';
  const isAnothers = isRunning && me !== undefined && holder.actor !== me;
  return (
    <>
      {mayScan && (state === 'paused' || state === 'counted') && (
        <Button
          variant={state === 'paused' ? 'filled' : 'default'}
          leftSection={<CirclePlay size={18} aria-hidden />}
          loading={step.isBusy}
          onClick={() => void step.run({ step: 'resume' })}
        >
          {sayHere('resume')}
        </Button>
      )}
      {mayScan && state === 'counting' && isAnothers && me.startsWith('person:') && (
        <Button
          variant="default"
          leftSection={<UserRoundCheck size={18} aria-hidden />}
          onClick={() => void step.run({ step: 'hand_over', to: me })}
        >
          {sayHere('takeOver')}
        </Button>
      )}
      {mayScan && isRunning && <HandOver count={count} />}
      {mayScan && isRunning && (
        <Button
          leftSection={<CircleCheckBig size={18} aria-hidden />}
          loading={step.isBusy}
          onClick={() => void step.run({ step: 'finish' })}
        >
          {sayHere('finish')}
        </Button>
      )}
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          aria-label={`${sayHere('result')} ${format.toUpperCase()}`}
          leftSection={<Table size={18} aria-hidden />}
          onClick={() => void file.run(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
      {mayScan && state === 'paused' && (
        <Confirmed
          label={sayHere('giveUp')}
          hint={sayHere('giveUpHint')}
          isDangerous
          confirm={() => take({ step: 'cancel' })}
        />
      )}
      <ProblemNote problem={step.problem ?? file.problem} />
    </>
  );
}
