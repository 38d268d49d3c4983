import './adjusting.css';
import { Link } from '@tanstack/react-router';
import { PencilRuler } from 'lucide-react';
import type { AdjustmentOnWire } from '../../../src/operations/adjusting/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Column, Filter, List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { moneyText } from '../words/money.ts';
import { type Speech, useSliceWords, useSpeech } from '../words/words.ts';
import { useReasons, useReasonWords } from './adjusting-queries.ts';
import { adjustingWords } from './adjusting-words.ts';

type Say = ReturnType<typeof useSliceWords<keyof (typeof adjustingWords)['en']>>;
type ReasonWord = ReturnType<typeof useReasonWords>;
const acts = ['lose', 'find', 'condition', 'use', 'retire', 'stolen'] as const;

/** Every time stock was put right by hand, whatever way it came in: who, when, which scan, why, and what it is worth. */
export function AdjustmentsPage() {
  const say = useSliceWords(adjustingWords);
  const speech = useSpeech();
  const may = useMay();
  const reasonWord = useReasonWords();
  const reasons = useReasons();
  const sites = useSites();
  const filters: readonly Filter[] = [
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
    {
      kind: 'choice',
      key: 'act',
      label: say('act'),
      all: say('anything'),
      choices: acts.map((value) => ({ value, label: say(value) })),
    },
    {
      kind: 'choice',
      key: 'reason',
      label: say('reason'),
      all: say('anyReason'),
      choices: [
        { value: '-', label: say('noReason') },
        ...(reasons.data ?? []).map(({ code, name }) => ({ value: code, label: reasonWord(code, name) })),
      ],
    },
    { kind: 'day', key: 'from', label: say('fromDay') },
    { kind: 'day', key: 'to', label: say('toDay') },
  ];
  const list: List<AdjustmentOnWire> = {
    name: 'adjustments',
    label: say('list'),
    path: '/api/adjustments',
    columns: columnsOf(say, speech, reasonWord),
    filters,
    empty: say('none'),
    keyOf: ({ id }) => String(id),
    toneOf: ({ reason, takenBack }) => (takenBack ? 'off' : reason === null ? 'ask' : undefined),
    detail: (row) => <Detail row={row} />,
    ...(may('scan')
      ? {
          actions: (
            <Link to="/adjustments/new" className="button-link">
              <PencilRuler size={16} aria-hidden /> {say('putRight')}
            </Link>
          ),
        }
      : {}),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('list')}</h1>
        <p className="soft under-title">
          {say('listHint')} <Link to="/missing">{say('searchList')}</Link>
        </p>
      </header>
      <DataList list={list} />
    </div>
  );
}

function columnsOf(say: Say, speech: Speech, reasonWord: ReasonWord): readonly Column<AdjustmentOnWire>[] {
  const { time, number, language } = speech;
  return [
    {
      key: 'thing',
      title: say('thing'),
      cell: ({ unit, sku, pieces }) => (
        <span className="number">
          {unit ? unit.serial : `${sku} ${pieces === null ? '' : number(pieces)}`}
        </span>
      ),
    },
    { key: 'name', title: say('product'), cell: ({ name }) => name },
    {
      key: 'act',
      title: say('act'),
      cell: ({ act, became, takenBack }) => (
        <>
          {act === null ? '' : say(act)}
          {became !== null && <span className="soft"> · {becameWord(became, speech)}</span>}
          {takenBack && <span className="chip"> {say('takenBack')}</span>}
        </>
      ),
    },
    {
      key: 'reason',
      title: say('reason'),
      cell: ({ reason, reasonName }) =>
        reason === null ? (
          <span className="chip" data-tone="ask">
            {say('noReason')}
          </span>
        ) : (
          reasonWord(reason, reasonName ?? reason)
        ),
    },
    { key: 'by', title: say('who'), cell: ({ by }) => by },
    { key: 'at', title: say('when'), cell: ({ at }) => time(at) },
    { key: 'spot', title: say('where'), cell: ({ spot }) => spot },
    {
      key: 'value',
      title: say('value'),
      isNumber: true,
      cell: ({ value }) => value && moneyText(value.amount, value.currency, language),
    },
  ];
}

function becameWord(became: string, { word }: Speech): string {
  const found = (['condition', 'use', 'retireReason'] as const).map((of) => word(of, became));
  return found.find((one) => one !== became) ?? became;
}

/** The unit's last scan before it, beside what explains it. */
function Detail({ row }: { row: AdjustmentOnWire }) {
  const say = useSliceWords(adjustingWords);
  const { time, words } = useSpeech();
  const { before, note, proof, device, evidence, unit, scan } = row;
  const facts: readonly (readonly [string, string | null])[] = [
    [
      say('lastBefore'),
      before &&
        [words.done[before.move], time(before.at), before.by, before.device, before.spot]
          .filter(Boolean)
          .join(' · '),
    ],
    [say('note'), note],
    [say('proof'), proof],
    [say('device'), device],
    [say('scan'), `${words.evidence[evidence]} · ${scan}`],
  ];
  return (
    <div className="stack">
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {unit && (
        <Link to="/units/$id" params={{ id: String(unit.id) }}>
          {say('openUnit')}: {unit.sku} {unit.serial}
        </Link>
      )}
    </div>
  );
}
