import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Move } from '../../../src/domain/lifecycle.ts';
import { useLocations, useSession } from '../server/queries.ts';
import { mayDo } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { CannotRead } from './CannotRead.tsx';
import { Choices } from './Choices.tsx';
import { LastScans } from './LastScans.tsx';
import { type Rights, stationMoves } from './moves-now.ts';
import { ScanBox } from './ScanBox.tsx';
import { scanningWords } from './scanning-words.ts';
import type { Shown } from './shown.ts';
import { stationOf } from './station.ts';
import { UnitMoves } from './UnitMoves.tsx';
import { useScanning } from './use-scanning.ts';
import { VerdictCard } from './VerdictCard.tsx';
import { WaitingScans } from './WaitingScans.tsx';

const ContainerSeen = lazy(() =>
  import('../containers/ContainerSeen.tsx').then((part) => ({ default: part.ContainerSeen })),
);

/** Scan anything: what it is, what one may do with it now, and the verdict on what was done. */
export function ScanPage() {
  const { say } = useSpeech();
  const session = useSession().data!;
  const site = useDevice().site!;
  const [chosen, setMove] = useState<Move | null>(null);
  const [location, setLocation] = useState<string | null>(null);
  const rights = { scan: mayDo(session, 'scan', site), lead: mayDo(session, 'lead', site) };
  const move = rights.scan ? chosen : null;
  const { shown, entries, take, perform, undo } = useScanning({ site, location, move });
  return (
    <>
      <h1 className="hidden">{say('scan')}</h1>
      <div className="station" data-station={move === null ? 'look' : stationOf(move)}>
        <StationSettings {...{ site, rights, move, setMove, location, setLocation }} />
        <ScanBox take={take} />
      </div>
      <CannotRead site={site} />
      <WaitingScans by={session} />
      <div className="scan-columns">
        <div className="stack">
          <VerdictCard shown={shown} ready={{ word: say('scanReady'), sentence: say('scanReadyHint') }} />
          {shown && <Next {...{ shown, rights, site, take, perform }} />}
        </div>
        <LastScans entries={entries} undo={rights.scan ? undo : null} />
      </div>
    </>
  );
}

type Scanning = ReturnType<typeof useScanning>;

interface NextProps extends Pick<Scanning, 'take' | 'perform'> {
  readonly shown: Shown;
  readonly rights: Rights;
  readonly site: string;
}

/** What can be done about what was scanned. */
function Next({ shown, rights, site, take, perform }: NextProps) {
  const { say, words } = useSpeech();
  const { unit, candidates, explained, newCodes, codes, input, container } = shown;
  if (container)
    return (
      <Suspense>
        <ContainerSeen container={container} />
      </Suspense>
    );
  if (unit)
    return (
      <>
        <UnitMoves
          unit={unit}
          rights={rights}
          site={site}
          perform={(move, details, location) => {
            const where = location === undefined ? {} : { location };
            return perform({ move, codes, input, details, seen: unit.seq, ...where });
          }}
        />
        <p>
          <Link to="/units/$id" params={{ id: String(unit.id) }}>
            {say('openUnit')}: {unit.sku} {unit.serial}
          </Link>
        </p>
      </>
    );
  return (
    <>
      {candidates.length > 0 && (
        <Choices
          title={say('candidates')}
          choices={candidates.map(({ sku, serial, name, status, id }) => ({
            key: String(id),
            code: serial,
            label: `${sku} ${serial}`,
            // Several units have this serial: only the unit's own code says which.
            taken: `UNIT:${id}`,
            said: `${sku} · ${name} · ${words.status[status]}`,
            id,
          }))}
          take={take}
        />
      )}
      {explained.length > 0 && (
        <Choices
          title={say('maybe')}
          choices={explained.slice(0, 8).map(({ sentence, number, unit, kind }, nth) => ({
            key: `${nth} ${kind}`,
            code: number,
            label: number,
            taken: number,
            said: sentence,
            id: unit?.id ?? null,
          }))}
          take={take}
        />
      )}
      {newCodes && (
        <UnitMoves
          unit={{ status: 'none', holds: [], see: null }}
          rights={rights}
          site={site}
          perform={(move, details, location) => {
            const where = location === undefined ? {} : { location };
            return perform({ move, codes: newCodes, input, details, ...where });
          }}
        />
      )}
    </>
  );
}

interface SettingsProps {
  readonly site: string;
  readonly rights: Rights;
  readonly move: Move | null;
  setMove(move: Move | null): void;
  readonly location: string | null;
  setLocation(location: string | null): void;
}

function StationSettings({ site, rights, move, setMove, location, setLocation }: SettingsProps) {
  const { say, words } = useSpeech();
  const sayHere = useSliceWords(scanningWords);
  const { data } = useLocations(site);
  const spots = (data?.items ?? []).filter(({ active }) => active);
  return (
    <div className="station-settings">
      <NativeSelect
        label={say('eachScan')}
        disabled={!rights.scan}
        {...(rights.scan ? {} : { description: sayHere('mayNotScan') })}
        value={move ?? ''}
        onChange={({ currentTarget }) =>
          setMove(currentTarget.value === '' ? null : (currentTarget.value as Move))
        }
        data={[
          { value: '', label: say('onlyLook') },
          ...stationMoves.map((value) => ({ value, label: words.move[value] })),
        ]}
      />
      <NativeSelect
        label={say('spot')}
        value={location ?? ''}
        onChange={({ currentTarget }) => setLocation(currentTarget.value === '' ? null : currentTarget.value)}
        data={[
          { value: '', label: say('anySpot') },
          ...spots.map(({ code, name }) => ({
            value: code,
            label: name === code ? code : `${code} · ${name}`,
          })),
        ]}
      />
    </div>
  );
}
