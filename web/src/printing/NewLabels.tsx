import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { NewPrintJob, PrintJobOnWire } from '../../../src/operations/printing/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { scanId } from '../scanning/scan-id.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import type { Unit } from '../server/wire.ts';
import { useAct } from '../shell/use-act.ts';
import '../unread/unread.css';
import { type ChosenProduct, ProductChoice } from '../unread/ProductChoice.tsx';
import { useSliceWords } from '../words/words.ts';
import { PrinterChoice } from './PrinterChoice.tsx';
import { forgetLabels, usePrinters } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

const kinds = ['forProduct', 'forReceipt', 'forUnits'] as const;

/** What labels are wanted of, how many, and where they are printed. */
export function NewLabels({ site }: { site: string }) {
  const say = useSliceWords(printingWords);
  const navigate = useNavigate();
  const printers = usePrinters(site);
  const [kind, setKind] = useState<(typeof kinds)[number]>('forProduct');
  const [product, setProduct] = useState<ChosenProduct | null>(null);
  const [count, setCount] = useState<number | string>(1);
  const [copies, setCopies] = useState<number | string>(1);
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const printer = chosen === undefined ? (printers[0]?.id ?? null) : chosen;
  /** The same until it was done: what is sent again after a lost answer takes no second numbers. */
  const request = useRef(scanId(Date.now()));
  const print = useAct(async (form: FormData) => {
    const of = await whatFor(kind, { product, count: Number(count), form });
    const becomes = kind === 'forProduct' ? { becomes: form.get('becomes') as 'commission' } : {};
    const body: NewPrintJob = {
      id: request.current,
      site,
      printer,
      copies: Number(copies),
      ...of,
      ...becomes,
    };
    const job = await ask<PrintJobOnWire>('POST', '/api/print-jobs', body);
    request.current = scanId(Date.now());
    await forgetLabels();
    await navigate({ to: '/label-bench/$job', params: { job: String(job.id) } });
  });

  async function whatFor(
    what: typeof kind,
    given: { readonly product: ChosenProduct | null; readonly count: number; readonly form: FormData },
  ): Promise<Pick<NewPrintJob, 'sku' | 'count' | 'receipt' | 'units'>> {
    if (what === 'forReceipt') return { receipt: String(given.form.get('receipt')).trim() };
    if (what === 'forProduct') {
      if (given.product === null) throw new Error(say('chooseProduct'));
      return { sku: given.product.sku, count: given.count };
    }
    const lines = String(given.form.get('units')).split('\n');
    const codes = lines.map((line) => line.trim()).filter((line) => line !== '');
    const units: number[] = [];
    for (const code of codes) units.push(await unitOf(code));
    return { units: [...new Set(units)] };
  }

  async function unitOf(code: string): Promise<number> {
    const path = `/api/units/by-code/${encodeURIComponent(code)}`;
    const found = await ask<{ readonly units: readonly Unit[] }>('GET', path).catch((error: unknown) => {
      if (error instanceof ServerProblem && error.status === 404) throw new Error(say('noUnit', { code }));
      throw error;
    });
    const [unit, another] = found.units;
    if (!unit || another) throw new Error(say('ambiguousUnit', { code }));
    return unit.id;
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void print.run(new FormData(event.currentTarget));
  }

  return (
    <form className="panel stack" aria-labelledby="new-labels" onSubmit={submit}>
      <h2 id="new-labels">{say('newLabels')}</h2>
      <NativeSelect
        label={say('what')}
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value as typeof kind)}
        data={kinds.map((value) => ({ value, label: say(value) }))}
      />
      {kind === 'forProduct' && (
        <>
          <ProductChoice chosen={product} choose={setProduct} />
          <NumberInput label={say('count')} value={count} onChange={setCount} min={1} max={500} required />
          <NativeSelect
            name="becomes"
            label={say('becomes')}
            data={(['commission', 'receive'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </>
      )}
      {kind === 'forReceipt' && (
        <TextInput name="receipt" label={say('receipt')} required maxLength={64} autoComplete="off" />
      )}
      {kind === 'forUnits' && (
        <Textarea
          name="units"
          label={say('units')}
          description={say('unitsHint')}
          required
          autosize
          minRows={3}
          maxRows={10}
        />
      )}
      <NumberInput label={say('copies')} value={copies} onChange={setCopies} min={1} max={20} required />
      <PrinterChoice printers={printers} chosen={printer} choose={setChosen} />
      <FormEnd submit={say('print')} isBusy={print.isBusy} problem={print.problem} />
    </form>
  );
}
