import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReturnedUnitOnWire } from '../../../src/operations/vendor-returns/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadReturn, returnPath } from './return-queries.ts';
import { vendorReturnsWords } from './vendor-returns-words.ts';

interface RowProps {
  readonly number: string;
  readonly row: ReturnedUnitOnWire;
  readonly isOpen: boolean;
  readonly site: string;
}

/** One unit of a return: why it goes, what is expected for it, what came; and the way to take the last word back. */
export function UnitRow({ number, row, isOpen, site }: RowProps) {
  const say = useSliceWords(vendorReturnsWords);
  const { language, age } = useSpeech();
  const may = useMay();
  const {
    unit,
    name,
    reason,
    note,
    wants,
    expected,
    expectedBy,
    credited,
    state,
    sentAt,
    replacement,
    creditDone,
  } = row;
  const money = (of: typeof expected) => of && moneyText(of.amount, of.currency, language);
  const path = `${returnPath(number)}/units/${unit.id}`;
  const drop = useAct(async () => {
    await ask('DELETE', path);
    await rereadReturn(number);
  });
  const facts = [
    name,
    say(`reason_${reason}`),
    note,
    say(`wants_${wants}`),
    expected &&
      `${say('expects', { amount: money(expected)! })}${expectedBy ? ` (${say(`expectedBy_${expectedBy}`)})` : ''}`,
    credited && say('came', { amount: money(credited)! }),
    state === 'credited' && !creditDone && say('moreComes'),
    state === 'sent' && sentAt && say('sentAgo', { age: age(sentAt) }),
  ];
  return (
    <div className="vendor-returns-row">
      <div>
        <span>
          <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
            {unit.serial}
          </Link>{' '}
          {state !== 'listed' && state !== 'sent' && (
            <span className="chip" data-tone={state === 'refused' || state === 'back' ? 'ask' : 'good'}>
              {say(`state_${state}`)}
            </span>
          )}
        </span>
        <span className="soft">{facts.filter(Boolean).join(' · ')}</span>
        {replacement && (
          <span>
            {say('replacedBy')}{' '}
            <Link to="/units/$id" params={{ id: String(replacement.id) }} className="number">
              {replacement.serial}
            </Link>
          </span>
        )}
        <ProblemNote problem={drop.problem} />
      </div>
      <div className="moves">
        {state === 'listed' && isOpen && may('scan', site) && (
          <Button
            variant="default"
            loading={drop.isBusy}
            aria-label={say('dropOf', { serial: unit.serial })}
            onClick={() => void drop.run()}
          >
            {say('drop')}
          </Button>
        )}
        {state !== 'listed' && state !== 'back' && may('settle', site) && (
          <Confirmed
            label={say('undo')}
            about={say('undoOf', { serial: unit.serial })}
            hint={say(state === 'sent' ? 'undoSent' : 'undoAnswer')}
            reason="needed"
            confirm={async (reason) => {
              await ask('POST', `${path}/undo`, { reason });
              await rereadReturn(number);
            }}
          />
        )}
      </div>
    </div>
  );
}
