import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ReaderPurpose, readerPurposes } from '../../../src/domain/rfid/readers.ts';
import type { ReaderOnWire } from '../../../src/operations/rfid/contract.ts';
import { SiteChoice } from '../devices/SiteChoice.tsx';
import { Confirm } from '../forms/Confirm.tsx';
import { FormEnd } from '../forms/FormEnd.tsx';
import { forgetList } from '../lists/use-list.ts';
import { SpotField } from '../scanning/SpotField.tsx';
import { ask } from '../server/ask.ts';
import { useLocations } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import '../shell/acting.css';
import { antennasIn, antennasText } from './antennas-text.ts';
import { rfidWords } from './rfid-words.ts';

/** Adds a reader at a site where one may. */
export function NewReader({ onDone }: { onDone(): void }) {
  const say = useSliceWords(rfidWords);
  const here = useDevice().site!;
  const [site, setSite] = useState(here);
  const act = useAct(async (fields: FormData) => {
    const location = textOf(fields, 'location');
    await ask('POST', '/api/rfid/readers', {
      code: textOf(fields, 'code'),
      name: textOf(fields, 'name'),
      site,
      purpose: fields.get('purpose'),
      ...(location === '' ? {} : { location }),
      antennas: antennasIn(textOf(fields, 'antennas')),
    });
    forgetList('readers');
    onDone();
  });
  return (
    <form className="panel act-panel" aria-label={say('newReader')} onSubmit={sending(act.run)}>
      <h2>{say('newReader')}</h2>
      <div className="fields">
        <TextInput
          name="code"
          label={say('code')}
          description={say('codeHint')}
          error={act.at('code')}
          required
          maxLength={32}
          pattern="[A-Za-z0-9._\-]+"
          autoComplete="off"
          autoFocus
        />
        <TextInput name="name" label={say('name')} required maxLength={200} autoComplete="off" />
        <SiteChoice label={say('site')} needs="devices" value={site} onChange={setSite} />
        <PurposeField purpose="shelf" />
        <SpotField site={site} />
      </div>
      <AntennasField />
      <FormEnd {...act} submit={say('add')} cancel={onDone} />
    </form>
  );
}

/** A reader that is opened in the list: how it sends, how it is doing, and its settings for who may change them. */
export function ReaderDetail({ reader }: { reader: ReaderOnWire }) {
  const say = useSliceWords(rfidWords);
  const { number } = useSpeech();
  const may = useMay();
  const { code, untimely, lastJunk } = reader;
  return (
    <div className="act-panel">
      <p className="soft reader-path">{say('sendTo', { path: `/api/rfid/readers/${code}/reads` })}</p>
      {untimely > 0 && <p>{say('clockWrong', { count: number(untimely) })}</p>}
      {lastJunk !== null && <p>{say('lastJunk', { text: lastJunk })}</p>}
      {may('devices', reader.site) && <Settings reader={reader} />}
    </div>
  );
}

function Settings({ reader }: { reader: ReaderOnWire }) {
  const say = useSliceWords(rfidWords);
  const { code, active } = reader;
  const change = async (body: object) => {
    await ask('PATCH', `/api/rfid/readers/${code}`, body);
    forgetList('readers');
  };
  const shutOff = useAct(() => change({ active: false }));
  const letIn = useAct(() => change({ active: true }));
  if (!active)
    return (
      <Button variant="default" loading={letIn.isBusy} onClick={() => void letIn.run()}>
        {say('letIn')}
      </Button>
    );
  return (
    <>
      <ChangeForm reader={reader} change={change} />
      <Confirm label={say('shutOffAct')} hint={say('shutOffHint')} act={shutOff} isDangerous />
    </>
  );
}

function ChangeForm({ reader, change }: { reader: ReaderOnWire; change(body: object): Promise<void> }) {
  const say = useSliceWords(rfidWords);
  const spots = useLocations(reader.site).data?.items ?? [];
  const act = useAct((fields: FormData) =>
    change({
      name: textOf(fields, 'name'),
      purpose: fields.get('purpose'),
      location: textOf(fields, 'location'),
      antennas: antennasIn(textOf(fields, 'antennas')),
    }),
  );
  return (
    <form className="act-panel wide" aria-label={say('changeReader')} onSubmit={sending(act.run)}>
      <div className="fields">
        <TextInput name="name" label={say('name')} defaultValue={reader.name} required maxLength={200} />
        <PurposeField purpose={reader.purpose} />
        <NativeSelect
          name="location"
          label={say('hears')}
          key={spots.length}
          defaultValue={reader.location}
          data={spots.length === 0 ? [reader.location] : spots.map(({ code }) => code)}
        />
      </div>
      <AntennasField antennas={reader.antennas} />
      <FormEnd {...act} submit={say('save')} />
    </form>
  );
}

function PurposeField({ purpose }: { purpose: ReaderPurpose }) {
  const say = useSliceWords(rfidWords);
  return (
    <NativeSelect
      name="purpose"
      label={say('forWhat')}
      defaultValue={purpose}
      data={readerPurposes.map((one) => ({ value: one, label: say(one) }))}
    />
  );
}

function AntennasField({ antennas = [] }: { antennas?: ReaderOnWire['antennas'] }) {
  const say = useSliceWords(rfidWords);
  return (
    <Textarea
      name="antennas"
      label={say('antennaSpots')}
      description={say('antennasHint')}
      defaultValue={antennasText(antennas)}
      autosize
      minRows={1}
    />
  );
}

function sending(run: (fields: FormData) => Promise<unknown>) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
}

function textOf(fields: FormData, name: string): string {
  return String(fields.get(name) ?? '').trim();
}
