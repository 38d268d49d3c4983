import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { statuses } from '../../../src/domain/facts.ts';
import { withQuery } from '../server/ask.ts';
import { useSites } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { importsWords } from './imports-words.ts';
import { useMachineWords } from './machine-word.ts';
import { saveFile } from './transfers.ts';

const lists = ['units', 'products', 'sites', 'locations', 'exceptions', 'quantity', 'history'] as const;
type List = (typeof lists)[number];
const formats = ['csv', 'xlsx', 'json'] as const;

interface Wishes {
  readonly list: List;
  readonly format: (typeof formats)[number];
  readonly site: string;
  readonly sku: string;
  readonly status: string;
  readonly unit: string;
}

const atFirst: Wishes = { list: 'units', format: 'csv', site: '', sku: '', status: '', unit: '' };

/** Takes a list out as a file: which, of what, as what. */
export function ExportList() {
  const say = useSliceWords(importsWords);
  const word = useMachineWords();
  const [wishes, setWishes] = useState(atFirst);
  const saving = useSaving();
  const set = (some: Partial<Wishes>) => setWishes({ ...wishes, ...some });
  const lacksUnit = wishes.list === 'history' && !/^[1-9]\d*$/.test(wishes.unit);
  return (
    <form
      className="panel stack"
      aria-labelledby="export"
      onSubmit={(event) => {
        event.preventDefault();
        void saving.save(wishes);
      }}
    >
      <h2 id="export">{say('exportTitle')}</h2>
      <div className="import-choices">
        <NativeSelect
          label={say('list')}
          value={wishes.list}
          onChange={({ currentTarget }) => set({ list: currentTarget.value as List })}
          data={lists.map((one) => ({ value: one, label: word('list', one) }))}
        />
        <Filters wishes={wishes} set={set} />
        <NativeSelect
          label={say('as')}
          value={wishes.format}
          onChange={({ currentTarget }) => set({ format: currentTarget.value as Wishes['format'] })}
          data={formats.map((one) => ({ value: one, label: one.toUpperCase() }))}
        />
      </div>
      <p className="soft">{say('exportHint')}</p>
      <Button type="submit" size="md" loading={saving.isBusy} disabled={lacksUnit}>
        {say('save')}
      </Button>
      {saving.isBusy && <p role="status">{say('saving')}</p>}
      {saving.problem !== null && (
        <p role="alert" className="form-problem">
          {saving.problem}
        </p>
      )}
    </form>
  );
}

function Filters({ wishes, set }: { wishes: Wishes; set: (some: Partial<Wishes>) => void }) {
  const say = useSliceWords(importsWords);
  const { words } = useSpeech();
  const sites = useSites().data?.items ?? [];
  if (wishes.list === 'products') return null;
  if (wishes.list === 'history')
    return (
      <TextInput
        label={say('unitNumber')}
        inputMode="numeric"
        required
        value={wishes.unit}
        onChange={({ currentTarget }) => set({ unit: currentTarget.value.trim() })}
      />
    );
  return (
    <>
      <NativeSelect
        label={say('ofSite')}
        value={wishes.site}
        onChange={({ currentTarget }) => set({ site: currentTarget.value })}
        data={[
          { value: '', label: say('allSites') },
          ...sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` })),
        ]}
      />
      {wishes.list === 'units' && (
        <>
          <TextInput
            label={say('sku')}
            value={wishes.sku}
            onChange={({ currentTarget }) => set({ sku: currentTarget.value.trim() })}
          />
          <NativeSelect
            label={words.ui.status}
            value={wishes.status}
            onChange={({ currentTarget }) => set({ status: currentTarget.value })}
            data={[
              { value: '', label: say('anyStatus') },
              ...statuses.map((one) => ({ value: one, label: words.status[one] })),
            ]}
          />
        </>
      )}
    </>
  );
}

function useSaving() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  return {
    isBusy,
    problem,
    async save({ list, format, site, sku, status, unit }: Wishes) {
      setBusy(true);
      setProblem(null);
      const isUnits = list === 'units';
      const address = withQuery(`/api/exports/${list}`, {
        format,
        site: list === 'products' || list === 'history' ? undefined : site || undefined,
        sku: isUnits ? sku || undefined : undefined,
        status: isUnits ? status || undefined : undefined,
        unit: list === 'history' ? unit : undefined,
      });
      // Only these are checked before the file begins: a table too long for XLSX, a product or unit that is not there.
      const mayBeRefused = format === 'xlsx' || sku !== '' || list === 'history';
      await saveFile(address, `${list}.${format}`, mayBeRefused).catch((error: Error) =>
        setProblem(error.message),
      );
      setBusy(false);
    },
  };
}
