import { OtherSite } from '../tasks/OtherSite.tsx';
import '../tasks/task-lines.css';
import './transfers.css';
import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { TransferOnWire, TransferUnitOnWire } from '../../../src/operations/transfers/contract.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { FinishButton, FinishTask } from '../tasks/FinishTask.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { type Counter, TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { CancelPanel } from './CancelPanel.tsx';
import { LossPanel } from './LossPanel.tsx';
import { SendPanel } from './SendPanel.tsx';
import { TransferLines } from './TransferLines.tsx';
import { TransferRecord } from './TransferRecord.tsx';
import { TransferStation } from './TransferStation.tsx';
import { StateChip } from './TransfersPage.tsx';
import { rereadTransfer, transferPath, useTransfer, type WholeTransfer } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

/** One transfer: the pick station where it leaves, the dock where it arrives, and what became of each unit. */
export function TransferPage() {
  const { number } = useParams({ from: '/transfers/$number' });
  const whole = useTransfer(number);
  if (whole.data) return <Transfer key={number} {...whole.data} />;
  if (whole.error) return <Trouble error={whole.error} reset={() => void whole.refetch()} />;
  return <Loading />;
}

type Panel = 'finish' | 'send' | 'loss' | 'cancel';

function Transfer(whole: WholeTransfer) {
  const { transfer, progress, units } = whole;
  const { number, from, to, closedAt } = transfer;
  const say = useSliceWords(transfersWords);
  const navigate = useNavigate();
  const here = useDevice().site;
  const may = useMay();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [list, setList] = useState(transfer.sent === 0 ? 'picked' : 'inTransit');
  const isOpen = closedAt === null;
  const close = () => setPanel(null);
  const picks = isOpen && here === from && may('scan', from);
  // What was lost may still come, after everything was closed.
  const receives = here === to && may('scan', to) && (isOpen || transfer.lost + transfer.inTransit > 0);
  return (
    <TaskShell
      title={say('transferTitle', { number })}
      about={<About transfer={transfer} />}
      counters={useCounters(transfer)}
      done={transfer.received}
      of={Math.max(transfer.wanted, transfer.sent)}
      workers={[]}
      station={
        picks || receives ? (
          <TransferStation key={here} transfer={transfer} move={picks ? 'pick' : 'receive_at_site'} />
        ) : null
      }
      questions={
        <>
          {isOpen && !picks && !receives && <NotHere transfer={transfer} />}
          {panel === 'send' && <SendPanel transfer={transfer} close={close} />}
          {panel === 'loss' && <LossPanel {...{ transfer, units, close }} lines={progress.lines} />}
          {panel === 'cancel' && <CancelPanel number={number} close={close} />}
          {panel === 'finish' && (
            <FinishTask
              differences={differencesIn(transfer, say)}
              close={close}
              finish={async (reason) => {
                await ask('POST', `${transferPath(number)}/close`, reason === undefined ? {} : { reason });
                await rereadTransfer(number);
              }}
            />
          )}
        </>
      }
      lists={
        <LiveLists
          chosen={list}
          choose={setList}
          keyOf={({ unit }: TransferUnitOnWire) => unit.id}
          draw={(row) => <UnitRow row={row} />}
          lists={useLists(units)}
        />
      }
      actions={isOpen ? <Actions transfer={transfer} open={setPanel} /> : null}
      pause={isOpen ? () => void navigate({ to: '/transfers' }) : null}
    >
      <TransferLines lines={progress.lines} />
      <TransferRecord
        transfer={transfer}
        progress={progress}
        mayReopen={may('settle', from) || may('settle', to)}
      />
    </TaskShell>
  );
}

/** What can be done next; what somebody may not do, or what has no use now, is not offered. */
function Actions({ transfer, open }: { transfer: TransferOnWire; open(panel: Panel): void }) {
  const say = useSliceWords(transfersWords);
  const { number } = useSpeech();
  const may = useMay();
  const { from, to, picked, sent, inTransit, extra, unscanned } = transfer;
  const mayScan = may('scan', from) || may('scan', to);
  const isOver = picked + inTransit === 0;
  return (
    <>
      {picked > 0 && may('scan', from) && (
        <Button onClick={() => open('send')}>{say('sendNow', { count: number(picked) })}</Button>
      )}
      {picked === 0 && unscanned && inTransit > 0 && may('scan', from) && (
        <Button onClick={() => open('send')}>{say('isThere', { count: number(inTransit) })}</Button>
      )}
      {inTransit > 0 && (may('settle', from) || may('settle', to)) && (
        <Button variant="default" onClick={() => open('loss')}>
          {say('lossOpen')}
        </Button>
      )}
      {sent + extra === 0 && mayScan && (picked === 0 || may('scan', from)) && (
        <Button variant="default" onClick={() => open('cancel')}>
          {say('cancelOpen')}
        </Button>
      )}
      {isOver && sent + extra > 0 && <FinishButton may={mayScan} open={() => open('finish')} />}
    </>
  );
}

function About({ transfer }: { transfer: TransferOnWire }) {
  const { age } = useSpeech();
  const say = useSliceWords(transfersWords);
  const { from, to, requestedBy, requestedAt, note } = transfer;
  const told = [
    say('route', { from, to }),
    requestedBy,
    say('requestedAgo', { age: age(requestedAt) }),
    transfer.unscanned ? say('unscannedShort') : null,
    note,
  ];
  return (
    <>
      <StateChip status={transfer.status} /> {told.filter(Boolean).join(' · ')}
    </>
  );
}

/** This device stands at neither end, or at the one that has nothing to do now. */
function NotHere({ transfer: { from, to } }: { transfer: TransferOnWire }) {
  const say = useSliceWords(transfersWords);
  const may = useMay();
  const here = useDevice().site;
  const ends = [from, to].filter((site) => site !== here && may('scan', site));
  return <OtherSite sites={ends} sentence={say('notHere', { from, to })} />;
}

function useCounters({
  wanted,
  picked,
  received,
  inTransit,
  lost,
  extra,
}: TransferOnWire): readonly Counter[] {
  const say = useSliceWords(transfersWords);
  return [
    { key: 'asked', label: say('asked'), count: wanted },
    { key: 'picked', label: say('picked'), count: picked, tone: 'ask' },
    { key: 'inTransit', label: say('inTransit'), count: inTransit, tone: 'info' },
    { key: 'received', label: say('received'), count: received, tone: 'good' },
    { key: 'extra', label: say('extra'), count: extra, tone: 'ask' },
    { key: 'lost', label: say('lost'), count: lost, tone: 'bad' },
  ];
}

function useLists(units: readonly TransferUnitOnWire[]) {
  const say = useSliceWords(transfersWords);
  const of = (...states: readonly TransferUnitOnWire['state'][]) =>
    units.filter(({ state }) => states.includes(state));
  return [
    { key: 'picked', label: say('picked'), rows: of('picked'), empty: say('nothingPicked') },
    { key: 'inTransit', label: say('toCome'), rows: of('sent'), empty: say('nothingInTransit') },
    {
      key: 'received',
      label: say('received'),
      rows: of('received', 'elsewhere', 'extra'),
      empty: say('nothingReceived'),
    },
    { key: 'lost', label: say('lost'), rows: of('lost'), empty: say('nothingLost') },
  ];
}

function UnitRow({ row: { unit, line, state, before, since } }: { row: TransferUnitOnWire }) {
  const say = useSliceWords(transfersWords);
  const { age, words } = useSpeech();
  const isUnusual = before !== null && before !== 'in_stock' && state === 'sent';
  const facts = [
    unit.sku,
    line === null ? say('unasked') : '',
    state === 'elsewhere' ? say('elsewhere') : '',
    isUnusual ? say('arrivesAs', { status: words.status[before] }) : '',
    since === null ? '' : say('sinceAge', { age: age(since) }),
  ];
  return (
    <p className="transfers-row">
      <span className="number">{unit.serial}</span>
      <span className="soft">{facts.filter((fact) => fact !== '').join(' · ')}</span>
    </p>
  );
}

type Say = ReturnType<typeof useSliceWords<keyof (typeof transfersWords)['en']>>;

function differencesIn(
  { wanted, sent, lost, extra, elsewhere }: TransferOnWire,
  say: Say,
): readonly string[] {
  const found = [
    [wanted - sent, 'notSent'],
    [lost, 'countLost'],
    [extra, 'countExtra'],
    [elsewhere, 'countElsewhere'],
  ] as const;
  return found.filter(([count]) => count > 0).map(([count, key]) => say(key, { count }));
}
