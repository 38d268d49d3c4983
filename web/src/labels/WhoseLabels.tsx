import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isGs1 } from '../../../src/domain/labels/design.ts';
import type { DefaultsOnWire, StoredDesignOnWire } from '../../../src/operations/labels/contract.ts';
import { ask } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { useDefaults, useForgetDesigns } from './label-queries.ts';
import { labelWords } from './label-words.ts';

type Default = DefaultsOnWire['items'][number];

interface WhoseProps {
  readonly designs: readonly StoredDesignOnWire[];
  readonly mayChange: boolean;
}

/** Which design the labels of a product, of a category, or of everything have. */
export function WhoseLabels({ designs, mayChange }: WhoseProps) {
  const say = useSliceWords(labelWords);
  const defaults = useDefaults();
  const forget = useForgetDesigns();
  const remove = useAct(async ({ sku, category, bare }: Default) => {
    const whose = sku !== null ? { sku } : { category };
    await ask('POST', '/api/label-defaults/remove', { ...whose, bare });
    await forget();
  });
  return (
    <section className="panel stack" aria-labelledby="whose-labels">
      <h2 id="whose-labels">{say('whose')}</h2>
      <p className="soft label-intro">{say('whoseHint')}</p>
      {defaults.isPending && <Loading />}
      {defaults.isError && <Trouble error={defaults.error} reset={() => void defaults.refetch()} />}
      <ul className="plain-list label-defaults" aria-label={say('whose')}>
        {(defaults.data?.items ?? []).map((one) => (
          <li key={`${one.sku} ${one.category} ${one.bare}`}>
            <span>
              <strong>{whoseOf(one, say)}</strong>{' '}
              <span className="soft">{say(one.bare ? 'bare' : 'withGtin')}</span>
            </span>
            <span>{one.design.name}</span>
            {mayChange && (one.sku !== null || one.category !== null) && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={say('removeOf', { whose: whoseOf(one, say) })}
                disabled={remove.isBusy}
                onClick={() => void remove.run(one)}
              >
                {say('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote problem={remove.problem} />
      {mayChange && designs.length > 0 && <SetDefault designs={designs} />}
    </section>
  );
}

function whoseOf({ sku, category }: Default, say: (key: 'everything') => string): string {
  return sku ?? category ?? say('everything');
}

function SetDefault({ designs }: { readonly designs: readonly StoredDesignOnWire[] }) {
  const say = useSliceWords(labelWords);
  const forget = useForgetDesigns();
  const [whose, setWhose] = useState('category');
  const act = useAct(async (code: string, design: number) => {
    await ask('POST', '/api/label-defaults', {
      ...(whose === 'everything' ? {} : { [whose]: code }),
      design,
    });
    await forget();
  });
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    if (await act.run(String(given.get('code') ?? '').trim(), Number(given.get('design')))) form.reset();
  }
  return (
    <form className="label-set" aria-label={say('setDefault')} onSubmit={(event) => void submit(event)}>
      <NativeSelect
        label={say('labelsOf')}
        value={whose}
        data={(['category', 'sku', 'everything'] as const).map((value) => ({ value, label: say(value) }))}
        onChange={({ currentTarget }) => setWhose(currentTarget.value)}
      />
      {whose !== 'everything' && (
        <TextInput
          name="code"
          label={say(whose === 'sku' ? 'sku' : 'category')}
          required
          autoComplete="off"
        />
      )}
      <NativeSelect
        name="design"
        label={say('have')}
        data={designs.map(({ id, name, design }) => ({
          value: String(id),
          label: `${name} (${say(isGs1(design.symbology) ? 'withGtin' : 'bare')})`,
        }))}
      />
      <Button type="submit" loading={act.isBusy}>
        {say('setDefault')}
      </Button>
      <ProblemNote problem={act.problem} />
    </form>
  );
}
