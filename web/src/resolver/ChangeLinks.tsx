import { Button, NativeSelect, TextInput } from '@mantine/core';
import { pictureOf } from '../../../src/domain/photos.ts';
import type { ProductLinkOnWire, ProductLinksOnWire } from '../../../src/operations/resolver/contract.ts';
import { forgetCatalog } from '../catalog/catalog-queries.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { Rows } from '../forms/Rows.tsx';
import { useForm } from '../forms/use-form.ts';
import { PhotoCapture } from '../photos/PhotoCapture.tsx';
import { useCapture } from '../photos/use-capture.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { linksPath, spoken } from './link-addresses.ts';
import { ProductPicture } from './ProductPicture.tsx';
import { resolverWords } from './resolver-words.ts';

type PageType = Exclude<ProductLinkOnWire['type'], 'relatedImage'>;

/** As customers want them: what to do with the thing first. */
const pageTypes: readonly PageType[] = [
  ...(['instructions', 'quickStartGuide', 'support', 'faqs', 'registerProduct', 'serviceInfo'] as const),
  ...(['recallStatus', 'safetyInfo', 'certificationInfo', 'sustainabilityInfo', 'relatedVideo'] as const),
  'purchaseSuppliesOrAccessories',
];

interface Row {
  readonly type: PageType;
  readonly address: string;
  readonly title: string;
  readonly language: string;
}

interface ChangeLinksProps {
  readonly sku: string;
  readonly told: ProductLinksOnWire;
  close(): void;
}

/** The picture and the links of a product, all at once. */
export function ChangeLinks({ sku, told, close }: ChangeLinksProps) {
  const say = useSliceWords(resolverWords);
  const form = useForm(
    { picture: told.links.find(({ type }) => type === 'relatedImage')?.address ?? '', rows: rowsOf(told) },
    ({ picture, rows }) => ask('POST', linksPath(sku), { links: linksOf(picture, rows) }),
    () => {
      forgetCatalog();
      close();
    },
  );
  const { picture, rows } = form.values;
  const capture = useCapture((hash) => form.change({ picture: pictureOf(hash) }));
  // The picture is sent before the links, so that they keep their order among themselves.
  const before = picture === '' ? 0 : 1;
  const { hosts } = told;
  return (
    <FormPanel form={form} title={say('customers')} submit={say('save')} cancel={close}>
      {picture !== '' && capture.taken.length === 0 && (
        <div className="stack">
          <ProductPicture picture={picture} />
          <div>
            <Button variant="default" onClick={() => form.change({ picture: '' })}>
              {say('removePicture')}
            </Button>
          </div>
        </div>
      )}
      <PhotoCapture capture={capture} label={say('picture')} />
      <p className="soft">
        {hosts.length === 0 ? say('noHosts') : say('hosts', { hosts: hosts.map(nameOf).join(', ') })}
      </p>
      <Rows<Row>
        label={say('links')}
        rows={rows}
        blank={{ type: 'instructions', address: '', title: '', language: '' }}
        add={say('addLink')}
        change={(changed) => form.change({ rows: changed })}
        fields={(row, nth, set) => (
          <>
            <NativeSelect
              label={say('kind')}
              value={row.type}
              data={pageTypes.map((value) => ({ value, label: say(value) }))}
              onChange={({ currentTarget }) => set({ type: currentTarget.value as PageType })}
            />
            <TextInput
              label={say('address')}
              placeholder={say('addressHint')}
              type="url"
              className="customer-address"
              required
              value={row.address}
              error={form.problemAt(`links[${nth + before}].address`)}
              onChange={({ currentTarget }) => set({ address: currentTarget.value })}
            />
            <TextInput
              label={say('title')}
              value={row.title}
              onChange={({ currentTarget }) => set({ title: currentTarget.value })}
            />
            <NativeSelect
              label={say('language')}
              value={row.language}
              data={[
                { value: '', label: say('everyLanguage') },
                ...spoken.map((value) => ({ value, label: say(value) })),
              ]}
              onChange={({ currentTarget }) => set({ language: currentTarget.value })}
            />
          </>
        )}
      />
    </FormPanel>
  );
}

function nameOf(host: string): string {
  return host.startsWith('.') ? `*${host}` : host;
}

function rowsOf({ links }: ProductLinksOnWire): readonly Row[] {
  return links.flatMap(({ type, address, title, language }) =>
    type === 'relatedImage' ? [] : [{ type, address, title: title ?? '', language: language ?? '' }],
  );
}

function linksOf(picture: string, rows: readonly Row[]): readonly ProductLinkOnWire[] {
  const pages = rows.map(({ type, address, title, language }) => ({
    type,
    address: address.trim(),
    title: title.trim() === '' ? null : title.trim(),
    language: language === '' ? null : language,
  }));
  if (picture === '') return pages;
  return [{ type: 'relatedImage', address: picture, title: null, language: null }, ...pages];
}
