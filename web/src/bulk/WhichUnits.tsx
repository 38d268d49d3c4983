import { NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { conditions, statuses } from '../../../src/domain/facts.ts';
import { FileChoice } from '../imports/FileChoice.tsx';
import type { Import } from '../imports/imports-queries.ts';
import { useLocations, useSites } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { bulkWords } from './bulk-words.ts';
import { documentKinds } from './document-kinds.ts';

export const ways = ['numbers', 'file', 'document', 'place'] as const;
export type Way = (typeof ways)[number];

const names = { numbers: 'byNumbers', file: 'byFile', document: 'byDocument', place: 'byPlace' } as const;

interface WhichUnitsProps {
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  readonly site: string;
  /** What is said of a file besides, read when it is sent. */
  readonly fileQuery: () => Readonly<Record<string, string | undefined>>;
  /** What a file cannot be told in its address. */
  readonly afterFile: (made: Import) => Promise<unknown>;
}

/** One of four ways to say which units are meant. */
export function WhichUnits({ way, onWay, site, fileQuery, afterFile }: WhichUnitsProps) {
  const say = useSliceWords(bulkWords);
  return (
    <fieldset>
      <legend>{say('which')}</legend>
      <SegmentedControl
        className="bulk-ways"
        aria-label={say('which')}
        value={way}
        onChange={(value) => onWay(value as Way)}
        data={ways.map((value) => ({ value, label: say(names[value]) }))}
      />
      {way === 'numbers' && <Numbers />}
      {way === 'file' && <FileChoice label={say('dropHere')} query={fileQuery} after={afterFile} />}
      {way === 'document' && <OnDocument />}
      {way === 'place' && <What key={site} site={site} />}
    </fieldset>
  );
}

function Numbers() {
  const say = useSliceWords(bulkWords);
  return (
    <>
      <Textarea
        name="numbers"
        label={say('numbers')}
        description={say('numbersHint')}
        required
        autosize
        minRows={5}
        maxRows={14}
        spellCheck={false}
        classNames={{ input: 'number' }}
      />
      <TextInput name="sku" label={say('product')} autoComplete="off" className="bulk-short" />
    </>
  );
}

function OnDocument() {
  const say = useSliceWords(bulkWords);
  return (
    <div className="import-choices">
      <NativeSelect
        name="ofKind"
        label={say('unitsOf')}
        data={documentKinds.map((kind) => ({ value: kind, label: say(`document_${kind}`) }))}
      />
      <TextInput name="ofNumber" label={say('documentNumber')} required autoComplete="off" />
    </div>
  );
}

function What({ site }: { site: string }) {
  const say = useSliceWords(bulkWords);
  const { words } = useSpeech();
  const sites = useSites().data?.items ?? [];
  const spots = (useLocations(site).data?.items ?? []).filter(({ active }) => active);
  const any = { value: '', label: say('any') };
  return (
    <div className="import-choices">
      <NativeSelect
        name="where.site"
        label={say('whereSite')}
        defaultValue={site}
        data={sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
      />
      <TextInput name="where.location" label={say('whereSpot')} list="bulk-spots" autoComplete="off" />
      <datalist id="bulk-spots">
        {spots.map(({ code }) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      <TextInput name="where.sku" label={say('whereProduct')} autoComplete="off" />
      <NativeSelect
        name="where.status"
        label={say('whereStatus')}
        data={[
          any,
          ...statuses.filter((one) => one !== 'none').map((value) => ({ value, label: words.status[value] })),
        ]}
      />
      <NativeSelect
        name="where.condition"
        label={say('whereCondition')}
        data={[any, ...conditions.map((value) => ({ value, label: words.condition[value] }))]}
      />
      <TextInput name="where.lot" label={say('whereLot')} autoComplete="off" />
    </div>
  );
}
