import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ReprintBody } from '../../../src/operations/printing/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { PrinterChoice } from './PrinterChoice.tsx';
import { forgetLabels, printAgain, usePrinters } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

const reasons = [
  ...(['damaged', 'unreadable', 'lost', 'misprinted', 'outdated', 'extra'] as const),
] satisfies readonly ReprintBody['reason'][];

interface ReprintProps {
  readonly site: string;
  /** Whose label is printed again: that of a label, or of a unit. */
  readonly of: { readonly label: number } | { readonly unit: number };
  cancel(): void;
}

/** Asked in place: why, and where it is printed; then one goes on at the bench, where the new one is read back. */
export function Reprint({ site, of, cancel }: ReprintProps) {
  const say = useSliceWords(printingWords);
  const navigate = useNavigate();
  const printers = usePrinters(site);
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const printer = chosen === undefined ? (printers[0]?.id ?? null) : chosen;
  const print = useAct(async (reason: ReprintBody['reason'], note: string) => {
    const said = note === '' ? {} : { note };
    const job = await printAgain({ site, ...of, reason, printer, ...said });
    await forgetLabels();
    await navigate({ to: '/label-bench/$job', params: { job: String(job.id) } });
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    void print.run(String(given.get('reason')) as ReprintBody['reason'], String(given.get('note')).trim());
  }
  return (
    <form className="stack" aria-label={say('again')} onSubmit={submit}>
      <NativeSelect
        name="reason"
        label={say('reason')}
        data={reasons.map((value) => ({ value, label: say(value) }))}
      />
      <TextInput name="note" label={say('note')} maxLength={300} autoComplete="off" />
      <PrinterChoice printers={printers} chosen={printer} choose={setChosen} />
      <FormEnd submit={say('again')} isBusy={print.isBusy} problem={print.problem} cancel={cancel} />
    </form>
  );
}
