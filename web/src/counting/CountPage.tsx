import { OtherSite } from '../tasks/OtherSite.tsx';
import './counting.css';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { CountOnWire, CountOthersOnWire } from '../../../src/operations/counting/contract.ts';
import { ask } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { type Counter, TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { Approval } from './Approval.tsx';
import { CountActions } from './CountActions.tsx';
import { CountOthers } from './CountOthers.tsx';
import { CountRow } from './CountRow.tsx';
import { CountStation } from './CountStation.tsx';
import { StateChip } from './CountsPage.tsx';
import { CountUnitPanel } from './CountUnitPanel.tsx';
import { type CountUnit, listsOf } from './count-lists.ts';
import { countPath, rereadCount, useCount, useCountOthers, useCountUnits } from './count-queries.ts';
import { countingWords } from './counting-words.ts';
import { Heard } from './Heard.tsx';
import { SpotList } from './SpotList.tsx';
import { scopeText } from './scope-text.ts';

/** One count: the station while it is counted, the differences for the lead, and afterwards what was found. */
export function CountPage() {
  const { number } = useParams({ from: '/counts/$number' });
  const count = useCount(number);
  const units = useCountUnits(number, count.dataUpdatedAt);
  const others = useCountOthers(number, count.dataUpdatedAt);
  const trouble = count.error ?? units.error ?? others.error;
  if (count.data && units.data && others.data)
    return <Count count={count.data} units={units.data} others={others.data} />;
  if (trouble) return <Trouble error={trouble} reset={() => void rereadCount(number)} />;
  return <Loading />;
}

interface CountProps {
  readonly count: CountOnWire;
  readonly units: readonly CountUnit[];
  readonly others: CountOthersOnWire;
}

function Count({ count, units, others }: CountProps) {
  const sayHere = useSliceWords(countingWords);
  const navigate = useNavigate();
  const here = useDevice().site;
  const may = useMay();
  const isCounting = count.state === 'counting';
  const isApproving = count.state === 'counted';
  const [list, setList] = useState(isApproving ? 'missing' : 'found');
  const [selected, setSelected] = useState<number | null>(null);
  const isScanned = isCounting && here === count.site && may('scan', count.site);
  const mayApprove = may('settle', count.site);
  const row = units.find(({ unit }) => unit.id === selected);
  const { tallies, counted, expected } = count;
  async function pause() {
    await ask('POST', `${countPath(count.number)}/steps`, { step: 'pause' });
    await rereadCount(count.number);
    await navigate({ to: '/counts' });
  }
  return (
    <TaskShell
      title={sayHere('title', { number: count.number })}
      about={<About count={count} />}
      counters={useCounters(count)}
      done={tallies ? tallies.found : counted}
      of={expected === null ? 0 : expected - (tallies?.explained ?? 0)}
      workers={count.people}
      station={isScanned ? <CountStation count={count} /> : null}
      questions={
        <>
          {isCounting && here !== count.site && (
            <OtherSite sites={[count.site]} sentence={sayHere('otherSite', { site: count.site })} />
          )}
          {isApproving && <Approval count={count} mayApprove={mayApprove} />}
          {row && (
            <CountUnitPanel
              key={row.unit.id}
              row={row}
              count={count}
              mayApprove={mayApprove}
              close={() => setSelected(null)}
            />
          )}
        </>
      }
      lists={<Lists {...{ count, units, list, setList }} select={setSelected} />}
      actions={<CountActions count={count} />}
      pause={isScanned ? () => void pause() : null}
    >
      {count.tallies && <Heard count={count} mayApprove={mayApprove} />}
      <CountOthers count={count} others={others} mayApprove={mayApprove} />
      <SpotList count={count} mayApprove={mayApprove} />
    </TaskShell>
  );
}

interface ListsProps extends Pick<CountProps, 'count' | 'units'> {
  readonly list: string;
  setList(key: string): void;
  select(unit: number): void;
}

function Lists({ count, units, list, setList, select }: ListsProps) {
  const sayHere = useSliceWords(countingWords);
  const { missing, found, wrong, explained } = listsOf(units);
  const all = [
    {
      key: 'found',
      label: sayHere(count.tallies ? 'found' : 'blindList'),
      rows: found,
      empty: sayHere('nothingFound'),
    },
    {
      key: 'missing',
      label: sayHere(count.state === 'counting' || count.state === 'paused' ? 'toCome' : 'missing'),
      rows: missing,
      empty: sayHere('nothingMissing'),
    },
    { key: 'wrong', label: sayHere('wrong'), rows: wrong, empty: sayHere('nothingWrong') },
    { key: 'explained', label: sayHere('explained'), rows: explained, empty: sayHere('nothingExplained') },
  ];
  return (
    <LiveLists
      chosen={count.tallies ? list : 'found'}
      choose={setList}
      keyOf={({ unit }: CountUnit) => unit.id}
      draw={(one) => <CountRow row={one} select={() => select(one.unit.id)} />}
      lists={count.tallies ? all : all.slice(0, 1)}
    />
  );
}

function About({ count }: { count: CountOnWire }) {
  const { age } = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const { site, scope, holder, startedAt } = count;
  const me = useSession().data?.actor;
  const parts = [
    site,
    scopeText(scope) ?? sayHere('everything'),
    holder.actor === me ? '' : sayHere('withHolder', { name: holder.name }),
    sayHere('since', { age: age(startedAt) }),
  ];
  return (
    <>
      <StateChip row={count} /> {parts.filter((part) => part !== '').join(' · ')}
    </>
  );
}

function useCounters({ tallies, counted, state }: CountOnWire): readonly Counter[] {
  const sayHere = useSliceWords(countingWords);
  if (tallies === null)
    return [{ key: 'counted', label: sayHere('blindList'), count: counted, tone: 'good' }];
  const isRunning = state === 'counting' || state === 'paused';
  const { found, arrived, missing, misplaced, unexpected, unknown, explained } = tallies;
  return [
    { key: 'found', label: sayHere('found'), count: found + arrived, tone: 'good' },
    {
      key: 'missing',
      label: sayHere(isRunning ? 'toCome' : 'missing'),
      count: missing,
      tone: isRunning ? 'info' : 'bad',
    },
    { key: 'wrong', label: sayHere('wrong'), count: misplaced + unexpected, tone: 'ask' },
    { key: 'unknown', label: sayHere('unknown'), count: unknown, tone: 'ask' },
    { key: 'explained', label: sayHere('explained'), count: explained, tone: 'info' },
  ];
}
