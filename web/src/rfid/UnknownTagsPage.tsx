import type { UnknownTagOnWire } from '../../../src/operations/rfid/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { RfidTabs } from './RfidTabs.tsx';
import { rfidWords } from './rfid-words.ts';

/** Tags that were seen and are no unit of ours. */
export function UnknownTagsPage() {
  const say = useSliceWords(rfidWords);
  const { number, time } = useSpeech();
  const here = useDevice().site!;
  const sites = (useSites().data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  const list: List<UnknownTagOnWire> = {
    name: 'unknown-tags',
    label: say('unknownTags'),
    path: '/api/rfid/unknown-tags',
    empty: say('noTags'),
    filters: [{ kind: 'choice', key: 'site', label: say('site'), preset: here, choices: sites }],
    columns: [
      { key: 'tag', title: say('tag'), cell: ({ tag }) => <span className="number">{tag}</span> },
      { key: 'product', title: say('product'), cell: ({ sku }) => sku },
      { key: 'spot', title: say('spot'), cell: ({ place }) => place },
      { key: 'reader', title: say('reader'), cell: ({ reader }) => reader },
      { key: 'reads', title: say('reads'), isNumber: true, cell: ({ reads }) => number(reads) },
      { key: 'lastAt', title: say('lastHeard'), cell: ({ lastAt }) => time(lastAt) },
      { key: 'firstAt', title: say('firstSeen'), isExtra: true, cell: ({ firstAt }) => time(firstAt) },
    ],
    keyOf: ({ tag }) => tag,
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('unknownTags')}</h1>
        <p className="soft under-title">{say('unknownHint')}</p>
      </header>
      <RfidTabs />
      <DataList list={list} />
    </div>
  );
}
