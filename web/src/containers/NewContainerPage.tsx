import './containers.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContainerOnWire } from '../../../src/operations/containers/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { useLocations } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { kindChoices } from './ContainersPage.tsx';
import { containerWords } from './container-words.ts';

/** Begins a container: what it is, its code, where it stands. */
export function NewContainerPage() {
  const say = useSliceWords(containerWords);
  const site = useDevice().site!;
  const may = useMay();
  const locations = useLocations(site);
  if (!may('scan', site))
    return (
      <section className="panel">
        <h1>{say('begin')}</h1>
        <p>{say('mayNot')}</p>
      </section>
    );
  if (locations.isError) return <Trouble error={locations.error} reset={() => void locations.refetch()} />;
  if (!locations.data) return <Loading />;
  const spots = locations.data.items.filter(({ active }) => active);
  return <Begin key={site} site={site} spots={spots} />;
}

interface BeginProps {
  readonly site: string;
  readonly spots: readonly { readonly code: string; readonly name: string; readonly kind: string }[];
}

function Begin({ site, spots }: BeginProps) {
  const say = useSliceWords(containerWords);
  const navigate = useNavigate();
  const { code = '' } = useSearch({ from: '/new-container' });
  // The same however often it is sent.
  const [request] = useState(() => crypto.randomUUID());
  const first = spots.find(({ kind }) => kind === 'dock') ?? spots[0];
  const form = useForm(
    {
      kind: /^\d{18}$/.test(code) ? 'carton' : 'tote',
      number: code,
      location: first?.code ?? '',
      receipt: '',
    },
    ({ kind, number, location, receipt }) =>
      ask<ContainerOnWire>('POST', '/api/containers', {
        ...{ request, kind, site, location },
        ...(number.trim() === '' ? {} : { number: number.trim() }),
        ...(receipt.trim() === '' ? {} : { receipt: receipt.trim() }),
      }),
    ({ number }) => {
      forgetList('containers');
      void navigate({ to: '/containers/$number', params: { number } });
    },
  );
  return (
    <div className="stack containers-form">
      <div>
        <h1>{say('begin')}</h1>
        <p className="soft under-title">{say('beginHint')}</p>
      </div>
      <FormPanel
        form={form}
        title={site}
        submit={say('beginNow')}
        cancel={() => void navigate({ to: '/containers' })}
      >
        <ChoiceField form={form} name="kind" label={say('kind')} choices={kindChoices(say)} required />
        <TextField form={form} name="number" label={say('code')} hint={say('codeHint')} maxLength={64} />
        <ChoiceField
          form={form}
          name="location"
          label={say('spot')}
          choices={spots.map(({ code: value, name }) => ({
            value,
            label: name === value ? value : `${value} · ${name}`,
          }))}
          required
        />
        <TextField
          form={form}
          name="receipt"
          label={say('receipt')}
          hint={say('receiptHint')}
          maxLength={64}
        />
      </FormPanel>
    </div>
  );
}
