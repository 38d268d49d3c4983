import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { demands, handOffs } from '../../../src/domain/policy.ts';
import type { Explanation, RuleOnWire } from '../../../src/operations/policy/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask, withQuery } from '../server/ask.ts';
import { queryClient, useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { CatalogTabs } from './CatalogTabs.tsx';
import { useCategories } from './catalog-queries.ts';
import { policyWords } from './policy-words.ts';

/** Where serials are scanned: the rules, and what of them applies to a product at a site. */
export function PolicyPage() {
  const say = useSliceWords(policyWords);
  const mayChange = useMay()('catalog', null);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="stack">
      <h1>{say('catalog')}</h1>
      <CatalogTabs />
      <Explain />
      {isAdding && <RuleForm close={() => setAdding(false)} />}
      <Rules add={mayChange && !isAdding ? () => setAdding(true) : null} mayChange={mayChange} />
    </div>
  );
}

function Rules({ add, mayChange }: { add: (() => void) | null; mayChange: boolean }) {
  const say = useSliceWords(policyWords);
  const { time } = useSpeech();
  const anything = (value: string | null) => value ?? <span className="soft">{say('all')}</span>;
  const list: List<RuleOnWire> = {
    name: 'policy',
    label: say('rules'),
    path: '/api/policy',
    empty: say('noRules'),
    filters: [
      {
        kind: 'choice',
        key: 'show',
        label: say('show'),
        preset: 'inForce',
        choices: [
          { value: 'inForce', label: say('inForce'), asks: { inForce: 'true' } },
          { value: 'every', label: say('everySet'), asks: {} },
        ],
      },
    ],
    columns: [
      { key: 'id', title: say('rule'), cell: ({ id }) => `#${id}` },
      {
        key: 'demand',
        title: say('demand'),
        cell: ({ demand, rollBack }) => (
          <span className="chip" data-tone={demand === 'off' ? 'ask' : undefined}>
            {rollBack ? say('rolledBack') : say(`demand_${demand}`)}
          </span>
        ),
      },
      { key: 'from', title: say('from'), cell: ({ from }) => from },
      { key: 'site', title: say('site'), cell: ({ site }) => anything(site) },
      { key: 'category', title: say('category'), cell: ({ category }) => anything(category) },
      { key: 'channel', title: say('channel'), cell: ({ channel }) => anything(channel) },
      {
        key: 'handOff',
        title: say('handOff'),
        cell: ({ handOff }) => anything(handOff && say(`handOff_${handOff}`)),
      },
    ],
    keyOf: ({ id }) => String(id),
    toneOf: ({ withdrawnAt }) => (withdrawnAt === null ? undefined : 'off'),
    detail: (rule) => (
      <div className="stack">
        <p>
          {say('setBy', { actor: rule.setBy, when: time(rule.setAt) })}
          {rule.reason && `: ${rule.reason}`}
        </p>
        {rule.withdrawnAt !== null && (
          <p>
            {say('withdrawnBy', { actor: rule.withdrawnBy ?? '', when: time(rule.withdrawnAt) })}
            {rule.withdrawnReason && `: ${rule.withdrawnReason}`}
          </p>
        )}
        {mayChange && rule.withdrawnAt === null && (
          <Confirmed
            maxLength={2_000}
            label={say('withdraw')}
            about={`${say('withdraw')} #${rule.id}`}
            hint={say('withdrawHint')}
            reason="possible"
            confirm={async (reason) => {
              await ask('POST', `/api/policy/${rule.id}/withdraw`, reason === '' ? {} : { reason });
              forgetPolicy();
            }}
          />
        )}
      </div>
    ),
    actions: add && <Button onClick={add}>{say('newRule')}</Button>,
  };
  return <DataList list={list} />;
}

function forgetPolicy(): void {
  forgetList('policy');
  void queryClient.invalidateQueries({ queryKey: ['policy'] });
}

function RuleForm({ close }: { close: () => void }) {
  const say = useSliceWords(policyWords);
  const sites = useSites().data?.items ?? [];
  const categories = useCategories().data?.items ?? [];
  const form = useForm(
    { demand: 'required', from: '', site: '', category: '', channel: '', handOff: '', reason: '' },
    (values) => {
      const said = Object.entries(values).filter(([, text]) => text.trim() !== '');
      return ask('POST', '/api/policy', Object.fromEntries(said));
    },
    () => {
      forgetPolicy();
      close();
    },
  );
  const all = { value: '', label: say('all') };
  return (
    <FormPanel form={form} title={say('newRule')} submit={say('add')} cancel={close}>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="demand"
          label={say('demand')}
          choices={demands.map((value) => ({ value, label: say(`demand_${value}`) }))}
        />
        <TextField form={form} name="from" label={say('from')} type="date" required />
      </div>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="site"
          label={say('site')}
          choices={[all, ...sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))]}
        />
        <ChoiceField
          form={form}
          name="category"
          label={say('category')}
          choices={[all, ...categories.map(({ code, name }) => ({ value: code, label: name }))]}
        />
        <ChoiceField
          form={form}
          name="handOff"
          label={say('handOff')}
          choices={[all, ...handOffs.map((value) => ({ value, label: say(`handOff_${value}`) }))]}
        />
        <TextField
          form={form}
          name="channel"
          label={say('channel')}
          hint={say('channelHint')}
          maxLength={32}
        />
      </div>
      <LongTextField form={form} name="reason" label={say('reason')} maxLength={2_000} />
    </FormPanel>
  );
}

/** The very answer by which a scan there is judged, with the rules that it outranks. */
function Explain() {
  const say = useSliceWords(policyWords);
  const here = useDevice().site!;
  const sites = useSites().data?.items ?? [];
  const [asked, setAsked] = useState({ site: here, handOff: 'sale', sku: '', channel: '', on: '' });
  const said = useQuery({
    queryKey: ['policy', 'explain', asked],
    queryFn: () =>
      ask<Explanation>(
        'GET',
        withQuery(
          '/api/policy/explain',
          Object.fromEntries(Object.entries(asked).filter(([, text]) => text.trim() !== '')),
        ),
      ),
  });
  const set = (part: Partial<typeof asked>) => setAsked({ ...asked, ...part });
  return (
    <section className="panel stack" aria-labelledby="explain">
      <h2 id="explain">{say('explain')}</h2>
      <div className="form-pair">
        <NativeSelect
          label={say('site')}
          value={asked.site}
          data={sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
          onChange={({ currentTarget }) => set({ site: currentTarget.value })}
        />
        <NativeSelect
          label={say('handOff')}
          value={asked.handOff}
          data={handOffs.map((value) => ({ value, label: say(`handOff_${value}`) }))}
          onChange={({ currentTarget }) => set({ handOff: currentTarget.value })}
        />
        <TextInput
          label={say('sku')}
          value={asked.sku}
          onChange={({ currentTarget }) => set({ sku: currentTarget.value })}
        />
        <TextInput
          label={say('channel')}
          value={asked.channel}
          onChange={({ currentTarget }) => set({ channel: currentTarget.value })}
        />
        <TextInput
          label={say('on')}
          type="date"
          value={asked.on}
          onChange={({ currentTarget }) => set({ on: currentTarget.value })}
        />
      </div>
      <div role="status">
        {said.isError && <p className="form-problem">{said.error.message}</p>}
        {said.data && <Said said={said.data} />}
      </div>
    </section>
  );
}

function Said({ said }: { said: Explanation }) {
  const say = useSliceWords(policyWords);
  const { demand, why, rule, outranked, on } = said;
  return (
    <>
      <p>
        <span className="chip" data-tone={demand === 'required' ? 'good' : 'ask'}>
          {say(`demand_${demand}`)}
        </span>{' '}
        {rule && `#${rule.id} · `}
        {why} <span className="soft">({on})</span>
      </p>
      {outranked.length > 0 && (
        <details>
          <summary>{say('outranked', { count: outranked.length })}</summary>
          <ul>
            {outranked.map(({ id, sentence }) => (
              <li key={id}>
                #{id} · {sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
