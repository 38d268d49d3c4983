import { useHistory } from '../server/queries.ts';
import type { Unit } from '../server/wire.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { adjustingWords } from './adjusting-words.ts';

/** Who had the unit last, when, with which device and where: to be looked at before one says that it is gone. */
export function LastSeen({ unit }: { unit: Unit }) {
  const say = useSliceWords(adjustingWords);
  const { time, age, words } = useSpeech();
  const history = useHistory(String(unit.id));
  if (history.isPending) return <Loading />;
  if (history.isError) return <Trouble error={history.error} reset={() => void history.refetch()} />;
  const last = history.data.events.at(-1)!;
  const at = last.at ?? last.recordedAt;
  const facts = [
    [say('what'), words.done[last.move]],
    [say('when'), `${time(at)} (${say('ago', { age: age(at) })})`],
    [say('who'), last.actor],
    [say('device'), last.device?.name ?? say('noDevice')],
    [say('where'), last.spot],
    [say('place'), unit.place ?? say('nowhere')],
    ...(last.document ? [[say('paper'), `${last.document.kind} ${last.document.number}`] as const] : []),
  ] as const;
  return (
    <section className="panel stack" aria-labelledby="last-seen">
      <h2 id="last-seen">{say('lastSeen')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
