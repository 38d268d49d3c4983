import { Button } from '@mantine/core';
import { FileDown, Printer, RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { LabelOnWire, PrintJobOnWire } from '../../../src/operations/printing/contract.ts';
import { evenSheet, SheetPlaces } from '../labels/SheetPlaces.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { LabelFile, useLabelFile } from './LabelFile.tsx';
import { PrinterChoice } from './PrinterChoice.tsx';
import { forgetLabels, printOwed, usePrinters } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

interface JobTroubleProps {
  readonly job: PrintJobOnWire;
  readonly labels: readonly LabelOnWire[];
}

/** What keeps labels of a job from being stuck on, and what to do about it. */
export function JobTrouble({ job, labels }: JobTroubleProps) {
  const waiting = labels.filter(({ state }) => state === 'to_print');
  const unsure = labels.filter(({ state }) => state === 'unsure');
  const file = useLabelFile();
  const isStuck =
    waiting.length > 0 && (job.printer === null || job.printer.trouble !== null || !job.printer.active);
  return (
    <>
      {isStuck && <Waiting job={job} labels={waiting} file={file} />}
      {job.toPrint > 0 && !isStuck && <Printing count={job.toPrint} />}
      {unsure.length > 0 && <Unsure job={job} labels={unsure} file={file} />}
      {file.file && <LabelFile file={file.file} close={file.close} />}
    </>
  );
}

type Part = JobTroubleProps & { readonly file: ReturnType<typeof useLabelFile> };

function Waiting({ job: { printer, site }, labels, file }: Part) {
  const say = useSliceWords(printingWords);
  const { number } = useSpeech();
  const count = number(labels.length);
  const trouble = printer?.trouble ?? null;
  return (
    <section
      className="panel stack printing-tight printing-trouble"
      data-tone={printer ? 'bad' : 'ask'}
      role="alert"
    >
      <h2>{printer ? say('trouble', { name: printer.name }) : say('notPrinted')}</h2>
      {trouble !== null && <p>{say(trouble)}</p>}
      {printer && <p>{labels.length === 1 ? say('isOwedOne') : say('isOwed', { count })}</p>}
      {!printer && <p>{say('notPrintedHint', { count })}</p>}
      <Ways site={site} labels={labels} before={printer?.id ?? null} file={file} />
    </section>
  );
}

function Printing({ count }: { count: number }) {
  const say = useSliceWords(printingWords);
  const { number } = useSpeech();
  return (
    <p className="panel" role="status">
      {say('printing', { count: number(count) })}
    </p>
  );
}

function Unsure({ job: { site, printer }, labels, file }: Part) {
  const say = useSliceWords(printingWords);
  const { number } = useSpeech();
  return (
    <section className="panel stack printing-tight printing-trouble" data-tone="ask" role="alert">
      <h2>{say('unsureTitle')}</h2>
      <p>{say('unsureHint', { count: number(labels.length) })}</p>
      <Ways site={site} labels={labels} before={printer?.id ?? null} file={file} again={say('printOthers')} />
    </section>
  );
}

interface WaysProps {
  readonly site: string;
  readonly labels: readonly LabelOnWire[];
  readonly before: number | null;
  readonly file: ReturnType<typeof useLabelFile>;
  readonly again?: string;
}

/** The same printer again, another one, or a file. */
export function Ways({ site, labels, before, file, again }: WaysProps) {
  const say = useSliceWords(printingWords);
  const printers = usePrinters(site);
  const others = printers.filter(({ id }) => id !== before);
  const [other, setOther] = useState<number | null>(null);
  const [startAt, setStart] = useState(1);
  const grid = labels[0]?.design.sheet ?? null;
  const chosen = other ?? others[0]?.id ?? null;
  const print = useAct(async (printer: number) => {
    await printOwed(labels, printer);
    await forgetLabels();
  });
  const problem = print.problem ?? file.act.problem;
  const isHere = printers.some(({ id }) => id === before);
  return (
    <>
      <div className="printing-buttons">
        {before !== null && isHere && (
          <Button
            leftSection={<RotateCw size={18} aria-hidden />}
            loading={print.isBusy}
            onClick={() => void print.run(before)}
          >
            {again ?? say('tryAgain')}
          </Button>
        )}
        {others.length > 0 && (
          <>
            <PrinterChoice
              printers={others}
              chosen={chosen}
              choose={setOther}
              orFile={false}
              label={before === null ? say('printer') : say('otherPrinter')}
            />
            <Button
              variant="default"
              leftSection={<Printer size={18} aria-hidden />}
              onClick={() => chosen !== null && void print.run(chosen)}
            >
              {say('printThere')}
            </Button>
          </>
        )}
        {(['pdf', 'zpl'] as const).map((kind) => (
          <Button
            key={kind}
            variant="default"
            leftSection={<FileDown size={18} aria-hidden />}
            loading={file.act.isBusy}
            onClick={() => void file.act.run(labels, kind, startAt)}
          >
            {say(kind === 'pdf' ? 'asPdf' : 'asZpl')}
          </Button>
        ))}
      </div>
      {grid && (
        <details>
          <summary>{say('sheetBegun')}</summary>
          <SheetPlaces {...evenSheet(grid)} startAt={startAt} choose={setStart} count={labels.length} />
        </details>
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem.message}
        </p>
      )}
    </>
  );
}
