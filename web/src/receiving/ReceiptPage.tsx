import { OtherSite } from '../tasks/OtherSite.tsx';
import '../tasks/task-lines.css';
import './receiving.css';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReceiptOnWire, ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { FinishButton, FinishTask } from '../tasks/FinishTask.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { type Counter, TaskShell } from '../tasks/TaskShell.tsx';
import { ReceiptCosts } from '../valuation/ReceiptCosts.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Cartons } from './Cartons.tsx';
import { LinesTable } from './LinesTable.tsx';
import { NeedsLabel } from './NeedsLabel.tsx';
import { ReceiptStation } from './ReceiptStation.tsx';
import { ReceiptSteps } from './ReceiptSteps.tsx';
import { Reports } from './Reports.tsx';
import { RowActions } from './RowActions.tsx';
import {
  receiptPath,
  rereadReceipt,
  useReceipt,
  useReceiptProgress,
  useReceiptUnits,
} from './receipt-queries.ts';
import { listsOf, type ReceiptUnit } from './receipt-units.ts';
import { receivingWords } from './receiving-words.ts';
import { UnitRow } from './UnitRow.tsx';

/** One receipt: while it is open the station at the dock, afterwards what came and what did not. */
export function ReceiptPage() {
  const { number } = useParams({ from: '/receipts/$number' });
  const receipt = useReceipt(number);
  const progress = useReceiptProgress(number);
  const units = useReceiptUnits(number, receipt.data);
  const trouble = receipt.error ?? progress.error ?? units.error;
  if (receipt.data && progress.data && units.data)
    return <Receipt receipt={receipt.data} progress={progress.data} units={units.data} />;
  if (trouble) return <Trouble error={trouble} reset={() => void rereadReceipt(number)} />;
  return <Loading />;
}

interface ReceiptProps {
  readonly receipt: ReceiptOnWire;
  readonly progress: ReceiptProgressOnWire;
  readonly units: readonly ReceiptUnit[];
}

function Receipt({ receipt, progress, units }: ReceiptProps) {
  const sayHere = useSliceWords(receivingWords);
  const navigate = useNavigate();
  const here = useDevice().site;
  const may = useMay();
  const [list, setList] = useState('waiting');
  const [selected, setSelected] = useState<number | null>(null);
  const [isFinishing, setFinishing] = useState(false);
  const isOpen = receipt.closedAt === null;
  const isScanned = isOpen && here === receipt.site && may('scan', receipt.site);
  const row = units.find(({ unit }) => unit.id === selected);
  const lists = listsOf(units);
  return (
    <TaskShell
      title={sayHere('receiptTitle', { number: receipt.number })}
      about={<About receipt={receipt} />}
      counters={useCounters(receipt, progress)}
      done={receipt.received + receipt.pieces.received}
      of={(receipt.expected ?? 0) + (receipt.pieces.expected ?? 0)}
      workers={progress.people}
      station={
        isScanned ? (
          <ReceiptStation
            receipt={receipt}
            progress={progress}
            units={units}
            onScanned={() => setSelected(null)}
          />
        ) : null
      }
      questions={
        <>
          {isOpen && here !== receipt.site && (
            <OtherSite sites={[receipt.site]} sentence={sayHere('otherSite', { site: receipt.site })} />
          )}
          {isFinishing && (
            <FinishTask
              differences={differencesIn(progress, sayHere)}
              close={() => setFinishing(false)}
              finish={async (reason) => {
                await ask(
                  'POST',
                  `${receiptPath(receipt.number)}/close`,
                  reason === undefined ? {} : { reason },
                );
                await rereadReceipt(receipt.number);
              }}
            />
          )}
          {row && (
            <RowActions
              key={row.unit.id}
              row={row}
              receipt={receipt}
              mayScan={may('scan', receipt.site)}
              close={() => setSelected(null)}
            />
          )}
        </>
      }
      lists={
        <LiveLists
          chosen={list}
          choose={setList}
          keyOf={({ unit }: ReceiptUnit) => unit.id}
          draw={(one) => <UnitRow row={one} select={() => setSelected(one.unit.id)} />}
          lists={[
            {
              key: 'waiting',
              label: sayHere(isOpen ? 'toCome' : 'missing'),
              rows: lists.waiting,
              empty: sayHere(isOpen ? 'nothingToCome' : 'nothingMissing'),
            },
            {
              key: 'scanned',
              label: sayHere('scanned'),
              rows: lists.scanned,
              empty: sayHere('nothingScanned'),
            },
            { key: 'extra', label: sayHere('extra'), rows: lists.extra, empty: sayHere('nothingExtra') },
          ]}
        />
      }
      actions={
        <>
          <Reports number={receipt.number} />
          {isOpen && <FinishButton may={may('settle', receipt.site)} open={() => setFinishing(true)} />}
        </>
      }
      pause={isOpen ? () => void navigate({ to: '/receipts' }) : null}
    >
      <NeedsLabel receipt={receipt} mayPrint={may('scan', receipt.site)} />
      <Cartons receipt={receipt} mayScan={may('scan', receipt.site)} />
      <LinesTable lines={progress.lines} />
      <ReceiptCosts receipt={receipt.number} site={receipt.site} />
      <ReceiptSteps receipt={receipt} steps={progress.steps} mayReopen={may('settle', receipt.site)} />
    </TaskShell>
  );
}

function About({ receipt: { site, supplier, status, openedAt } }: { receipt: ReceiptOnWire }) {
  const { age } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  return (
    <>
      <span className="chip" data-tone={status === 'closed' ? undefined : 'good'}>
        {sayHere(status)}
      </span>{' '}
      {[site, supplier, sayHere('since', { age: age(openedAt) })].filter(Boolean).join(' · ')}
    </>
  );
}

function useCounters(receipt: ReceiptOnWire, progress: ReceiptProgressOnWire): readonly Counter[] {
  const sayHere = useSliceWords(receivingWords);
  const { expected, missing, closedAt, pieces } = receipt;
  const sum = (of: (line: ReceiptProgressOnWire['lines'][number]) => number) =>
    progress.lines.reduce((all, line) => all + of(line), 0);
  const scanned: Counter = {
    key: 'scanned',
    label: sayHere('scanned'),
    count: sum((line) => line.received),
    tone: 'good',
  };
  const damaged: Counter = {
    key: 'damaged',
    label: sayHere('damaged'),
    count: progress.damaged,
    tone: 'bad',
  };
  // Whoever counts blind is told what he scanned, and nothing else.
  if (expected === null || missing === null || pieces.expected === null) return [scanned, damaged];
  const open = closedAt === null;
  return [
    { key: 'expected', label: sayHere('expected'), count: expected + pieces.expected },
    scanned,
    { key: 'extra', label: sayHere('extra'), count: sum((line) => line.extra), tone: 'ask' },
    {
      key: 'missing',
      label: sayHere('missing'),
      count: sum((line) => line.missing),
      tone: open ? 'info' : 'bad',
    },
    damaged,
  ];
}

type Say = ReturnType<typeof useSliceWords<keyof (typeof receivingWords)['en']>>;

function differencesIn({ lines }: ReceiptProgressOnWire, sayHere: Say): readonly string[] {
  const missing = lines.reduce((all, line) => all + line.missing, 0);
  const extra = lines.reduce((all, line) => all + line.extra, 0);
  return [
    ...(missing > 0 ? [sayHere('countMissing', { count: missing })] : []),
    ...(extra > 0 ? [sayHere('countExtra', { count: extra })] : []),
  ];
}
