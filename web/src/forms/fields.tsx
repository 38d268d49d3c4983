import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Form } from './use-form.ts';

interface FieldProps<Values extends object, Name extends string> {
  readonly form: Form<Values>;
  readonly name: Name;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** Where the server names it otherwise. */
  readonly at?: string;
}

type Texts<Name extends string> = { readonly [Key in Name]: string };
type Truths<Name extends string> = { readonly [Key in Name]: boolean };

interface TextFieldProps<Values extends object, Name extends string> extends FieldProps<Values, Name> {
  readonly type?: 'text' | 'date' | 'number';
  readonly maxLength?: number;
  /** Names of a list of suggestions. */
  readonly suggestions?: readonly string[];
  readonly disabled?: boolean;
}

/** A line of text, a day or a number; the value is the text as it was typed. */
export function TextField<Name extends string, Values extends Texts<Name>>(
  props: TextFieldProps<Values, Name>,
) {
  const { form, name, label, hint, at = name, suggestions, type = 'text', ...rest } = props;
  const list = suggestions === undefined ? undefined : `${name}-suggestions`;
  return (
    <>
      <TextInput
        {...rest}
        type={type === 'number' ? 'text' : type}
        inputMode={type === 'number' ? 'decimal' : undefined}
        label={label}
        description={hint}
        value={form.values[name]}
        error={form.problemAt(at)}
        autoComplete="off"
        list={list}
        onChange={({ currentTarget }) => form.change({ [name]: currentTarget.value } as Partial<Values>)}
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** Several lines. */
export function LongTextField<Name extends string, Values extends Texts<Name>>(
  props: FieldProps<Values, Name> & { readonly maxLength?: number },
) {
  const { form, name, label, hint, at = name, ...rest } = props;
  return (
    <Textarea
      {...rest}
      label={label}
      description={hint}
      value={form.values[name]}
      error={form.problemAt(at)}
      autosize
      minRows={2}
      onChange={({ currentTarget }) => form.change({ [name]: currentTarget.value } as Partial<Values>)}
    />
  );
}

/** One of some choices. */
export function ChoiceField<Name extends string, Values extends Texts<Name>>(
  props: FieldProps<Values, Name> & {
    readonly choices: readonly { readonly value: string; readonly label: string }[];
  },
) {
  const { form, name, label, hint, at = name, choices, required = false } = props;
  return (
    <NativeSelect
      label={label}
      description={hint}
      required={required}
      value={form.values[name]}
      error={form.problemAt(at)}
      data={choices.map((choice) => ({ ...choice }))}
      onChange={({ currentTarget }) => form.change({ [name]: currentTarget.value } as Partial<Values>)}
    />
  );
}

/** Yes or no. */
export function CheckField<Name extends string, Values extends Truths<Name>>(
  props: FieldProps<Values, Name>,
) {
  const { form, name, label, hint, at = name } = props;
  return (
    <Checkbox
      label={label}
      description={hint}
      checked={form.values[name]}
      error={form.problemAt(at)}
      onChange={({ currentTarget }) => form.change({ [name]: currentTarget.checked } as Partial<Values>)}
    />
  );
}
