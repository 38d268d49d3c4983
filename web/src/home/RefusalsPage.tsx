import { Link } from '@tanstack/react-router';
import type { RefusedScanOnWire } from '../../../src/operations/home/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { homeWords } from './home-words.ts';

/** Scans of today at this site that were not recorded, each with its reason. */
export function RefusalsPage() {
  const say = useSliceWords(homeWords);
  const { time, words } = useSpeech();
  const site = useDevice().site!;
  const list: List<RefusedScanOnWire> = {
    name: 'refusals',
    label: say('refusals'),
    path: '/api/refusals',
    query: { site },
    empty: say('noRefusals'),
    keyOf: ({ scan }) => scan,
    toneOf: ({ outcome }) => (outcome === 'refused' ? 'bad' : 'ask'),
    columns: [
      { key: 'when', title: say('when'), cell: ({ recordedAt }) => time(recordedAt) },
      { key: 'move', title: say('move'), cell: ({ move }) => words.move[move] },
      {
        key: 'why',
        title: say('why'),
        cell: ({ sentence, outcome }) => sentence ?? say(`outcome_${outcome}`),
      },
      {
        key: 'unit',
        title: say('unit'),
        cell: ({ unit }) =>
          unit ? (
            <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
              {unit.sku} {unit.serial}
            </Link>
          ) : (
            <span className="soft">{say('unknownUnit')}</span>
          ),
      },
      { key: 'where', title: say('where'), cell: ({ spot }) => spot },
      { key: 'who', title: say('who'), cell: ({ actor }) => actor },
    ],
  };
  return (
    <div className="stack">
      <h1>{say('refusals')}</h1>
      <p className="soft">{say('refusalsHint', { site })}</p>
      <DataList list={list} />
    </div>
  );
}
