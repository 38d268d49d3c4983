import './access.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import type { DeviceOnWire } from '../../../src/access/devices/contract.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { useDevice } from '../shell/device.ts';
import { LanguageChoice } from '../shell/LanguageChoice.tsx';
import { useSliceWords } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { deviceName, useThisDevice } from './use-this-device.ts';

interface SiteName {
  readonly code: string;
  readonly name: string;
}

/** Lets this browser in as a device, by the code that a manager made: typed, or behind the # of the link in its QR code. */
export function PairPage() {
  const say = useSliceWords(accessWords);
  const before = useThisDevice().data?.device;
  const [device, setDevice] = useState<DeviceOnWire | null>(null);
  return (
    <main className="sign-in">
      <h1>
        <img src="/unitrail.svg" alt="" width={36} height={36} /> Unitrail
      </h1>
      {device === null ? (
        <>
          {before && (
            <p className="notice">{say('pairAgain', { device: deviceName(before), site: before.site })}</p>
          )}
          <PairForm paired={setDevice} />
        </>
      ) : (
        <Paired device={device} />
      )}
      <LanguageChoice />
    </main>
  );
}

function PairForm({ paired }: { paired(device: DeviceOnWire): void }) {
  const say = useSliceWords(accessWords);
  const client = useQueryClient();
  const { chooseSite } = useDevice();
  const [code] = useState(codeInAddress);
  const [sites, setSites] = useState<readonly SiteName[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(forgetCode, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const given = [...fields].filter(([, value]) => String(value).trim() !== '');
    setBusy(true);
    setProblem(null);
    try {
      const device = await ask<DeviceOnWire>('POST', '/api/devices/pair', Object.fromEntries(given));
      client.removeQueries({ queryKey: ['this-device'] });
      chooseSite(device.site);
      paired(device);
    } catch (error) {
      if (!(error instanceof ServerProblem)) throw error;
      const named = error.said.sites as readonly SiteName[] | undefined;
      if (named) setSites(named);
      setProblem(named && sites.length === 0 ? null : error.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="panel stack">
      <h2>{say('pairTitle')}</h2>
      <p className="soft">{say('pairHint')}</p>
      <TextInput
        name="code"
        label={say('pairingCode')}
        defaultValue={code}
        required
        size="md"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="K7QF-M2XW"
      />
      <TextInput
        name="name"
        label={say('deviceName')}
        description={say('deviceNameHint')}
        size="md"
        autoComplete="off"
      />
      {sites.length > 0 && (
        <NativeSelect
          name="site"
          label={say('atSite')}
          size="md"
          data={sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
        />
      )}
      {problem !== null && (
        <p role="alert" className="form-problem">
          <strong>{say('notPaired')}.</strong> {problem}
        </p>
      )}
      <Button type="submit" size="md" loading={isBusy}>
        {say('pairNow')}
      </Button>
    </form>
  );
}

function Paired({ device }: { device: DeviceOnWire }) {
  const say = useSliceWords(accessWords);
  const navigate = useNavigate();
  return (
    <section className="panel stack" role="status">
      <h2>{say('paired')}</h2>
      <p>{say('pairedAs', { device: deviceName(device), site: device.site })}</p>
      <Button size="md" onClick={() => void navigate({ to: '/scan' })}>
        {say('toWork')}
      </Button>
    </section>
  );
}

/** Browsers send what stands behind the # to nobody. */
function codeInAddress(): string {
  const text = decodeURIComponent(window.location.hash.slice(1));
  return /^[A-Za-z0-9-]{4,20}$/.test(text) ? text : '';
}

/** It is good once: it need not stay in the address, nor among the pages that were visited. */
function forgetCode(): void {
  if (window.location.hash !== '')
    window.history.replaceState(window.history.state, '', window.location.pathname);
}
