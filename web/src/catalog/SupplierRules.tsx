import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SupplierRules as RulesOnWire } from '../../../src/operations/receiving/supplier-rules/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { CheckField, TextField } from '../forms/fields.tsx';
import { Rows } from '../forms/Rows.tsx';
import { useForm } from '../forms/use-form.ts';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { supplierRuleWords } from './supplier-rule-words.ts';

const pathOf = (code: string) => `/api/suppliers/${encodeURIComponent(code)}/rules`;

/** What a supplier may do at the dock, and a form to say it. */
export function SupplierRules({ code }: { code: string }) {
  const rules = useQuery({
    queryKey: ['supplier-rules', code],
    queryFn: () => ask<RulesOnWire>('GET', pathOf(code)),
    staleTime: 0,
  });
  if (rules.isPending) return <Loading />;
  if (rules.isError) return <Trouble error={rules.error} reset={() => void rules.refetch()} />;
  return <RulesForm key={rules.dataUpdatedAt} code={code} before={rules.data} />;
}

const blankSerials = { sku: '', ranges: '' };
const places = ['REF', 'MAN', 'SLN', 'LIN'] as const;

function RulesForm({ code, before }: { code: string; before: RulesOnWire }) {
  const say = useSliceWords(supplierRuleWords);
  const { overPercent, overPieces, serialsIn, ...rest } = before;
  const [only, ...others] = serialsIn;
  const form = useForm(
    {
      ...rest,
      overPercent: overPercent === null ? '' : String(overPercent),
      overPieces: overPieces === null ? '' : String(overPieces),
      serialsIn: others.length === 0 ? (only ?? '') : '',
    },
    (values) =>
      ask<RulesOnWire>('PATCH', pathOf(code), {
        ...values,
        overPercent: countOf(values.overPercent),
        overPieces: countOf(values.overPieces),
        serialsIn: values.serialsIn === '' ? places : [values.serialsIn],
        serials: values.serials.map(({ sku, ranges }) => ({ sku: sku.trim(), ranges: ranges.trim() })),
      }),
    (kept) => queryClient.setQueryData(['supplier-rules', code], kept),
  );
  return (
    <FormPanel form={form} title={say('rulesTitle')} submit={say('saveRules')}>
      <div className="form-pair">
        <TextField
          form={form}
          name="overPercent"
          label={say('overPercent')}
          hint={say('overHint')}
          type="number"
        />
        <TextField
          form={form}
          name="overPieces"
          label={say('overPieces')}
          hint={say('overHint')}
          type="number"
        />
      </div>
      <CheckField form={form} name="partial" label={say('partial')} />
      <CheckField form={form} name="shortCloses" label={say('shortCloses')} />
      <CheckField form={form} name="blind" label={say('blind')} />
      <CheckField form={form} name="serialsRequired" label={say('serialsRequired')} />
      <CheckField form={form} name="stopRecalled" label={say('stopRecalled')} />
      <NativeSelect
        label={say('serialsIn')}
        value={form.values.serialsIn}
        data={[
          { value: '', label: say('anywhere') },
          ...places.map((place) => ({ value: place, label: say(`place_${place}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          form.change({ serialsIn: value as (typeof places)[number] | '' })
        }
      />
      <Rows
        label={say('serials')}
        rows={form.values.serials}
        blank={blankSerials}
        add={say('addSerials')}
        change={(serials) => form.change({ serials: [...serials] })}
        fields={(row, nth, set) => (
          <>
            <TextInput
              label={say('sku')}
              required
              value={row.sku}
              error={form.problemAt(`serials[${nth}].sku`)}
              onChange={({ currentTarget }) => set({ sku: currentTarget.value })}
            />
            <Textarea
              label={say('ranges')}
              description={say('rangesHint')}
              required
              autosize
              minRows={1}
              value={row.ranges}
              error={form.problemAt(`serials[${nth}].ranges`)}
              onChange={({ currentTarget }) => set({ ranges: currentTarget.value })}
            />
          </>
        )}
      />
    </FormPanel>
  );
}

/** Nothing said: no limit. What is no number goes to the server as it is, which says so at its field. */
function countOf(text: string): number | string | null {
  const bare = text.trim();
  return bare === '' ? null : /^\d+$/.test(bare) ? Number(bare) : bare;
}
