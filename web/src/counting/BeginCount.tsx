import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { CountOnWire, NewCount } from '../../../src/operations/counting/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { CheckField, ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { forgetList } from '../lists/use-list.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { useLocations } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';
import { useSliceWords } from '../words/words.ts';
import { countingWords } from './counting-words.ts';

const kinds = ['spot', 'aisle', 'product', 'category', 'site'] as const;
type Kind = (typeof kinds)[number];

/** What is counted, and how: with the lists in sight, or blind. */
export function BeginCount({ site, cancel }: { site: string; cancel(): void }) {
  const sayHere = useSliceWords(countingWords);
  const navigate = useNavigate();
  // Sent again after a lost answer, it is the same count.
  const id = useRef(scanId(Date.now()));
  const form = useForm(
    { kind: 'spot' as Kind, which: '', blind: false, opening: false },
    ({ kind, which, blind, opening }) => {
      const body: NewCount = { id: id.current, site, scope: scopeOf(kind, which), blind, opening };
      return ask<CountOnWire>('POST', '/api/counts', body);
    },
    ({ number }) => {
      forgetList('counts');
      void navigate({ to: '/counts/$number', params: { number } });
    },
  );
  const { kind } = form.values;
  const suggestions = useSuggestions(site, kind);
  const labels = {
    spot: sayHere('aSpot'),
    aisle: sayHere('anAisle'),
    product: sayHere('aProduct'),
    category: sayHere('aCategory'),
    site: sayHere('everything'),
  };
  return (
    <FormPanel form={form} title={sayHere('begin')} submit={sayHere('begin')} cancel={cancel}>
      <p className="soft counting-hint">{sayHere('beginHint')}</p>
      <ChoiceField
        form={form}
        name="kind"
        label={sayHere('scope')}
        choices={kinds.map((value) => ({ value, label: labels[value] }))}
      />
      {kind !== 'site' && (
        <TextField
          form={form}
          name="which"
          at="scope"
          label={labels[kind]}
          suggestions={suggestions}
          maxLength={64}
          required
        />
      )}
      <CheckField form={form} name="blind" label={sayHere('blind')} />
      <CheckField form={form} name="opening" label={sayHere('opening')} />
    </FormPanel>
  );
}

function scopeOf(kind: Kind, which: string): NewCount['scope'] {
  const name = which.trim();
  if (kind === 'spot') return { locations: name.split(/[\s,]+/) };
  if (kind === 'aisle') return { aisle: name };
  if (kind === 'product') return { sku: name };
  return kind === 'category' ? { category: name } : {};
}

interface Named {
  readonly code?: string;
  readonly sku?: string;
}

/** What there is of that kind, to choose from while one types; the first thousand. */
function useSuggestions(site: string, kind: Kind): readonly string[] {
  const spots = (useLocations(site).data?.items ?? []).filter(({ active }) => active);
  const isListed = kind === 'product' || kind === 'category';
  const named = useQuery({
    queryKey: ['count-scopes', kind],
    queryFn: () =>
      ask<Page<Named>>('GET', kind === 'product' ? '/api/products?limit=1000' : '/api/categories?limit=1000'),
    enabled: isListed,
  });
  if (kind === 'spot') return spots.map(({ code }) => code);
  if (kind === 'aisle') return [...new Set(spots.flatMap(({ aisle }) => aisle ?? []))];
  return isListed ? (named.data?.items ?? []).flatMap(({ code, sku }) => sku ?? code ?? []) : [];
}
