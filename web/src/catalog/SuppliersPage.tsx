import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SupplierOnWire } from '../../../src/operations/catalog/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { CheckField, TextField } from '../forms/fields.tsx';
import { Rows } from '../forms/Rows.tsx';
import { useForm } from '../forms/use-form.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { useSliceWords } from '../words/words.ts';
import { CatalogTabs } from './CatalogTabs.tsx';
import { forgetCatalog } from './catalog-queries.ts';
import { catalogWords } from './catalog-words.ts';
import { SupplierRules } from './SupplierRules.tsx';

/** Who delivers, by which numbers they are known, and how many units of a delivery are looked at. */
export function SuppliersPage() {
  const say = useSliceWords(catalogWords);
  const mayChange = useMay()('catalog', null);
  const [isAdding, setAdding] = useState(false);
  const list: List<SupplierOnWire> = {
    name: 'suppliers',
    label: say('suppliers'),
    path: '/api/suppliers',
    empty: say('noSuppliers'),
    columns: [
      { key: 'code', title: say('code'), cell: ({ code }) => <span className="number">{code}</span> },
      { key: 'name', title: say('name'), cell: ({ name }) => name },
      {
        key: 'numbers',
        title: say('numbers'),
        cell: ({ numbers }) =>
          numbers.map(({ kind, value }) => `${say(`number_${kind}`)} ${value}`).join(', '),
      },
      {
        key: 'sampleSize',
        title: say('sampleSize'),
        cell: ({ sampleSize }) => sampleSize ?? say('everyUnit'),
        isNumber: true,
      },
      { key: 'active', title: say('active'), cell: ({ active }) => say(active ? 'yes' : 'no') },
    ],
    keyOf: ({ code }) => code,
    toneOf: ({ active }) => (active ? undefined : 'off'),
    ...(mayChange
      ? {
          detail: (supplier: SupplierOnWire) => (
            <div className="stack">
              <SupplierForm key={supplier.code} before={supplier} />
              <SupplierRules key={`rules ${supplier.code}`} code={supplier.code} />
            </div>
          ),
          actions: (
            <Button onClick={() => setAdding(true)} disabled={isAdding}>
              {say('newSupplier')}
            </Button>
          ),
        }
      : {}),
  };
  return (
    <div className="stack">
      <h1>{say('catalog')}</h1>
      <CatalogTabs />
      {isAdding && <SupplierForm before={null} close={() => setAdding(false)} />}
      <DataList list={list} />
    </div>
  );
}

const blankNumber: SupplierOnWire['numbers'][number] = { kind: 'gln', value: '' };
const numberKinds = ['gln', 'duns', 'tax', 'erp', 'other'] as const;

function SupplierForm({ before, close }: { before: SupplierOnWire | null; close?: () => void }) {
  const say = useSliceWords(catalogWords);
  const form = useForm(
    {
      code: before?.code ?? '',
      name: before?.name ?? '',
      numbers: before?.numbers ?? [],
      sampleSize: String(before?.sampleSize ?? ''),
      active: before?.active ?? true,
    },
    ({ code, name, numbers, sampleSize, active }) => {
      const size = sampleSize.trim() === '' ? null : Number(sampleSize);
      const said = { name: name.trim(), numbers, sampleSize: size, active };
      if (before) return ask('PATCH', `/api/suppliers/${encodeURIComponent(before.code)}`, said);
      return ask('POST', '/api/suppliers', { ...said, code: code.trim() });
    },
    () => {
      forgetCatalog();
      close?.();
    },
  );
  return (
    <FormPanel
      form={form}
      title={before ? say('changeSupplier', { name: before.name }) : say('newSupplier')}
      submit={say(before ? 'save' : 'add')}
      {...(close === undefined ? {} : { cancel: close })}
    >
      <div className="form-pair">
        {!before && <TextField form={form} name="code" label={say('code')} required maxLength={32} />}
        <TextField form={form} name="name" label={say('name')} required maxLength={200} />
        <TextField
          form={form}
          name="sampleSize"
          label={say('sampleSize')}
          hint={say('sampleHint')}
          type="number"
        />
      </div>
      <Rows
        label={say('numbers')}
        rows={form.values.numbers}
        blank={blankNumber}
        add={say('addNumber')}
        change={(numbers) => form.change({ numbers: [...numbers] })}
        fields={(row, nth, set) => (
          <>
            <NativeSelect
              label={say('kind')}
              value={row.kind}
              data={numberKinds.map((kind) => ({ value: kind, label: say(`number_${kind}`) }))}
              onChange={({ currentTarget }) =>
                set({ kind: currentTarget.value as (typeof numberKinds)[number] })
              }
            />
            <TextInput
              label={say('number')}
              required
              value={row.value}
              error={form.problemAt(`numbers[${nth}]`)}
              onChange={({ currentTarget }) => set({ value: currentTarget.value })}
            />
          </>
        )}
      />
      {before && <CheckField form={form} name="active" label={say('active')} />}
    </FormPanel>
  );
}
