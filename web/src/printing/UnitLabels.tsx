import './printing.css';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { LabelOnWire, PrintJobOnWire } from '../../../src/operations/printing/contract.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import type { Unit } from '../server/wire.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useDevice } from '../shell/device.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { PrinterChoice } from './PrinterChoice.tsx';
import { forgetLabels, usePrinters, useUnitLabels } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';
import { Reprint } from './Reprint.tsx';

/** What was printed of a unit, and printing it: the first label, or another one where it is damaged. */
export function UnitLabels({ unit }: { unit: Pick<Unit, 'id' | 'see'> }) {
  const say = useSliceWords(printingWords);
  const site = useDevice().site;
  const may = useMay();
  const labels = useUnitLabels(unit.id);
  const [isAgain, setAgain] = useState(false);
  const items = labels.data ?? [];
  const inForce = items.filter(({ state }) => state !== 'void');
  const open = inForce.find(({ state }) => state !== 'applied');
  const canPrint = site !== null && may('scan', site) && unit.see === null && labels.isSuccess;
  return (
    <section className="panel stack printing-tight" aria-labelledby="unit-labels">
      <h2 id="unit-labels">{say('unitLabels')}</h2>
      {labels.isError && <ProblemNote problem={labels.error} />}
      {labels.isSuccess && items.length === 0 && <p className="soft">{say('noLabels')}</p>}
      {items.length > 0 && (
        <ul className="plain-list">
          {items.map((label) => (
            <Line key={label.id} label={label} />
          ))}
        </ul>
      )}
      {canPrint && inForce.length === 0 && <First unit={unit} site={site} />}
      {canPrint && inForce.length > 0 && !isAgain && (
        <div className="printing-buttons">
          {open && (
            <Button
              renderRoot={(props) => (
                <Link to="/label-bench/$job" params={{ job: String(open.job) }} {...props} />
              )}
            >
              {say('scanBack')}
            </Button>
          )}
          <Button variant="default" onClick={() => setAgain(true)}>
            {say('labelDamaged')}
          </Button>
        </div>
      )}
      {canPrint && isAgain && <Reprint site={site} of={{ unit: unit.id }} cancel={() => setAgain(false)} />}
    </section>
  );
}

function Line({ label: { job, number, state, stateAt, replacedBy } }: { label: LabelOnWire }) {
  const say = useSliceWords(printingWords);
  const { time } = useSpeech();
  const tone = { applied: 'good', void: 'bad', unsure: 'ask' } as Readonly<Record<string, string>>;
  return (
    <li className="printing-line">
      <Link to="/label-bench/$job" params={{ job: String(job) }} className="number">
        {number}
      </Link>
      <span className="chip" data-tone={tone[state]}>
        {say(`state_${state}`)}
      </span>
      <span className="soft">
        {[time(stateAt), replacedBy === null ? null : say('replacedBy', { id: replacedBy })]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}

function First({ unit, site }: { unit: Pick<Unit, 'id'>; site: string }) {
  const say = useSliceWords(printingWords);
  const navigate = useNavigate();
  const printers = usePrinters(site);
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const printer = chosen === undefined ? (printers[0]?.id ?? null) : chosen;
  const print = useAct(async () => {
    const body = { id: scanId(Date.now()), site, printer, units: [unit.id] };
    const job = await ask<PrintJobOnWire>('POST', '/api/print-jobs', body);
    await forgetLabels();
    await navigate({ to: '/label-bench/$job', params: { job: String(job.id) } });
  });
  return (
    <>
      {printers.length > 0 && <PrinterChoice printers={printers} chosen={printer} choose={setChosen} />}
      <div>
        <Button
          variant="default"
          leftSection={<Printer size={18} aria-hidden />}
          loading={print.isBusy}
          onClick={() => void print.run()}
        >
          {say('printLabel')}
        </Button>
      </div>
      <ProblemNote problem={print.problem} />
    </>
  );
}
