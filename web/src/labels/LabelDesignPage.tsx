import { NativeSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type LabelDesign,
  labelDpis,
  type Symbology,
  symbologies,
} from '../../../src/domain/labels/design.ts';
import { labelPresets, presetDesign } from '../../../src/domain/labels/presets.ts';
import type { StoredDesignOnWire } from '../../../src/operations/labels/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { FormPanel } from '../forms/FormPanel.tsx';
import { isAbout } from '../forms/problem-place.ts';
import { type Form, useForm } from '../forms/use-form.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { DesignFields } from './DesignFields.tsx';
import { type Sample, useDesign, useForgetDesigns, usePreview } from './label-queries.ts';
import { type DesignValues, designOf, valuesOf } from './label-values.ts';
import { labelWords } from './label-words.ts';
import './labels.css';
import { Preview } from './Preview.tsx';

/** A new design, begun from a size that labels are sold in. */
export function NewLabelDesignPage() {
  const say = useSliceWords(labelWords);
  const [key, setKey] = useState('50x30');
  const [symbology, setSymbology] = useState<Symbology>('gs1_datamatrix');
  const [dpi, setDpi] = useState<LabelDesign['dpi']>(203);
  const preset = labelPresets.find((one) => one.key === key) ?? labelPresets[0]!;
  const design = presetDesign(preset, symbology, dpi);
  return (
    <div className="stack">
      <header>
        <h1>{say('newDesign')}</h1>
        <Link to="/label-designs">{say('allDesigns')}</Link>
      </header>
      <fieldset className="panel label-part label-begin">
        <legend>{say('beginWith')}</legend>
        <NativeSelect
          label={say('stock')}
          value={key}
          data={labelPresets.map((one) => ({ value: one.key, label: one.name }))}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <NativeSelect
          label={say('symbology')}
          value={symbology}
          data={symbologies.map((value) => ({ value, label: say(value) }))}
          onChange={({ currentTarget }) => setSymbology(currentTarget.value as Symbology)}
        />
        <NativeSelect
          label={say('printer')}
          value={String(dpi)}
          data={labelDpis.map((one) => ({ value: String(one), label: `${one} dpi` }))}
          onChange={({ currentTarget }) => setDpi(Number(currentTarget.value) as LabelDesign['dpi'])}
        />
      </fieldset>
      <Editor
        key={`${key} ${symbology} ${dpi}`}
        design={design}
        name={`${preset.name}, ${say(symbology)}`}
        kept={null}
      />
    </div>
  );
}

/** One design: to look at, and to change for whoever may. */
export function LabelDesignPage() {
  const say = useSliceWords(labelWords);
  const { id } = useParams({ from: '/label-designs/$id' });
  const { data, isPending, isError, error, refetch } = useDesign(id);
  if (isPending) return <Loading />;
  if (isError) return <Trouble error={error} reset={() => void refetch()} />;
  return (
    <div className="stack">
      <header>
        <h1>{data.name}</h1>
        <Link to="/label-designs">{say('allDesigns')}</Link>
      </header>
      <Editor key={`${data.id} ${data.version}`} design={data.design} name={data.name} kept={data} />
    </div>
  );
}

interface EditorProps {
  readonly design: LabelDesign;
  readonly name: string;
  /** Null: it is new. */
  readonly kept: StoredDesignOnWire | null;
}

function Editor({ design: begun, name, kept }: EditorProps) {
  const say = useSliceWords(labelWords);
  const navigate = useNavigate();
  const forget = useForgetDesigns();
  const mayChange = useMay()('catalog', null);
  const [sample, setSample] = useState<Sample>({ sku: '', serial: '' });
  const form = useForm<DesignValues, StoredDesignOnWire>(
    valuesOf(begun, name),
    (values) => {
      const body = { name: values.name.trim(), design: designOf(values) };
      if (kept === null) return ask('POST', '/api/label-designs', body);
      return ask('PATCH', `/api/label-designs/${kept.id}`, { ...body, version: kept.version });
    },
    (saved) => {
      void forget();
      if (kept === null) void navigate({ to: '/label-designs/$id', params: { id: String(saved.id) } });
    },
  );
  const drawn = useLatest(designOf(form.values), sample);
  const { data: preview, error } = usePreview(drawn.design, drawn.sample);
  const faults = preview?.faults ?? [];
  const told: Form<DesignValues> = {
    ...form,
    problemAt: (path) =>
      savedProblem(form.problem, path) ??
      form.problemAt(path) ??
      faults.find(({ where }) => isAbout(where, path) && where !== 'lines')?.sentence,
  };
  const picture = (
    <Preview design={drawn.design} preview={preview} problem={error} sample={sample} setSample={setSample} />
  );
  return (
    <div className="label-editor">
      {mayChange && (kept === null || kept.endedAt === null) ? (
        <FormPanel
          form={told}
          title={say('design')}
          submit={kept === null ? say('keep') : say('keepVersion')}
        >
          {kept && <KeptAs kept={kept} />}
          <DesignFields form={told} />
        </FormPanel>
      ) : (
        <p className="panel soft">{say('mayNot')}</p>
      )}
      <div className="stack label-side">
        {picture}
        {kept && mayChange && kept.endedAt === null && <End kept={kept} />}
      </div>
    </div>
  );
}

/** Typing goes on while the last picture is still being drawn. */
function useLatest(design: LabelDesign, sample: Sample) {
  const [text] = useDebouncedValue(JSON.stringify({ design, sample }), 200);
  return JSON.parse(text) as { readonly design: LabelDesign; readonly sample: Sample };
}

/** The server names the design’s parts inside the request. */
function savedProblem(problem: Error | null, path: string): string | undefined {
  if (!(problem instanceof ServerProblem)) return undefined;
  const where = String(problem.said.where ?? '');
  return where.startsWith('design.') && isAbout(where.slice(7), path) ? problem.message : undefined;
}

function KeptAs({ kept: { version, savedAt, savedBy } }: { readonly kept: StoredDesignOnWire }) {
  const say = useSliceWords(labelWords);
  const { age } = useSpeech();
  return <p className="soft">{say('keptAs', { version, age: age(savedAt), actor: savedBy })}</p>;
}

function End({ kept }: { readonly kept: StoredDesignOnWire }) {
  const say = useSliceWords(labelWords);
  const forget = useForgetDesigns();
  const navigate = useNavigate();
  return (
    <Confirmed
      label={say('end')}
      about={say('endOf', { name: kept.name })}
      hint={say('endHint')}
      isDangerous
      confirm={async () => {
        await ask('POST', `/api/label-designs/${kept.id}/end`);
        await forget();
        await navigate({ to: '/label-designs' });
      }}
    />
  );
}
