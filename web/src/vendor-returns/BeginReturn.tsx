import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { VendorReturnOnWire } from '../../../src/operations/vendor-returns/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { CheckField, ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { useSuppliersInUse } from './return-queries.ts';
import { vendorReturnsWords } from './vendor-returns-words.ts';

/** To whom it goes; the RMA number may follow. */
export function BeginReturn({ site, cancel }: { site: string; cancel(): void }) {
  const say = useSliceWords(vendorReturnsWords);
  const navigate = useNavigate();
  const suppliers = useSuppliersInUse().data?.items ?? [];
  // The same however often it is sent.
  const [request] = useState(() => crypto.randomUUID());
  const form = useForm(
    { supplier: '', rma: '', note: '', needsApproval: false },
    ({ supplier, rma, note, needsApproval }) => {
      const said = { ...filled('rma', rma), ...filled('note', note) };
      const body = { request, site, supplier, needsApproval, ...said };
      return ask<VendorReturnOnWire>('POST', '/api/vendor-returns', body);
    },
    ({ number }) => {
      forgetList('vendor-returns');
      void navigate({ to: '/vendor-returns/$number', params: { number } });
    },
  );
  const choices = suppliers
    .filter(({ active }) => active !== false)
    .map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }));
  return (
    <FormPanel form={form} title={say('begin')} submit={say('beginNow')} cancel={cancel}>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="supplier"
          label={say('supplier')}
          choices={[{ value: '', label: '–' }, ...choices]}
          required
        />
        <TextField form={form} name="rma" label={say('rma')} hint={say('rmaLater')} maxLength={64} />
      </div>
      <TextField form={form} name="note" label={say('note')} maxLength={200} />
      <CheckField form={form} name="needsApproval" label={say('needsApproval')} />
    </FormPanel>
  );
}

function filled(name: string, value: string): Record<string, string> {
  return value.trim() === '' ? {} : { [name]: value.trim() };
}
