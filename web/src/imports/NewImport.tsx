import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { type FileKind, fileKinds } from '../../../src/domain/imports/fields.ts';
import { useSession, useSites } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords } from '../words/words.ts';
import { FileChoice } from './FileChoice.tsx';
import { usePresets } from './imports-queries.ts';
import { importsWords } from './imports-words.ts';
import { useMachineWords } from './machine-word.ts';

/** What is in the file (`wanted`: as the address says), whose columns they are, and the file. */
export function NewImport({ wanted }: { wanted: FileKind | undefined }) {
  const say = useSliceWords(importsWords);
  const word = useMachineWords();
  const presets = usePresets();
  const { data: session } = useSession();
  const here = useDevice().site ?? '';
  const [kind, setKind] = useState<FileKind>(wanted ?? 'opening_stock');
  const [preset, setPreset] = useState('');
  const [site, setSite] = useState(here);
  const mayProducts = session?.may.some(
    ({ permission, sites }) => permission === 'catalog' && sites === null,
  );
  const fitting = presets.data?.items.filter(({ kinds }) => kinds.includes(kind)) ?? [];
  const hasSites = kind !== 'products';
  return (
    <section className="panel stack" aria-labelledby="new-import">
      <h2 id="new-import">{say('newImport')}</h2>
      <div className="import-choices">
        <NativeSelect
          label={say('whatIsIt')}
          value={kind}
          onChange={({ currentTarget }) => {
            setKind(currentTarget.value as FileKind);
            setPreset('');
          }}
          data={fileKinds.map((one) => ({
            value: one,
            label: one === 'products' && !mayProducts ? say('needsCatalog') : word('kind', one),
            disabled: one === 'products' && !mayProducts,
          }))}
        />
        <NativeSelect
          label={say('from')}
          value={preset}
          onChange={({ currentTarget }) => setPreset(currentTarget.value)}
          data={[
            { value: '', label: say('fromNobody') },
            ...fitting.map(({ name, builtIn }) => ({
              value: name,
              label: builtIn ? (programs[name] ?? name) : say('saved', { name }),
            })),
          ]}
        />
        {hasSites && <SiteChoice value={site} onChange={setSite} />}
      </div>
      <FileChoice
        label={say('dropHere')}
        query={{ kind, preset: preset || undefined, site: hasSites && site !== '' ? site : undefined }}
      />
    </section>
  );
}

/** Names that programs give themselves are the same in every language. */
const programs: Readonly<Record<string, string>> = {
  odoo: 'Odoo',
  erpnext: 'ERPNext',
  inventree: 'InvenTree',
  shopify: 'Shopify',
};

function SiteChoice({ value, onChange }: { value: string; onChange: (site: string) => void }) {
  const say = useSliceWords(importsWords);
  const sites = useSites().data?.items ?? [];
  return (
    <NativeSelect
      label={say('siteForAll')}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: say('noSite') },
        ...sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` })),
      ]}
    />
  );
}
