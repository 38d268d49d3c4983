import type { Import } from '../imports/imports-queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { bulkWords } from './bulk-words.ts';
import { documentKinds } from './document-kinds.ts';

/** What every unit of a bulk move does, in one line. */
export function WhatTheyDo({ item: { name, settings, progress } }: { item: Import }) {
  const say = useSliceWords(bulkWords);
  const { number, words, word } = useSpeech();
  const { moving, defaults = {} } = settings;
  if (moving === undefined) return null;
  const { move, document, details = {}, together } = moving;
  const { site, location } = defaults;
  const kind = documentKinds.find((one) => one === document?.kind);
  const parts = [
    // Without a name of its own it is called after the move.
    name !== null && words.move[move],
    site && location ? say('toSpot', { spot: `${site}/${location}` }) : site && say('atSite', { site }),
    document &&
      say('onDocument', {
        kind: kind ? say(`document_${kind}`) : document.kind,
        number: document.number,
      }),
    ...Object.entries(details).map(([name, value]) =>
      say('detail', { name: word('field', name), value: String(value) }),
    ),
    together && say('allOrNone'),
    say('units', { count: number(progress.lines) }),
  ];
  return <p className="bulk-what">{parts.filter(Boolean).join(' · ')}</p>;
}
