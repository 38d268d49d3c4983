import { SerializedProducts } from '../catalog/SerializedProducts.tsx';
import '../tasks/task-lines.css';
import './transfers.css';
import { NumberInput, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TransferOnWire } from '../../../src/operations/transfers/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import { Rows } from '../forms/Rows.tsx';
import { type Form, useForm } from '../forms/use-form.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords } from '../words/words.ts';
import { useTransferSites } from './transfer-queries.ts';
import { transfersWords } from './transfers-words.ts';

interface AskedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly serial: string;
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly lines: readonly AskedLine[];
}

const blank: AskedLine = { sku: '', quantity: 1, serial: '' };

/** What this site asks another one for: by product and pieces, or exactly one unit. */
export function NewTransferPage() {
  const say = useSliceWords(transfersWords);
  const navigate = useNavigate();
  const here = useDevice().site!;
  const sites = useTransferSites().data?.items ?? [];
  // The same however often it is sent.
  const [request] = useState(() => crypto.randomUUID());
  const form = useForm<Asked, TransferOnWire>(
    { from: '', to: here, note: '', lines: [blank] },
    (values) => ask<TransferOnWire>('POST', '/api/transfers', { request, ...bodyOf(values) }),
    ({ number }) => {
      forgetList('transfers');
      void navigate({ to: '/transfers/$number', params: { number } });
    },
  );
  const choices = sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }));
  return (
    <div className="stack transfers-page">
      <div>
        <h1>{say('newTransfer')}</h1>
        <p className="soft">{say('newHint')}</p>
      </div>
      <FormPanel
        form={form}
        title={say('linesAsked')}
        submit={say('ask')}
        cancel={() => void navigate({ to: '/transfers' })}
      >
        <div className="transfers-ends">
          <ChoiceField
            form={form}
            name="from"
            label={say('from')}
            choices={[{ value: '', label: '–' }, ...choices]}
            required
          />
          <ChoiceField form={form} name="to" label={say('to')} choices={choices} required />
        </div>
        <Lines form={form} />
        <TextField form={form} name="note" label={say('note')} maxLength={200} />
      </FormPanel>
    </div>
  );
}

function bodyOf({ from, to, note, lines }: Asked) {
  return {
    from,
    to,
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    lines: lines.map(({ sku, quantity, serial }) => ({
      sku: sku.trim(),
      quantity,
      ...(serial.trim() === '' ? {} : { serial: serial.trim() }),
    })),
  };
}

function Lines({ form }: { form: Form<Asked> }) {
  const say = useSliceWords(transfersWords);
  return (
    <>
      <SerializedProducts id="transfer-products" withPlain />
      <Rows
        label={say('linesAsked')}
        rows={form.values.lines}
        blank={blank}
        add={say('addLine')}
        change={(lines) => form.change({ lines })}
        fields={({ sku, quantity, serial }, nth, set) => (
          <>
            <TextInput
              label={say('sku')}
              value={sku}
              onChange={({ currentTarget }) => set({ sku: currentTarget.value })}
              error={form.problemAt(`lines[${nth}].sku`)}
              list="transfer-products"
              required
              maxLength={64}
              autoComplete="off"
            />
            <NumberInput
              label={say('quantity')}
              value={quantity}
              onChange={(value) => set({ quantity: Number(value) })}
              error={form.problemAt(`lines[${nth}].quantity`)}
              min={1}
              max={10_000}
              allowDecimal={false}
              hideControls
              required
            />
            <TextInput
              label={say('serial')}
              placeholder={say('serialHint')}
              value={serial}
              onChange={({ currentTarget }) =>
                set({ serial: currentTarget.value, ...one(currentTarget.value) })
              }
              error={form.problemAt(`lines[${nth}].serial`)}
              maxLength={64}
              autoComplete="off"
            />
          </>
        )}
      />
    </>
  );
}

/** A serial is of one unit. */
function one(serial: string): Partial<AskedLine> {
  return serial.trim() === '' ? {} : { quantity: 1 };
}
