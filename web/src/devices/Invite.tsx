import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DeviceOnWire, PairingOnWire } from '../../../src/access/devices/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import type { Page } from '../server/wire.ts';
import { useDevice } from '../shell/device.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { clockOf, useSecondsLeft } from './countdown.ts';
import { devicesWords } from './devices-words.ts';
import { SiteChoice } from './SiteChoice.tsx';
import '../shell/acting.css';

interface Wishes {
  readonly name: string;
  readonly site: string;
  readonly station?: string;
}

/** A code that lets one device in: asked for, shown with its QR code, and counted down. */
export function Invite({ onDone }: { onDone(): void }) {
  const [made, setMade] = useState<(PairingOnWire & { readonly wishes: Wishes }) | null>(null);
  const act = useAct(async (wishes: Wishes) => {
    setMade({ ...(await ask<PairingOnWire>('POST', '/api/devices/pairings', wishes)), wishes });
  });
  if (made === null) return <InviteForm act={act} onDone={onDone} />;
  return <Code made={made} again={() => void act.run(made.wishes)} onDone={onDone} />;
}

interface InviteFormProps {
  readonly act: ReturnType<typeof useAct<[wishes: Wishes]>>;
  onDone(): void;
}

function InviteForm({ act, onDone }: InviteFormProps) {
  const say = useSliceWords(devicesWords);
  const may = useMay();
  const here = useDevice().site;
  const { data } = useSites();
  const first = data?.items.find(({ code, active }) => active && may('devices', code))?.code ?? '';
  const [chosen, setChosen] = useState<string | null>(null);
  const site = chosen ?? (here !== null && may('devices', here) ? here : first);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const station = String(fields.get('station')).trim();
    const name = String(fields.get('name')).trim();
    void act.run({ name, site, ...(station === '' ? {} : { station }) });
  }
  return (
    <form className="panel act-panel" aria-label={say('invite')} onSubmit={submit}>
      <h2>{say('invite')}</h2>
      <div className="fields">
        <TextInput
          name="name"
          label={say('name')}
          description={say('nameHint')}
          required
          maxLength={200}
          autoFocus
        />
        <SiteChoice label={say('site')} needs="devices" value={site} onChange={setChosen} />
        <TextInput name="station" label={say('station')} description={say('stationHint')} maxLength={200} />
      </div>
      <FormEnd {...act} submit={say('makeCode')} cancel={onDone} />
    </form>
  );
}

interface CodeProps {
  readonly made: PairingOnWire & { readonly wishes: Wishes };
  again(): void;
  onDone(): void;
}

function Code({ made: { code, link, qr, endsAt, wishes }, again, onDone }: CodeProps) {
  const say = useSliceWords(devicesWords);
  const left = useSecondsLeft(endsAt);
  const arrived = useArrived(wishes, code);
  if (arrived)
    return (
      <section className="panel act-panel" aria-label={say('invite')}>
        <p role="status">{say('isIn', { name: arrived.name })}</p>
        <Button onClick={onDone}>{say('close')}</Button>
      </section>
    );
  return (
    <section className="panel invite" aria-label={say('invite')}>
      {left > 0 && (
        <img
          className="qr"
          src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
          alt={say('qr')}
          width={220}
          height={220}
        />
      )}
      <div className="act-panel">
        {left > 0 ? (
          <>
            <output className="number secret">{code}</output>
            <p>{say('scanCode', { link: link.split('#')[0] ?? link })}</p>
            <p role="timer" aria-live="off">
              {say('codeLeft', { time: clockOf(left) })}
            </p>
          </>
        ) : (
          <>
            <p role="status">{say('codeOver')}</p>
            <Button onClick={again}>{say('newCode')}</Button>
          </>
        )}
        <Button variant="default" onClick={onDone}>
          {say('close')}
        </Button>
      </div>
    </section>
  );
}

/** The device that has come in with the code, once it has: one that was not there when the code was made. */
function useArrived({ name, site }: Wishes, code: string): DeviceOnWire | undefined {
  const before = useQuery({ queryKey: ['devices-before', code], queryFn: readDevices, staleTime: Infinity });
  const known = before.data;
  const now = useQuery({
    queryKey: ['devices-now', code],
    enabled: known !== undefined,
    refetchInterval: ({ state }) => (newIn(state.data, known, name, site) ? false : 2_000),
    async queryFn() {
      const devices = await readDevices();
      if (newIn(devices, known, name, site)) forgetList('devices');
      return devices;
    },
  });
  return newIn(now.data, known, name, site);
}

type Devices = readonly DeviceOnWire[] | undefined;

function newIn(now: Devices, before: Devices, name: string, site: string): DeviceOnWire | undefined {
  const ids = new Set(before?.map(({ id }) => id));
  return now?.find((one) => !ids.has(one.id) && one.site === site && one.name === name);
}

async function readDevices(): Promise<readonly DeviceOnWire[]> {
  const all: DeviceOnWire[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: Page<DeviceOnWire> = await ask('GET', `/api/devices?limit=1000&after=${after}`);
    all.push(...page.items);
    after = page.next;
  }
  return all;
}
