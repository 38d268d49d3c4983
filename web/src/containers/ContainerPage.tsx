import './containers.css';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type {
  ContainerHappeningOnWire,
  ContainerUnitOnWire,
} from '../../../src/operations/containers/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { LastScans } from '../scanning/LastScans.tsx';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { OtherSite } from '../tasks/OtherSite.tsx';
import { TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { ContainerStation, useContainerScans, type Way } from './ContainerStation.tsx';
import { breakUp, place, rereadContainer, useContainer, type WholeContainer } from './container-queries.ts';
import { containerWords } from './container-words.ts';

/** One container: what is in it, what became of it, and the station that packs, takes out and moves. */
export function ContainerPage() {
  const { number } = useParams({ from: '/containers/$number' });
  const whole = useContainer(number);
  if (whole.data) return <Container key={number} {...whole.data} />;
  if (whole.error) return <Trouble error={whole.error} reset={() => void whole.refetch()} />;
  return <Loading />;
}

type Row =
  | { readonly unit: ContainerUnitOnWire }
  | { readonly did: ContainerHappeningOnWire; readonly nth: number };

function Container({ container, units, history }: WholeContainer) {
  const { number, site, allUnits, containers, brokenAt, parent } = container;
  const say = useSliceWords(containerWords);
  const navigate = useNavigate();
  const here = useDevice().site;
  const may = useMay();
  const [list, setList] = useState('content');
  const [done, setDone] = useState({ packed: 0, taken: 0, refused: 0 });
  const [way, setWay] = useState<Way>('in');
  const station = useContainerScans(container, way, (what) =>
    setDone((before) => ({ ...before, [what]: before[what] + 1 })),
  );
  const isOpen = brokenAt === null;
  const works = isOpen && here === site && may('scan', site);
  return (
    <TaskShell
      title={<span className="number">{number}</span>}
      about={<About {...container} />}
      counters={[
        { key: 'units', label: say('count'), count: allUnits, tone: 'info' },
        { key: 'boxes', label: say('boxes'), count: containers },
        { key: 'packed', label: say('packedNow'), count: done.packed, tone: 'good' },
        { key: 'taken', label: say('takenNow'), count: done.taken, tone: 'ask' },
        { key: 'refused', label: say('refused'), count: done.refused, tone: 'bad' },
      ]}
      done={0}
      of={0}
      workers={[]}
      station={
        works ? <ContainerStation container={container} way={way} choose={setWay} station={station} /> : null
      }
      questions={
        isOpen && here !== site && may('scan', site) ? (
          <OtherSite sites={[site]} sentence={say('atOther', { site })} />
        ) : null
      }
      lists={
        <div className="scan-columns">
          <LiveLists
            chosen={list}
            choose={setList}
            keyOf={(row: Row) => ('unit' in row ? row.unit.unit.id : `did ${row.nth}`)}
            draw={(row) =>
              'unit' in row ? <UnitRow row={row.unit} of={number} /> : <DidRow did={row.did} />
            }
            lists={[
              {
                key: 'content',
                label: say('content'),
                rows: units.map((unit) => ({ unit })),
                empty: say('empty'),
              },
              {
                key: 'history',
                label: say('history'),
                rows: history.map((did, nth) => ({ did, nth })),
                empty: say('empty'),
              },
            ]}
          />
          {works && <LastScans entries={station.entries} undo={station.undo} />}
        </div>
      }
      actions={
        works ? (
          <>
            {parent !== null && (
              <Confirmed
                label={say('takeOff', { parent })}
                confirm={async () => {
                  await place(number, null);
                  await rereadContainer(number);
                }}
              />
            )}
            <Confirmed
              label={say('breakUp')}
              hint={say('breakHint', { count: container.units, spot: container.location })}
              isDangerous
              confirm={() => tryBreaking(number)}
            />
          </>
        ) : null
      }
      pause={() => void navigate({ to: '/containers' })}
    />
  );
}

async function tryBreaking(number: string): Promise<void> {
  const { refused } = await breakUp(number);
  await rereadContainer(number);
  const [first] = refused;
  if (first) throw new Error(`${first.unit.serial}: ${first.sentence}`);
}

function About({ kind, site, location, parent, brokenAt }: WholeContainer['container']) {
  const say = useSliceWords(containerWords);
  const { age } = useSpeech();
  return (
    <>
      {say('about', { kind: say(kind), spot: `${site}/${location}` })}
      {parent !== null && (
        <>
          {' · '}
          <Link to="/containers/$number" params={{ number: parent }}>
            {say('standsIn', { parent })}
          </Link>
        </>
      )}
      {brokenAt !== null && ` · ${say('isBroken', { age: age(brokenAt) })}`}
    </>
  );
}

function UnitRow({
  row: { unit, name, container, since, packedBy },
  of,
}: {
  row: ContainerUnitOnWire;
  of: string;
}) {
  const say = useSliceWords(containerWords);
  const { time } = useSpeech();
  const facts = [
    name,
    container === of ? '' : say('via', { container }),
    say('since', { time: time(since), who: packedBy }),
  ];
  return (
    <Link to="/units/$id" params={{ id: String(unit.id) }} className="container-row">
      <span className="number">{unit.serial}</span>
      <span className="soft">{facts.filter((fact) => fact !== '').join(' · ')}</span>
    </Link>
  );
}

function DidRow({
  did: { what, unit, at, by, location, container, units, move },
}: {
  did: ContainerHappeningOnWire;
}) {
  const say = useSliceWords(containerWords);
  const { time, word, number } = useSpeech();
  const gaps = {
    place: location ?? '',
    other: container ?? '',
    units: number(units),
    move: move === null ? '' : word('move', move),
  };
  return (
    <div className="container-row">
      <span>
        {unit && <span className="number">{unit.serial} </span>}
        {say(`did_${what}`, gaps)}
      </span>
      <span className="soft">{`${time(at)} · ${by}`}</span>
    </div>
  );
}
