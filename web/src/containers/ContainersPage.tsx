import './containers.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { Package } from 'lucide-react';
import { useState } from 'react';
import { containerKinds } from '../../../src/domain/containers.ts';
import type { ContainerOnWire } from '../../../src/operations/containers/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Filter, List } from '../lists/list.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { type Shown, show, troubleVerdict } from '../scanning/shown.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict } from '../scanning/verdict.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { containerCalled, containerCodeOf } from './container-queries.ts';
import { containerWords } from './container-words.ts';

/** What holds units together: where each stands, and how much is in it. A scanned label opens its container. */
export function ContainersPage() {
  const say = useSliceWords(containerWords);
  const { number, time } = useSpeech();
  const here = useDevice().site;
  const mayBegin = useMay()('scan', here);
  const list: List<ContainerOnWire> = {
    name: 'containers',
    label: say('containers'),
    path: '/api/containers',
    empty: say('none'),
    columns: [
      { key: 'number', title: say('number'), cell: (row) => <span className="number">{row.number}</span> },
      { key: 'kind', title: say('kind'), cell: ({ kind }) => say(kind) },
      {
        key: 'where',
        title: say('where'),
        cell: ({ site, location }) => <span className="short">{`${site}/${location}`}</span>,
      },
      { key: 'units', title: say('inside'), isNumber: true, cell: ({ allUnits }) => number(allUnits) },
      { key: 'parent', title: say('parent'), cell: ({ parent }) => <span className="number">{parent}</span> },
      { key: 'madeAt', title: say('madeAt'), isExtra: true, cell: ({ madeAt }) => time(madeAt) },
    ],
    filters: useFilters(),
    keyOf: (row) => row.number,
    linkTo: (row) => ({ to: '/containers/$number', params: { number: row.number } }),
    toneOf: ({ brokenAt }) => (brokenAt === null ? undefined : 'off'),
    ...(mayBegin
      ? {
          actions: (
            <Link to="/new-container" className="button-link">
              <Package size={16} aria-hidden /> {say('begin')}
            </Link>
          ),
        }
      : {}),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('containers')}</h1>
        <p className="soft under-title">{say('listHint')}</p>
      </header>
      <OpenByScan mayBegin={mayBegin} />
      <DataList list={list} />
    </div>
  );
}

function OpenByScan({ mayBegin }: { mayBegin: boolean }) {
  const say = useSliceWords(containerWords);
  const speech = useSpeech();
  const navigate = useNavigate();
  const [shown, setShown] = useState<Shown | null>(null);
  const [missed, setMissed] = useState<string | null>(null);
  async function look(codes: readonly string[]) {
    const code = containerCodeOf(codes);
    setMissed(null);
    const found = code === null ? null : await containerCalled(code);
    if (found) return void navigate({ to: '/containers/$number', params: { number: found.number } });
    setMissed(code);
    setShown(
      show(codes, plainVerdict('ask', say('notKnown'), code && mayBegin ? say('notKnownHint') : '', '')),
    );
  }
  return (
    <>
      <div className="station" data-station="inside">
        <ScanBox
          take={(codes) =>
            void look(codes).catch((error) => setShown(show(codes, troubleVerdict(error, speech))))
          }
        />
      </div>
      {shown && <VerdictCard shown={shown} />}
      {missed !== null && mayBegin && (
        <p>
          <Link to="/new-container" search={{ code: missed }} className="button-link">
            <Package size={16} aria-hidden /> {say('beginThis', { code: missed })}
          </Link>
        </p>
      )}
    </>
  );
}

function useFilters(): readonly Filter[] {
  const say = useSliceWords(containerWords);
  const sites = (useSites().data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  return [
    {
      kind: 'choice',
      key: 'status',
      label: say('state'),
      preset: 'open',
      choices: [
        { value: 'open', label: say('open') },
        { value: 'broken', label: say('broken') },
        { value: 'all', label: say('any'), asks: {} },
      ],
    },
    { kind: 'choice', key: 'site', label: say('site'), all: say('allSites'), choices: sites },
    { kind: 'text', key: 'number', label: say('number') },
  ];
}

export const kindChoices = (say: (kind: (typeof containerKinds)[number]) => string) =>
  containerKinds.map((value) => ({ value, label: say(value) }));
