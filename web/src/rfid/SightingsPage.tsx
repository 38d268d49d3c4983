import { readerPurposes } from '../../../src/domain/rfid/readers.ts';
import type { SightingOnWire } from '../../../src/operations/rfid/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Choice, Column, Filter, List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { type Speech, useSliceWords, useSpeech } from '../words/words.ts';
import { RfidTabs } from './RfidTabs.tsx';
import { rfidWords } from './rfid-words.ts';
import { SightingDetail } from './SightingDetail.tsx';
import { Sureness } from './Sureness.tsx';

type Say = ReturnType<typeof useSliceWords<keyof (typeof rfidWords)['en']>>;

/** What the readers of a site have heard: each unit at its likeliest spot, beside where the record has it. */
export function SightingsPage() {
  const say = useSliceWords(rfidWords);
  const speech = useSpeech();
  const here = useDevice().site!;
  const sites = (useSites().data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  const list: List<SightingOnWire> = {
    name: 'sightings',
    label: say('seen'),
    path: '/api/rfid/sightings',
    empty: say('nothingSeen'),
    columns: columnsOf(say, speech),
    filters: filtersOf(say, sites, here),
    keyOf: ({ unit }) => String(unit),
    detail: (sighting) => <SightingDetail key={sighting.unit} sighting={sighting} />,
    toneOf: ({ level }) => (level === 'low' ? 'off' : undefined),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('rfid')}</h1>
        <p className="soft under-title">{say('seenHint')}</p>
      </header>
      <RfidTabs />
      <DataList list={list} />
    </div>
  );
}

function columnsOf(say: Say, { age, number, words }: Speech): readonly Column<SightingOnWire>[] {
  return [
    { key: 'unit', title: say('unit'), cell: ({ serial }) => <span className="number">{serial}</span> },
    { key: 'product', title: say('product'), cell: ({ name }) => name },
    { key: 'spot', title: say('spot'), cell: ({ place }) => place },
    {
      key: 'sure',
      title: say('sure'),
      cell: ({ level, confidence }) => <Sureness level={level} confidence={confidence} />,
    },
    { key: 'recorded', title: say('recorded'), cell: ({ recorded }) => recorded ?? say('elsewhere') },
    { key: 'status', title: say('status'), cell: ({ status }) => words.status[status] },
    { key: 'reads', title: say('reads'), isNumber: true, cell: ({ reads }) => number(reads) },
    {
      key: 'best',
      title: say('best'),
      isNumber: true,
      isExtra: true,
      cell: ({ best }) => (best === null ? '' : `${number(best)} dBm`),
    },
    {
      key: 'antennas',
      title: say('antennas'),
      isNumber: true,
      isExtra: true,
      cell: ({ antennas }) => antennas,
    },
    {
      key: 'lastAt',
      title: say('lastHeard'),
      cell: ({ lastAt }) => <span className="short">{age(lastAt)}</span>,
    },
  ];
}

const times = [60, 480, 1_440, 10_080] as const;

function filtersOf(say: Say, sites: readonly Choice[], here: string): readonly Filter[] {
  return [
    { kind: 'choice', key: 'site', label: say('site'), preset: here, choices: sites },
    { kind: 'text', key: 'category', label: say('category') },
    { kind: 'text', key: 'sku', label: say('sku') },
    {
      kind: 'choice',
      key: 'level',
      label: say('atLeast'),
      all: say('any'),
      choices: (['high', 'medium'] as const).map((level) => ({ value: level, label: say(level) })),
    },
    {
      kind: 'choice',
      key: 'purpose',
      label: say('purpose'),
      all: say('any'),
      choices: readerPurposes.map((purpose) => ({ value: purpose, label: say(purpose) })),
    },
    {
      kind: 'choice',
      key: 'waiting',
      label: say('waiting'),
      all: say('any'),
      choices: [{ value: 'true', label: say('waitingOnly') }],
    },
    {
      kind: 'choice',
      key: 'minutes',
      label: say('time'),
      preset: '1440',
      choices: times.map((minutes) => ({ value: String(minutes), label: say(`minutes${minutes}`) })),
    },
  ];
}
