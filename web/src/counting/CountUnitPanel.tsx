import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { CountOnWire, CountSettledOnWire } from '../../../src/operations/counting/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { type CountUnit, isOpen } from './count-lists.ts';
import { countPath, rereadCount } from './count-queries.ts';
import type { SayHere } from './count-verdict.ts';
import { countingWords } from './counting-words.ts';

interface PanelProps {
  readonly row: CountUnit;
  readonly count: CountOnWire;
  readonly mayApprove: boolean;
  close(): void;
}

/** One unit of a count: who had it last, where it should be, and the one touch that settles it. */
export function CountUnitPanel({ row, count, mayApprove, close }: PanelProps) {
  const { time, words } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const panel = useInSight<HTMLElement>();
  const { unit, name, last, countedBy, countedTime, countedDevice, should, countedAt } = row;
  const device = (who: string | null) => (who === null ? '' : ` ${sayHere('onDevice', { device: who })}`);
  return (
    <section ref={panel} className="panel stack" aria-labelledby="count-unit">
      <h2 id="count-unit">
        <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
          {unit.serial}
        </Link>{' '}
        <span className="soft">{name}</span>
      </h2>
      <dl className="facts">
        {last && (
          <div>
            <dt>{sayHere('lastScan')}</dt>
            <dd>
              {words.done[last.move]} · {time(last.at)} · {last.by}
              {device(last.device)} {last.spot}
            </dd>
          </div>
        )}
        {countedTime !== null && (
          <div>
            <dt>{sayHere('countedBy')}</dt>
            <dd>
              {time(countedTime)} · {countedBy}
              {device(countedDevice)} {countedAt}
            </dd>
          </div>
        )}
        {should !== null && (row.result === 'misplaced' || row.result === 'unexpected') && (
          <div>
            <dt>{sayHere('should')}</dt>
            <dd>{should}</dd>
          </div>
        )}
      </dl>
      {isOpen(row) && count.endedAt === null && (
        <Settle row={row} number={count.number} mayApprove={mayApprove} done={close} />
      )}
      <div className="scan-row">
        {mayApprove && count.endedAt === null && row.countedTime !== null && (
          <Confirmed
            label={sayHere('again')}
            about={`${sayHere('again')} ${unit.serial}`}
            hint={sayHere('againUnitHint')}
            confirm={async () => {
              await ask('POST', `${countPath(count.number)}/recount`, { units: [unit.id] });
              await rereadCount(count.number);
              close();
            }}
          />
        )}
        <Button variant="default" className="counting-thumb" onClick={close}>
          {sayHere('hide')}
        </Button>
      </div>
    </section>
  );
}

function Settle({
  row,
  number,
  mayApprove,
  done,
}: {
  row: CountUnit;
  number: string;
  mayApprove: boolean;
  done(): void;
}) {
  const sayHere = useSliceWords(countingWords);
  const [reason, setReason] = useState(sayHere('reasonDefault'));
  const act = useAct(async () => {
    const body = { reason: reason.trim() || sayHere('reasonDefault'), units: [row.unit.id] };
    const { refused } = await ask<CountSettledOnWire>('POST', `${countPath(number)}/approve`, body);
    await rereadCount(number);
    if (refused[0]) throw new Error(refused[0].sentence);
    done();
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    void act.run();
  }
  if (!mayApprove) return <p className="soft">{sayHere('onlyLead')}</p>;
  return (
    <form className="counting-settle" onSubmit={submit}>
      <TextInput
        label={sayHere('reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={300}
      />
      <Button type="submit" loading={act.isBusy}>
        {settleWord(row, sayHere)}
      </Button>
      <ProblemNote problem={act.problem} />
    </form>
  );
}

/** What the one touch does, named for what it records. */
export function settleWord({ moves }: CountUnit, sayHere: SayHere): string {
  if (moves.includes('take_into_custody') || moves.includes('see_again')) return sayHere('takeBack');
  if (moves.includes('lose')) return sayHere('giveUpUnit');
  if (moves.includes('move_spot')) return sayHere('moveHere');
  if (moves.includes('find')) return sayHere('findHere');
  if (moves.includes('count')) return sayHere('countHere');
  return sayHere('receiveHere');
}
