import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import type { Address, SiteOnWire } from '../../../src/operations/places/contract.ts';
import type { Act } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { sitesWords } from './sites-words.ts';

export const siteKinds = ['warehouse', 'store', 'returns_hub', 'repair_shop', 'partner'] as const;

type At = Act<never>['at'];

interface SiteFieldsProps {
  readonly site?: SiteOnWire;
  readonly at: At;
}

/** Name, kind, time zone and address of a site, as parts of a form; `siteOf` reads them. */
export function SiteFields({ site, at }: SiteFieldsProps) {
  const say = useSliceWords(sitesWords);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="fields">
      <TextInput name="name" label={say('name')} defaultValue={site?.name ?? ''} required maxLength={200} />
      <NativeSelect
        name="kind"
        label={say('kind')}
        defaultValue={site?.kind ?? 'store'}
        data={siteKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
      />
      <Autocomplete
        name="timeZone"
        label={say('timeZone')}
        defaultValue={site?.timeZone ?? here}
        required
        data={Intl.supportedValuesOf('timeZone')}
        limit={30}
        error={at('timeZone')}
      />
      <AddressFields address={site?.address ?? null} />
    </div>
  );
}

function AddressFields({ address }: { address: Address | null }) {
  const say = useSliceWords(sitesWords);
  const part = { maxLength: 100 };
  return (
    <>
      <TextInput
        name="street"
        label={say('street')}
        defaultValue={address?.lines.join(', ') ?? ''}
        maxLength={200}
      />
      <TextInput
        name="postalCode"
        label={say('postalCode')}
        defaultValue={address?.postalCode ?? ''}
        {...part}
      />
      <TextInput name="city" label={say('city')} defaultValue={address?.city ?? ''} {...part} />
      <TextInput name="region" label={say('region')} defaultValue={address?.region ?? ''} {...part} />
      <TextInput
        name="country"
        label={say('country')}
        description={say('countryHint')}
        defaultValue={address?.country ?? ''}
        pattern="[A-Za-z]{2}"
        maxLength={2}
      />
    </>
  );
}

/** What a form with SiteFields says. An address needs a country: without one there is none. */
export function siteOf(fields: FormData) {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const country = text('country').toUpperCase();
  const optional = ['postalCode', 'city', 'region'].flatMap((name) =>
    text(name) === '' ? [] : [[name, text(name)]],
  );
  const lines = text('street')
    .split(',')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    name: text('name'),
    kind: text('kind') as SiteOnWire['kind'],
    timeZone: text('timeZone'),
    address: country === '' ? null : ({ lines, ...Object.fromEntries(optional), country } as Address),
  };
}
