import { sheetPageNames } from '../../../src/domain/labels/sheets.ts';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import type { Form } from '../forms/use-form.ts';
import { useSliceWords } from '../words/words.ts';
import { type DesignValues, sheetLengths } from './label-values.ts';
import { labelWords } from './label-words.ts';

/** Rolls for label printers, or sheets for an office printer: then where the labels are on the paper. */
export function SheetFields({ form }: { readonly form: Form<DesignValues> }) {
  const say = useSliceWords(labelWords);
  const pages = sheetPageNames.map((value) => ({
    value: String(value),
    label: say('sheetOf', { page: value }),
  }));
  return (
    <fieldset className="label-part">
      <legend>{say('sheet')}</legend>
      <ChoiceField
        form={form}
        name="page"
        label={say('labelsOn')}
        choices={[{ value: '', label: say('noSheet') }, ...pages]}
      />
      {form.values.page !== '' &&
        sheetLengths.map((name) => (
          <TextField
            key={name}
            form={form}
            name={name}
            at={`sheet.${name}`}
            label={say(name)}
            type="number"
            required
          />
        ))}
    </fieldset>
  );
}
