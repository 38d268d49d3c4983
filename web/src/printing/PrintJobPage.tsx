import './printing.css';
import { Checkbox } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { LabelOnWire, PrintJobOnWire } from '../../../src/operations/printing/contract.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { type Counter, TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { JobTrouble } from './JobTrouble.tsx';
import { LabelDetail } from './LabelDetail.tsx';
import { forgetLabels, useJobLabels, usePrintJob } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';
import { useReadBack } from './use-read-back.ts';

/** Labels that were asked for together: printed, stuck on, read back one by one. */
export function PrintJobPage() {
  const { job: id } = useParams({ from: '/label-bench/$job' });
  const job = usePrintJob(id);
  const labels = useJobLabels(id, job.data);
  const trouble = job.error ?? labels.error;
  if (job.data && labels.data) return <Bench key={job.data.id} job={job.data} labels={labels.data} />;
  if (trouble) return <Trouble error={trouble} reset={() => void forgetLabels()} />;
  return <Loading />;
}

interface BenchProps {
  readonly job: PrintJobOnWire;
  readonly labels: readonly LabelOnWire[];
}

function Bench({ job, labels }: BenchProps) {
  const say = useSliceWords(printingWords);
  const navigate = useNavigate();
  const may = useMay();
  const here = useDevice().site;
  const [list, setList] = useState('sent');
  const [selected, setSelected] = useState<number | null>(null);
  const label = labels.find(({ id }) => id === selected);
  const isDone = job.toPrint + job.unsure + job.sent === 0;
  // The last verdict stays in sight, and a stray label can still be asked about.
  const isScanned = here === job.site && may('scan', job.site);
  const rowsOf = (...states: readonly string[]) => labels.filter(({ state }) => states.includes(state));
  return (
    <TaskShell
      title={say('jobTitle', { id: job.id })}
      about={<About job={job} />}
      counters={useCounters(job)}
      done={job.applied}
      of={job.toPrint + job.unsure + job.sent + job.applied}
      workers={[]}
      station={isScanned ? <Station job={job} labels={labels} /> : null}
      questions={
        <>
          {isDone && job.applied > 0 && (
            <p className="panel" role="status">
              {say('noMore')}
            </p>
          )}
          {may('scan', job.site) && <JobTrouble job={job} labels={labels} />}
          {label && <LabelDetail key={label.id} label={label} close={() => setSelected(null)} />}
        </>
      }
      lists={
        <LiveLists
          chosen={list}
          choose={setList}
          keyOf={({ id }: LabelOnWire) => id}
          draw={(one) => <LabelLine label={one} select={() => setSelected(one.id)} />}
          lists={[
            { key: 'sent', label: say('printed'), rows: rowsOf('sent'), empty: say('nothingToStick') },
            {
              key: 'owed',
              label: say('owed'),
              rows: rowsOf('to_print', 'sending', 'unsure'),
              empty: say('nothingOwed'),
            },
            { key: 'applied', label: say('applied'), rows: rowsOf('applied'), empty: say('nothingApplied') },
            { key: 'void', label: say('void'), rows: rowsOf('void'), empty: say('nothingVoid') },
          ]}
        />
      }
      actions={null}
      pause={() => void navigate({ to: '/label-bench' })}
    />
  );
}

/** Where the label is of a thing that has a number already, the thing can be scanned first: then no two are confused. */
function Station({ job, labels }: BenchProps) {
  const say = useSliceWords(printingWords);
  const hasUnits = labels.some(({ unit, state }) => unit !== null && state !== 'applied' && state !== 'void');
  const [wantsThings, setWants] = useState(false);
  const withThings = hasUnits && wantsThings;
  const { shown, take, forgetThing } = useReadBack({ site: job.site, job: job.id, withThings });
  return (
    <>
      <div className="station" data-station="inside">
        {hasUnits && (
          <Checkbox
            className="printing-check"
            label={say('thingFirst')}
            checked={wantsThings}
            onChange={({ currentTarget }) => {
              forgetThing();
              setWants(currentTarget.checked);
            }}
          />
        )}
        <ScanBox take={take} />
      </div>
      <VerdictCard shown={shown} ready={{ word: say('ready'), sentence: say('benchHint') }} />
    </>
  );
}

function LabelLine({ label, select }: { label: LabelOnWire; select(): void }) {
  const say = useSliceWords(printingWords);
  const { time } = useSpeech();
  const { number, name, state, stateAt, appliedBy, replacedBy, voidReason } = label;
  const tone = { applied: 'good', unsure: 'ask', void: 'bad' } as Readonly<Record<string, string>>;
  const why = voidReason === null ? undefined : reasonWord(voidReason, say);
  const now = replacedBy === null ? undefined : say('replacedBy', { id: replacedBy });
  return (
    <button type="button" className="printing-row" onClick={select}>
      <span className="number">{number}</span>
      <span className="chip" data-tone={tone[state]}>
        {say(`state_${state}`)}
      </span>
      <span className="soft">{[name, why, now, appliedBy, time(stateAt)].filter(Boolean).join(' · ')}</span>
    </button>
  );
}

type Say = ReturnType<typeof useSliceWords<keyof (typeof printingWords)['en']>>;

function reasonWord(reason: string, say: Say): string {
  const known = ['damaged', 'unreadable', 'lost', 'misprinted', 'outdated', 'extra', 'not_needed'] as const;
  const word = known.find((one) => one === reason);
  return word === undefined ? reason : say(word);
}

function About({ job: { site, name, design, printer, reason, note, madeAt, by } }: { job: PrintJobOnWire }) {
  const say = useSliceWords(printingWords);
  const { age } = useSpeech();
  const parts = [
    name,
    design.name,
    printer?.name ?? say('file'),
    reason && say(reason),
    note,
    site,
    say('by', { age: age(madeAt), actor: by }),
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

function useCounters(job: PrintJobOnWire): readonly Counter[] {
  const say = useSliceWords(printingWords);
  const isStuck = job.printer?.trouble !== null || job.unsure > 0;
  return [
    { key: 'owed', label: say('owed'), count: job.toPrint + job.unsure, tone: isStuck ? 'ask' : 'info' },
    { key: 'printed', label: say('printed'), count: job.sent, tone: 'info' },
    { key: 'applied', label: say('applied'), count: job.applied, tone: 'good' },
    { key: 'void', label: say('void'), count: job.void },
  ];
}
