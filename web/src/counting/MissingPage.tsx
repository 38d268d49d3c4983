import './counting.css';
import { Link } from '@tanstack/react-router';
import type { MissingUnitOnWire } from '../../../src/operations/counting/missing/contract.ts';
import { useReasonWords } from '../adjusting/adjusting-queries.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { moneyText } from '../words/money.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countingWords } from './counting-words.ts';
import { missingWords } from './missing-words.ts';

/** What is searched for, however it came to be missing: where it should be, and who had it last. */
export function MissingPage() {
  const say = useSliceWords(missingWords);
  const sayCount = useSliceWords(countingWords);
  const { age, time, language } = useSpeech();
  const sites = useSites();
  const list: List<MissingUnitOnWire> = {
    name: 'missing',
    label: say('searchList'),
    path: '/api/missing-units',
    empty: say('nothingSearched'),
    keyOf: ({ unit }) => String(unit.id),
    detail: (row) => <Detail row={row} />,
    columns: [
      {
        key: 'serial',
        title: say('serial'),
        cell: ({ unit }) => <span className="number">{unit.serial}</span>,
      },
      { key: 'product', title: say('product'), cell: ({ name }) => name },
      { key: 'should', title: sayCount('should'), cell: ({ should }) => should },
      {
        key: 'last',
        title: sayCount('lastScan'),
        cell: ({ last }) => (last === null ? '' : `${time(last.at)}, ${last.by}`),
      },
      { key: 'since', title: say('missingSince'), cell: ({ since }) => age(since) },
      {
        key: 'value',
        title: say('value'),
        isNumber: true,
        cell: ({ value }) => value && moneyText(value.amount, value.currency, language),
      },
    ],
    filters: [
      {
        kind: 'choice',
        key: 'site',
        label: say('site'),
        all: say('allSites'),
        choices: (sites.data?.items ?? []).map(({ code, name }) => ({
          value: code,
          label: `${name} · ${code}`,
        })),
      },
    ],
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('searchList')}</h1>
        <p className="soft under-title">{say('missingHint')}</p>
      </header>
      <DataList list={list} />
    </div>
  );
}

/** Who had it last, and who said that it is gone. */
function Detail({
  row: { unit, last, by, how, since, reason, reasonName, document },
}: {
  row: MissingUnitOnWire;
}) {
  const say = useSliceWords(missingWords);
  const sayCount = useSliceWords(countingWords);
  const { time, words } = useSpeech();
  const reasonWord = useReasonWords();
  const facts: readonly (readonly [string, string])[] = [
    [
      sayCount('lastScan'),
      last === null
        ? say('neverSeen')
        : [words.done[last.move], time(last.at), last.by, last.device, last.spot].filter(Boolean).join(' · '),
    ],
    [words.done[how], [time(since), by, document?.number].filter(Boolean).join(' · ')],
    [sayCount('reason'), reason === null ? say('noReason') : reasonWord(reason, reasonName ?? reason)],
  ];
  return (
    <div className="stack">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Link to="/units/$id" params={{ id: String(unit.id) }}>
        {say('openUnit')}: {unit.sku} {unit.serial}
      </Link>
    </div>
  );
}
