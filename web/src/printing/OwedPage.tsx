import './printing.css';
import { Link } from '@tanstack/react-router';
import type { LabelOnWire } from '../../../src/operations/printing/contract.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Ways } from './JobTrouble.tsx';
import { LabelFile, useLabelFile } from './LabelFile.tsx';
import { useOwed, usePrinters } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

/** Labels that this site owes: which things wait for which, and all of them printed in one go. */
export function OwedPage() {
  const say = useSliceWords(printingWords);
  const site = useDevice().site!;
  const owed = useOwed(site);
  const file = useLabelFile();
  const jobs = byJob(owed.data ?? []);
  return (
    <div className="stack">
      <header>
        <h1>{say('owedTitle')}</h1>
        <p className="soft under-title">{say('owedHint')}</p>
      </header>
      {owed.isPending && <Loading />}
      {owed.isError && <Trouble error={owed.error} reset={() => void owed.refetch()} />}
      {owed.isSuccess && owed.data.length === 0 && (
        <p className="panel">
          {say('noneOwed')} <Link to="/label-bench">{say('bench')}</Link>
        </p>
      )}
      {file.file && <LabelFile file={file.file} close={file.close} />}
      {[...jobs].map(([job, labels]) => (
        <OwedJob key={job} job={job} labels={labels} site={site} file={file} />
      ))}
    </div>
  );
}

function byJob(labels: readonly LabelOnWire[]): ReadonlyMap<number, LabelOnWire[]> {
  const jobs = new Map<number, LabelOnWire[]>();
  for (const label of labels) jobs.set(label.job, [...(jobs.get(label.job) ?? []), label]);
  return jobs;
}

interface OwedJobProps {
  readonly job: number;
  readonly labels: readonly LabelOnWire[];
  readonly site: string;
  readonly file: ReturnType<typeof useLabelFile>;
}

function OwedJob({ job, labels, site, file }: OwedJobProps) {
  const say = useSliceWords(printingWords);
  const { number } = useSpeech();
  const may = useMay();
  const printers = usePrinters(site);
  const [first] = labels as [LabelOnWire, ...LabelOnWire[]];
  const printer = printers.find(({ id }) => id === first.printer);
  const ready = labels.filter(({ state }) => state !== 'sending');
  const title = `owed-${job}`;
  return (
    <article className="panel stack printing-tight" aria-labelledby={title}>
      <h2 id={title}>
        <Link to="/label-bench/$job" params={{ job: String(job) }}>
          {say('owedOf', { name: first.name, count: number(labels.length) })}
        </Link>
      </h2>
      <p className="soft">
        {[
          say('jobTitle', { id: job }),
          printer ? printer.name : say('file'),
          printer?.trouble ? say(printer.trouble) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ul className="chips plain-list" aria-label={first.name}>
        {labels.slice(0, shownMax).map(({ id, number: of, state, unit }) => (
          <li key={id} className="chip" data-tone={state === 'unsure' ? 'ask' : undefined}>
            {unit === null ? (
              <span className="number">{of}</span>
            ) : (
              <Link to="/units/$id" params={{ id: String(unit) }} className="number">
                {of}
              </Link>
            )}
          </li>
        ))}
        {labels.length > shownMax && <li className="soft">+ {number(labels.length - shownMax)}</li>}
      </ul>
      {may('scan', site) && ready.length > 0 && (
        <Ways
          site={site}
          labels={ready}
          before={first.printer}
          file={file}
          again={say('printAll', { count: number(ready.length) })}
        />
      )}
    </article>
  );
}

/** Numbers of one job that are named; the job's own page has them all. */
const shownMax = 12;
