import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import {
  isLinear,
  labelArrangements,
  labelDpis,
  labelFields,
  labelMaterials,
  labelRfids,
  labelRotations,
  symbologies,
} from '../../../src/domain/labels/design.ts';
import { symbolRules } from '../../../src/domain/labels/symbol-rules.ts';
import { CheckField, ChoiceField, TextField } from '../forms/fields.tsx';
import { Rows } from '../forms/Rows.tsx';
import type { Form } from '../forms/use-form.ts';
import { useSliceWords } from '../words/words.ts';
import type { DesignValues, LineValues } from './label-values.ts';
import { labelWords } from './label-words.ts';
import { SheetFields } from './SheetFields.tsx';

/** Everything that a design says, in the order in which one thinks of it: size, symbol, text, what it is made of. */
export function DesignFields({ form }: { readonly form: Form<DesignValues> }) {
  const say = useSliceWords(labelWords);
  return (
    <>
      <TextField form={form} name="name" label={say('name')} required maxLength={200} />
      <fieldset className="label-part">
        <legend>{say('size')}</legend>
        <TextField form={form} name="widthMm" label={say('width')} type="number" required />
        <TextField form={form} name="heightMm" label={say('height')} type="number" required />
        <TextField form={form} name="marginMm" label={say('margin')} type="number" required />
        <ChoiceField form={form} name="dpi" label={say('printer')} choices={dpis} />
        <ChoiceField
          form={form}
          name="rotation"
          label={say('rotation')}
          choices={labelRotations.map((one) => ({ value: String(one), label: `${one}°` }))}
        />
      </fieldset>
      <SheetFields form={form} />
      <SymbolFields form={form} />
      <Lines form={form} />
      <CheckField form={form} name="humanReadable" label={say('humanReadable')} />
      <Medium form={form} />
    </>
  );
}

const dpis = labelDpis.map((one) => ({ value: String(one), label: `${one} dpi` }));

function SymbolFields({ form }: { readonly form: Form<DesignValues> }) {
  const say = useSliceWords(labelWords);
  const symbology = form.values.symbology as (typeof symbologies)[number];
  const { moduleMm, quietModules } = symbolRules[symbology];
  return (
    <fieldset className="label-part">
      <legend>{say('symbol')}</legend>
      <ChoiceField
        form={form}
        name="symbology"
        label={say('symbology')}
        hint={say(`${symbology}Hint`)}
        choices={symbologies.map((value) => ({ value, label: say(value) }))}
      />
      <TextField
        form={form}
        name="moduleMm"
        label={say('module')}
        hint={say('moduleHint', moduleMm)}
        type="number"
        required
      />
      <TextField
        form={form}
        name="quietZoneMm"
        label={say('quiet')}
        hint={say('quietHint', { modules: quietModules })}
        type="number"
      />
      {isLinear(symbology) ? (
        <TextField form={form} name="barHeightMm" label={say('barHeight')} type="number" required />
      ) : (
        <ChoiceField
          form={form}
          name="arrangement"
          label={say('arrangement')}
          choices={labelArrangements.map((value) => ({ value, label: say(value) }))}
        />
      )}
      {symbology === 'qr_digital_link' && (
        <TextField
          form={form}
          name="linkStem"
          label={say('linkStem')}
          hint={say('linkStemHint')}
          maxLength={200}
        />
      )}
      <CheckField form={form} name="withLot" label={say('withLot')} />
    </fieldset>
  );
}

function Lines({ form }: { readonly form: Form<DesignValues> }) {
  const say = useSliceWords(labelWords);
  return (
    <>
      <Rows
        label={say('lines')}
        rows={form.values.lines}
        blank={blankLine}
        add={say('addLine')}
        change={(lines) => form.change({ lines })}
        fields={(row, nth, set) => (
          <LineFields row={row} nth={nth} set={set} problem={form.problemAt(`lines.${nth}`)} />
        )}
      />
      {form.problemAt('lines') && (
        <p role="alert" className="form-problem">
          {form.problemAt('lines')}
        </p>
      )}
    </>
  );
}

const blankLine: LineValues = { field: 'text', text: '', sizeMm: '2', bold: false, linesMax: '1' };

interface LineProps {
  readonly row: LineValues;
  readonly nth: number;
  set(part: Partial<LineValues>): void;
  readonly problem: string | undefined;
}

function LineFields({ row, nth, set, problem }: LineProps) {
  const say = useSliceWords(labelWords);
  const named = (name: string) => say('ofLine', { name, nth: nth + 1 });
  return (
    <>
      <NativeSelect
        label={say('what')}
        aria-label={named(say('what'))}
        value={row.field}
        data={labelFields.map((value) => ({ value, label: say(`field_${value}`) }))}
        onChange={({ currentTarget }) => set({ field: currentTarget.value })}
      />
      <TextInput
        label={row.field === 'text' ? say('text') : say('before')}
        aria-label={named(row.field === 'text' ? say('text') : say('before'))}
        value={row.text}
        maxLength={200}
        autoComplete="off"
        onChange={({ currentTarget }) => set({ text: currentTarget.value })}
      />
      <TextInput
        className="label-short"
        label={say('letters')}
        aria-label={named(say('letters'))}
        inputMode="decimal"
        value={row.sizeMm}
        error={problem}
        autoComplete="off"
        onChange={({ currentTarget }) => set({ sizeMm: currentTarget.value })}
      />
      <TextInput
        className="label-short"
        label={say('linesMax')}
        aria-label={named(say('linesMax'))}
        inputMode="numeric"
        value={row.linesMax}
        autoComplete="off"
        onChange={({ currentTarget }) => set({ linesMax: currentTarget.value })}
      />
      <Checkbox
        className="label-bold"
        size="md"
        label={say('bold')}
        aria-label={named(say('bold'))}
        checked={row.bold}
        onChange={({ currentTarget }) => set({ bold: currentTarget.checked })}
      />
    </>
  );
}

function Medium({ form }: { readonly form: Form<DesignValues> }) {
  const say = useSliceWords(labelWords);
  const material = form.values.material as (typeof labelMaterials)[number];
  return (
    <fieldset className="label-part">
      <legend>{say('medium')}</legend>
      <ChoiceField
        form={form}
        name="material"
        label={say('material')}
        hint={say(`${material}Hint`)}
        choices={labelMaterials.map((value) => ({ value, label: say(value) }))}
      />
      <ChoiceField
        form={form}
        name="rfid"
        label={say('rfid')}
        choices={labelRfids.map((value) => ({
          value,
          label: value === 'none' ? say('noRfid') : value.toUpperCase(),
        }))}
      />
      {form.values.rfid !== 'none' && (
        <TextField
          form={form}
          name="companyPrefixLength"
          label={say('prefix')}
          hint={say('prefixHint')}
          type="number"
        />
      )}
    </fieldset>
  );
}
