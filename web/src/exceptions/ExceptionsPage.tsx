import { Link } from '@tanstack/react-router';
import { type ExceptionKind, exceptionKinds } from '../../../src/domain/exceptions.ts';
import type { ExceptionOnWire } from '../../../src/operations/exceptions/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { Choice, Column, Filter, List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { moneyText } from '../words/money.ts';
import { type Speech, useSliceWords, useSpeech } from '../words/words.ts';
import './exceptions.css';
import { exceptionsWords } from './exceptions-words.ts';
import { Question } from './Question.tsx';
import { usePossibleOwners } from './settling.ts';
import { withTimes } from './with-times.ts';

type Say = ReturnType<typeof useSliceWords<keyof (typeof exceptionsWords)['en']>>;

/** Open questions, by the money at risk: what the record said, what was seen, and what sets it right. */
export function ExceptionsPage() {
  const say = useSliceWords(exceptionsWords);
  const speech = useSpeech();
  const may = useMay();
  const here = useDevice().site!;
  const sites = (useSites().data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  const owners = usePossibleOwners(may('settle', here) ? here : null).data?.items ?? [];
  const people = owners.map(({ actor, name }) => ({ value: actor, label: name }));
  const list: List<ExceptionOnWire> = {
    name: 'exceptions',
    label: say('exceptions'),
    path: '/api/exceptions',
    query: { sort: '-risk' },
    order: '-risk',
    empty: say('noneOpen'),
    columns: columnsOf(say, speech),
    filters: filtersOf(say, sites, people, here),
    keyOf: ({ id }) => String(id),
    detail: (item) => <Question key={item.id} item={item} />,
    toneOf: ({ settledAt }) => (settledAt === null ? undefined : 'off'),
    actions: <Link to="/watch">{say('limits')}</Link>,
  };
  return (
    <div className="stack">
      <h1>{say('exceptions')}</h1>
      <DataList list={list} />
    </div>
  );
}

function columnsOf(say: Say, { age, language, time }: Speech): readonly Column<ExceptionOnWire>[] {
  return [
    {
      key: 'kind',
      title: say('question'),
      cell: ({ id, kind }) => `#${id} · ${say(kind as ExceptionKind)}`,
    },
    {
      key: 'risk',
      title: say('risk'),
      sort: 'risk',
      isNumber: true,
      cell: ({ risk }) => risk && moneyText(risk.amount, risk.currency, language),
    },
    {
      key: 'unit',
      title: say('unit'),
      cell: ({ unit, sku }) => <span className="number">{unit ? `${unit.sku} ${unit.serial}` : sku}</span>,
    },
    { key: 'observed', title: say('observed'), cell: ({ observed }) => withTimes(observed, time) },
    {
      key: 'recorded',
      title: say('recorded'),
      cell: ({ recorded }) => withTimes(recorded, time),
      isExtra: true,
    },
    { key: 'site', title: say('site'), cell: ({ site }) => <span className="short">{site}</span> },
    { key: 'owner', title: say('owner'), cell: ({ owner }) => owner?.name },
    {
      key: 'openedAt',
      title: say('age'),
      sort: 'openedAt',
      cell: ({ openedAt }) => <span className="short">{age(openedAt)}</span>,
    },
  ];
}

const ages = [1, 7, 30] as const;

function filtersOf(
  say: Say,
  sites: readonly Choice[],
  people: readonly Choice[],
  here: string,
): readonly Filter[] {
  return [
    {
      kind: 'choice',
      key: 'show',
      label: say('show'),
      preset: 'open',
      choices: [
        { value: 'open', label: say('open'), asks: { open: 'true' } },
        { value: 'settled', label: say('settled'), asks: { open: 'false' } },
        { value: 'every', label: say('every'), asks: {} },
      ],
    },
    {
      kind: 'choice',
      key: 'site',
      label: say('site'),
      preset: here,
      choices: [{ value: '*', label: say('allSites'), asks: {} }, ...sites],
    },
    {
      kind: 'choice',
      key: 'kind',
      label: say('question'),
      all: say('anyKind'),
      choices: Object.keys(exceptionKinds).map((kind) => ({
        value: kind,
        label: say(kind as ExceptionKind),
      })),
    },
    {
      kind: 'choice',
      key: 'owner',
      label: say('owner'),
      all: say('anybody'),
      choices: [{ value: 'me', label: say('me') }, { value: 'nobody', label: say('nobody') }, ...people],
    },
    {
      kind: 'choice',
      key: 'olderThanDays',
      label: say('age'),
      all: say('anyAge'),
      choices: ages.map((days) => ({ value: String(days), label: say(`older${days}`) })),
    },
  ];
}
