import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type IdentifierKind, identifierKinds } from '../../../src/domain/facts.ts';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { CheckField, ChoiceField, TextField } from '../forms/fields.tsx';
import { Rows } from '../forms/Rows.tsx';
import { type Form, useForm } from '../forms/use-form.ts';
import { PictureField } from '../photos/PictureField.tsx';
import { ask } from '../server/ask.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { CatalogTabs } from './CatalogTabs.tsx';
import { forgetCatalog, productPath, useCategories, useProduct, useSuppliers } from './catalog-queries.ts';
import { catalogWords } from './catalog-words.ts';
import {
  blankGtin,
  blankHint,
  blankPart,
  blankProduct,
  changeOf,
  type ProductValues,
  valuesOf,
} from './product-values.ts';
import { TrySerial } from './TrySerial.tsx';

/** A product that is not there yet. */
export function NewProductPage() {
  return <ProductForm before={null} />;
}

/** A product that is changed. Its SKU, and whether its units have serials, stay for ever. */
export function ChangeProductPage() {
  const { sku } = getRouteApi('/catalog/products/$sku/change').useParams();
  const product = useProduct(sku);
  if (product.isPending) return <Loading />;
  if (product.isError) return <Trouble error={product.error} reset={() => void product.refetch()} />;
  return <ProductForm before={product.data} />;
}

type ProductFormState = Form<ProductValues>;

function ProductForm({ before }: { before: ProductOnWire | null }) {
  const say = useSliceWords(catalogWords);
  const navigate = useNavigate();
  const open = (sku: string) => void navigate({ to: '/catalog/products/$sku', params: { sku } });
  const form = useForm(
    before ? valuesOf(before) : blankProduct,
    (values) => send(before, values),
    ({ sku }) => {
      forgetCatalog();
      open(sku);
    },
  );
  return (
    <div className="stack">
      <h1>{say('catalog')}</h1>
      <CatalogTabs />
      <FormPanel
        form={form}
        title={before ? say('changeProduct', { sku: before.sku }) : say('newProduct')}
        submit={say(before ? 'save' : 'add')}
        cancel={() => (before ? open(before.sku) : void navigate({ to: '/catalog' }))}
      >
        <Names form={form} isNew={before === null} />
        {form.values.serialized && <Serials form={form} />}
        <Gtins form={form} />
        <Hints form={form} />
        <Parts form={form} />
        <Sizes form={form} />
      </FormPanel>
    </div>
  );
}

function send(before: ProductOnWire | null, values: ProductValues): Promise<ProductOnWire> {
  if (before) return ask('PATCH', productPath(before.sku), changeOf(values));
  const { sku, serialized } = values;
  return ask('POST', '/api/products', { ...changeOf(values), sku: sku.trim(), serialized });
}

function Names({ form, isNew }: { form: ProductFormState; isNew: boolean }) {
  const say = useSliceWords(catalogWords);
  const categories = (useCategories().data?.items ?? []).map(({ code }) => code);
  const suppliers = useSuppliers().data?.items ?? [];
  return (
    <>
      {isNew && (
        <>
          <TextField
            form={form}
            name="sku"
            label={say('sku')}
            hint={say('skuHint')}
            required
            maxLength={64}
          />
          <CheckField form={form} name="serialized" label={say('serialized')} hint={say('serializedHint')} />
        </>
      )}
      <TextField form={form} name="name" label={say('name')} required maxLength={200} />
      <div className="form-pair">
        <TextField
          form={form}
          name="category"
          label={say('category')}
          hint={say('categoryHint')}
          suggestions={categories}
        />
        <ChoiceField
          form={form}
          name="supplier"
          label={say('supplier')}
          choices={[
            { value: '', label: say('none') },
            ...suppliers.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` })),
          ]}
        />
      </div>
    </>
  );
}

function Serials({ form }: { form: ProductFormState }) {
  const say = useSliceWords(catalogWords);
  const { words } = useSpeech();
  const { numbers } = form.values;
  const toggle = (kind: IdentifierKind) =>
    form.change({
      numbers: numbers.includes(kind) ? numbers.filter((one) => one !== kind) : [...numbers, kind],
    });
  return (
    <>
      <TextField
        form={form}
        name="serialPattern"
        label={say('serialPattern')}
        hint={say('patternHint')}
        maxLength={200}
      />
      <TrySerial pattern={form.values.serialPattern} />
      <ChoiceField
        form={form}
        name="unknownSerials"
        label={say('unknownSerials')}
        choices={(['refuse', 'arrivals', 'anywhere'] as const).map((value) => ({
          value,
          label: say(`unknown_${value}`),
        }))}
      />
      <CheckField form={form} name="wipeRequired" label={say('wipeRequired')} hint={say('wipeHint')} />
      <fieldset className="check-set">
        <legend>{say('numbers')}</legend>
        {identifierKinds
          .filter((kind) => kind !== 'serial')
          .map((kind) => (
            <Checkbox
              key={kind}
              label={words.number[kind]}
              checked={numbers.includes(kind)}
              onChange={() => toggle(kind)}
            />
          ))}
      </fieldset>
    </>
  );
}

function Gtins({ form }: { form: ProductFormState }) {
  const say = useSliceWords(catalogWords);
  return (
    <Rows
      label={say('gtins')}
      rows={form.values.gtins}
      blank={blankGtin}
      add={say('addGtin')}
      change={(gtins) => form.change({ gtins })}
      fields={(row, nth, set) => (
        <>
          <TextInput
            label="GTIN"
            inputMode="numeric"
            value={row.gtin}
            error={form.problemAt(`gtins[${nth}].gtin`) ?? exactly(form, `gtins[${nth}]`)}
            onChange={({ currentTarget }) => set({ gtin: currentTarget.value })}
          />
          <TextInput
            label={say('from')}
            type="date"
            value={row.from}
            error={form.problemAt(`gtins[${nth}].from`)}
            onChange={({ currentTarget }) => set({ from: currentTarget.value })}
          />
          <TextInput
            label={say('to')}
            type="date"
            value={row.to}
            error={form.problemAt(`gtins[${nth}].to`)}
            onChange={({ currentTarget }) => set({ to: currentTarget.value })}
          />
        </>
      )}
    />
  );
}

/** A problem of a row as a whole stands at its first field. */
function exactly(form: ProductFormState, path: string): string | undefined {
  const inside = ['.gtin', '.from', '.to', '.sku', '.quantity'].some((part) => form.problemAt(path + part));
  return inside ? undefined : form.problemAt(path);
}

function Hints({ form }: { form: ProductFormState }) {
  const say = useSliceWords(catalogWords);
  const { words } = useSpeech();
  return (
    <Rows
      label={say('labelHints')}
      rows={form.values.labelHints}
      blank={blankHint}
      add={say('addHint')}
      change={(labelHints) => form.change({ labelHints })}
      fields={(row, nth, set) => (
        <>
          <NativeSelect
            label={say('number')}
            value={row.number}
            data={identifierKinds.map((kind) => ({ value: kind, label: words.number[kind] }))}
            onChange={({ currentTarget }) => set({ number: currentTarget.value as IdentifierKind })}
          />
          {(['where', 'route'] as const).map((part) => (
            <TextInput
              key={part}
              label={say(part)}
              required={part === 'where'}
              value={row[part]}
              error={form.problemAt(`labelHints[${nth}].${part}`)}
              onChange={({ currentTarget }) => set({ [part]: currentTarget.value })}
            />
          ))}
          <PictureField
            label={say('picture')}
            value={row.picture}
            error={form.problemAt(`labelHints[${nth}].picture`)}
            change={(picture) => set({ picture })}
          />
        </>
      )}
    />
  );
}

function Parts({ form }: { form: ProductFormState }) {
  const say = useSliceWords(catalogWords);
  return (
    <Rows
      label={say('parts')}
      rows={form.values.parts}
      blank={blankPart}
      add={say('addPart')}
      change={(parts) => form.change({ parts })}
      fields={(row, nth, set) => (
        <>
          <TextInput
            label={say('sku')}
            required
            value={row.sku}
            error={form.problemAt(`parts[${nth}].sku`) ?? exactly(form, `parts[${nth}]`)}
            onChange={({ currentTarget }) => set({ sku: currentTarget.value })}
          />
          <TextInput
            label={say('pieces')}
            inputMode="numeric"
            required
            value={row.quantity}
            error={form.problemAt(`parts[${nth}].quantity`)}
            onChange={({ currentTarget }) => set({ quantity: currentTarget.value })}
          />
        </>
      )}
    />
  );
}

function Sizes({ form }: { form: ProductFormState }) {
  const say = useSliceWords(catalogWords);
  return (
    <div className="form-pair">
      <TextField form={form} name="weightGrams" label={say('weightGrams')} type="number" />
      {(['length', 'width', 'height'] as const).map((side) => (
        <TextField
          key={side}
          form={form}
          name={side}
          label={say('millimetres', { side: say(side) })}
          type="number"
          at={`dimensions.${side}`}
        />
      ))}
    </div>
  );
}
