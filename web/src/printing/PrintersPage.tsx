import './printing.css';
import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { PrinterOnWire, PrinterTold } from '../../../src/operations/printing/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { CheckField, ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useDevice } from '../shell/device.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { printersWords } from './printers-words.ts';
import { forgetLabels } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

/** The printers of labels of one's sites: registered, tried, taken out of use. */
export function PrintersPage() {
  const sayPrinting = useSliceWords(printingWords);
  const say = useSliceWords(printersWords);
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const list: List<PrinterOnWire> = {
    name: 'printers',
    label: sayPrinting('printers'),
    path: '/api/printers',
    empty: say('noPrinters'),
    keyOf: ({ id }) => String(id),
    toneOf: ({ active, trouble }) => (active ? (trouble === null ? undefined : 'bad') : 'off'),
    columns: useColumns(),
    detail: (printer) => <PrinterDetail key={printer.id} printer={printer} />,
    actions: may('manage') && !isAdding && (
      <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setAdding(true)}>
        {say('newPrinter')}
      </Button>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{sayPrinting('printers')}</h1>
        <p className="soft under-title">{say('printersHint')}</p>
      </header>
      {isAdding && <PrinterForm before={null} close={() => setAdding(false)} />}
      <DataList list={list} />
    </div>
  );
}

function useColumns(): List<PrinterOnWire>['columns'] {
  const say = useSliceWords(printersWords);
  return [
    { key: 'name', title: say('name'), cell: ({ name }) => name },
    { key: 'site', title: say('site'), cell: ({ site }) => site },
    {
      key: 'host',
      title: say('host'),
      isExtra: true,
      cell: ({ host, port }) => <span className="number">{`${host}:${port}`}</span>,
    },
    {
      key: 'stock',
      title: say('stock'),
      cell: ({ widthMm, heightMm, material, dpi }) =>
        `${widthMm} × ${heightMm} mm, ${say(material)}, ${dpi} dpi`,
    },
    { key: 'waiting', title: say('waiting'), isNumber: true, cell: ({ waiting }) => waiting },
    { key: 'state', title: say('state'), cell: (printer) => <State printer={printer} /> },
  ];
}

function State({ printer: { active, trouble, spokenAt } }: { printer: PrinterOnWire }) {
  const sayPrinting = useSliceWords(printingWords);
  const say = useSliceWords(printersWords);
  if (!active) return <span className="chip">{say('outOfUse')}</span>;
  if (trouble !== null)
    return (
      <span className="chip printing-chip" data-tone="bad">
        {sayPrinting(trouble)}
      </span>
    );
  return (
    <span className="chip" data-tone={spokenAt === null ? undefined : 'good'}>
      {say(spokenAt === null ? 'neverUsed' : 'fine')}
    </span>
  );
}

function PrinterDetail({ printer }: { printer: PrinterOnWire }) {
  const may = useMay();
  return (
    <div className="stack">
      {may('scan', printer.site) && printer.active && <TestButton printer={printer} />}
      {may('manage', printer.site) && <PrinterForm before={printer} />}
    </div>
  );
}

function TestButton({ printer }: { printer: PrinterOnWire }) {
  const sayPrinting = useSliceWords(printingWords);
  const say = useSliceWords(printersWords);
  const [told, setTold] = useState<PrinterTold | null>(null);
  const act = useAct(async () => {
    setTold(await ask<PrinterTold>('POST', `/api/printers/${printer.id}/test`));
    await Promise.all([forgetList('printers'), forgetLabels()]);
  });
  return (
    <div className="stack">
      <div>
        <Button variant="default" loading={act.isBusy} onClick={() => void act.run()}>
          {say('test')}
        </Button>
      </div>
      {told && (
        <p
          role={told.trouble === null ? 'status' : 'alert'}
          className={told.trouble === null ? '' : 'form-problem'}
        >
          {told.trouble === null
            ? `${say('testGood')} ${say(told.tells ? 'testTells' : 'testSilent')}`
            : sayPrinting(told.trouble)}
        </p>
      )}
      <ProblemNote problem={act.problem} />
    </div>
  );
}

const materials = ['thermal_paper', 'paper', 'synthetic', 'polyester', 'tamper_evident', 'metal'] as const;

function PrinterForm({ before, close }: { before: PrinterOnWire | null; close?: () => void }) {
  const say = useSliceWords(printersWords);
  const may = useMay();
  const sites = (useSites().data?.items ?? []).filter(({ code }) => may('manage', code));
  const here = useDevice().site ?? '';
  const form = useForm(
    {
      site: before?.site ?? here,
      name: before?.name ?? '',
      host: before?.host ?? '',
      port: String(before?.port ?? 9100),
      dpi: String(before?.dpi ?? 203),
      widthMm: String(before?.widthMm ?? 50),
      heightMm: String(before?.heightMm ?? 25),
      material: before?.material ?? ('thermal_paper' as string),
      active: before?.active ?? true,
    },
    ({ site, name, host, port, dpi, widthMm, heightMm, material, active }) => {
      const numbers = {
        port: Number(port),
        dpi: Number(dpi),
        widthMm: Number(widthMm),
        heightMm: Number(heightMm),
      };
      const said = { name: name.trim(), host: host.trim(), material, ...numbers };
      if (before) return ask('PATCH', `/api/printers/${before.id}`, { ...said, active });
      return ask('POST', '/api/printers', { ...said, site });
    },
    () => {
      void forgetList('printers');
      void forgetLabels();
      close?.();
    },
  );
  return (
    <FormPanel
      form={form}
      title={before ? say('changePrinter', { name: before.name }) : say('newPrinter')}
      submit={say(before ? 'save' : 'add')}
      {...(close === undefined ? {} : { cancel: close })}
    >
      <div className="form-pair">
        <TextField form={form} name="name" label={say('name')} required maxLength={60} />
        {!before && (
          <ChoiceField
            form={form}
            name="site"
            label={say('site')}
            choices={sites.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))}
          />
        )}
        <TextField
          form={form}
          name="host"
          label={say('host')}
          hint={say('hostHint')}
          required
          maxLength={253}
        />
        <TextField form={form} name="port" label={say('port')} type="number" required />
        <ChoiceField
          form={form}
          name="dpi"
          label={say('dpi')}
          choices={['203', '300', '600'].map((value) => ({ value, label: value }))}
        />
        <TextField form={form} name="widthMm" label={say('width')} type="number" required />
        <TextField form={form} name="heightMm" label={say('height')} type="number" required />
        <ChoiceField
          form={form}
          name="material"
          label={say('material')}
          choices={materials.map((value) => ({ value, label: say(value) }))}
        />
      </div>
      {before && <CheckField form={form} name="active" label={say('active')} />}
    </FormPanel>
  );
}
