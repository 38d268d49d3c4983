import './printing.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Hourglass, Printer } from 'lucide-react';
import type { LabelBenchOnWire, PrintJobOnWire } from '../../../src/operations/printing/contract.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { NewLabels } from './NewLabels.tsx';
import { useBench, useOpenJobs } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

/** Where labels are made: what is open at this site, new ones, and those that are under way. */
export function LabelBenchPage() {
  const say = useSliceWords(printingWords);
  const { number } = useSpeech();
  const site = useDevice().site!;
  const may = useMay();
  const bench = useBench(site);
  const owed = bench.data ? bench.data.owed + bench.data.unsure : 0;
  return (
    <div className="stack">
      <header className="printing-head">
        <div>
          <h1>{say('bench')}</h1>
          <p className="soft under-title">{say('benchHint')}</p>
        </div>
        <div className="printing-buttons">
          <Button
            variant={owed > 0 ? 'filled' : 'default'}
            leftSection={<Hourglass size={18} aria-hidden />}
            renderRoot={(props) => <Link to="/label-bench/owed" {...props} />}
          >
            {say('owedLink', { count: number(owed) })}
          </Button>
          {may('manage', site) && (
            <Button
              variant="default"
              leftSection={<Printer size={18} aria-hidden />}
              renderRoot={(props) => <Link to="/printers" {...props} />}
            >
              {say('printers')}
            </Button>
          )}
        </div>
      </header>
      {bench.data && <Figures bench={bench.data} />}
      <div className="printing-columns">
        {may('scan', site) ? <NewLabels site={site} /> : <p className="panel">{say('mayNot')}</p>}
        <OpenJobs site={site} />
      </div>
    </div>
  );
}

function Figures({ bench }: { bench: LabelBenchOnWire }) {
  const say = useSliceWords(printingWords);
  const { number } = useSpeech();
  const figures = [
    ['owed', say('owed'), bench.owed + bench.unsure],
    ['printed', say('printed'), bench.toStick],
    ['applied', `${say('applied')}, ${say('lastDay')}`, bench.appliedToday],
    ['reprinted', `${say('reprinted')}, ${say('lastDay')}`, bench.reprintedToday],
  ] as const;
  return (
    <dl className="panel printing-figures">
      {figures.map(([key, name, count]) => (
        <div key={key} data-testid={`bench-${key}`}>
          <dt>{name}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function OpenJobs({ site }: { site: string }) {
  const say = useSliceWords(printingWords);
  const jobs = useOpenJobs(site);
  const items = jobs.data?.items ?? [];
  return (
    <section className="panel stack" aria-labelledby="open-labels">
      <h2 id="open-labels">{say('open')}</h2>
      {jobs.isPending && <Loading />}
      {jobs.isError && <Trouble error={jobs.error} reset={() => void jobs.refetch()} />}
      {jobs.isSuccess && items.length === 0 && <p>{say('noneOpen')}</p>}
      {items.length > 0 && (
        <ul className="plain-list printing-jobs">
          {items.map((job) => (
            <Job key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Job({ job }: { job: PrintJobOnWire }) {
  const say = useSliceWords(printingWords);
  const { age, number } = useSpeech();
  const owed = job.toPrint + job.unsure;
  const trouble = job.printer?.trouble ?? null;
  return (
    <li>
      <Link to="/label-bench/$job" params={{ job: String(job.id) }} className="printing-job">
        <strong>{job.name ?? say('jobTitle', { id: job.id })}</strong>
        <span className="chips">
          {owed > 0 && (
            <span className="chip" data-tone={trouble === null ? 'ask' : 'bad'}>
              {say('owed')} {number(owed)}
            </span>
          )}
          {job.sent > 0 && (
            <span className="chip">
              {say('printed')} {number(job.sent)}
            </span>
          )}
          {job.applied > 0 && (
            <span className="chip" data-tone="good">
              {say('applied')} {number(job.applied)}
            </span>
          )}
        </span>
        <span className="soft">
          {[
            say('jobTitle', { id: job.id }),
            job.reason && say(job.reason),
            say('by', { age: age(job.madeAt), actor: job.by }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Link>
    </li>
  );
}
