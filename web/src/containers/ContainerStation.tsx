import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ContainerMovedOnWire, ContainerOnWire } from '../../../src/operations/containers/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { spotScan } from '../putaway/spot-scans.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { troubleVerdict } from '../scanning/shown.ts';
import { type Doing, type TakeScan, useScanning } from '../scanning/use-scanning.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict } from '../scanning/verdict.ts';
import { forgetUnits, useLocations } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import {
  containerCalled,
  containerCodeOf,
  isSurelyContainer,
  moveTo,
  place,
  rereadContainer,
} from './container-queries.ts';
import { containerWords } from './container-words.ts';

const ways = ['in', 'out', 'move'] as const;
export type Way = (typeof ways)[number];

interface StationProps {
  readonly container: ContainerOnWire;
  readonly way: Way;
  choose(way: Way): void;
  readonly station: ReturnType<typeof useContainerScans>;
}

/** The scan box of one container: units in, units out, or the whole to another spot. */
export function ContainerStation({ container, way, choose, station }: StationProps) {
  const say = useSliceWords(containerWords);
  const { shown, other, stay } = station;
  return (
    <>
      <div className="station" data-station="inside">
        <SegmentedControl
          className="ways"
          value={way}
          onChange={choose}
          aria-label={say('way')}
          data={ways.map((value) => ({ value, label: say(value) }))}
        />
        <ScanBox take={station.take} />
        <p className="station-hint">{say(`${way}Hint`, { spot: container.location })}</p>
      </div>
      <VerdictCard shown={shown} />
      {other && (
        <section className="panel stack" aria-labelledby="in-another">
          <h2 id="in-another">{say('otherTitle', { container: other.from })}</h2>
          <p>{say('otherHint')}</p>
          <div className="moves">
            <Button onClick={() => station.takeOver(other)}>
              {say('takeOver', { number: container.number })}
            </Button>
            <Button variant="default" onClick={station.leave}>
              {say('leaveIt')}
            </Button>
          </div>
        </section>
      )}
      {stay && <Stay stay={stay} from={container.location} go={station.leaveRest} leave={station.leave} />}
    </>
  );
}

interface Staying {
  readonly spot: string;
  readonly refused: ContainerMovedOnWire['refused'];
}

interface StayProps {
  readonly stay: Staying;
  readonly from: string;
  go(spot: string): void;
  leave(): void;
}

/** What may not go to the new spot: nothing has moved until somebody says what becomes of it. */
function Stay({ stay: { spot, refused }, from, go, leave }: StayProps) {
  const say = useSliceWords(containerWords);
  return (
    <section className="panel stack" aria-labelledby="what-stays">
      <h2 id="what-stays">{say('stayTitle')}</h2>
      <p>{say('stayHint', { spot })}</p>
      <ul className="plain-list container-stays">
        {refused.map(({ unit, sentence }) => (
          <li key={unit.id}>
            <span className="number">{unit.serial}</span> {sentence}
          </li>
        ))}
      </ul>
      <div className="moves">
        <Button onClick={() => go(spot)}>{say('leaveHere', { spot: from })}</Button>
        <Button variant="default" onClick={leave}>
          {say('leaveIt')}
        </Button>
      </div>
    </section>
  );
}

interface Other {
  readonly from: string;
  readonly doing: Doing;
}

/** What is scanned at the station: `count` is told what became of each. */
export function useContainerScans(
  container: ContainerOnWire,
  way: Way,
  count: (what: 'packed' | 'taken' | 'refused') => void,
) {
  const { number, site, location } = container;
  const say = useSliceWords(containerWords);
  const speech = useSpeech();
  const spots = useLocations(site).data?.items ?? [];
  const [other, setOther] = useState<Other | null>(null);
  const [stay, setStay] = useState<Staying | null>(null);
  const leave = () => {
    setOther(null);
    setStay(null);
  };
  const scanning = useScanning({
    site,
    location,
    move: 'move_spot',
    ...(way === 'in' ? { document: { kind: 'container', number } } : {}),
    onAnswer(answer: ScanAnswer, doing: Doing) {
      const isDone = answer.outcome === 'recorded';
      const from = answer.facts.find(({ name }) => name === 'container')?.value;
      setStay(null);
      setOther(answer.code === 'in_another_container' && from ? { from, doing } : null);
      if (isDone) count(way === 'in' ? 'packed' : 'taken');
      else if (answer.outcome === 'refused') count('refused');
      if (isDone || answer.code === 'container_elsewhere') void rereadContainer(number);
    },
  });
  const { tell } = scanning;
  const trouble = (codes: readonly string[]) => (error: unknown) =>
    tell(codes, troubleVerdict(error, speech));

  async function putInto(codes: readonly string[], inner: string, outer: string): Promise<void> {
    const { moved, refused } = await place(inner, outer);
    await rereadContainer(number);
    forgetUnits();
    const [first] = refused;
    if (first) return tell(codes, plainVerdict('bad', first.unit.serial, first.sentence, say('next')));
    const told = { number: inner, into: outer, count: speech.number(moved) };
    tell(
      codes,
      plainVerdict('good', outer, say(outer === number ? 'packedBox' : 'putInto', told), say('next')),
    );
  }

  async function go(codes: readonly string[], spot: string, leaveRest: boolean): Promise<void> {
    const { moved, refused } = await moveTo(number, spot, leaveRest ? { leaveRest } : {});
    await rereadContainer(number);
    forgetUnits();
    const isStuck = moved === 0 && refused.length > 0 && !leaveRest;
    setStay(isStuck ? { spot, refused } : null);
    const sentence = isStuck
      ? say('stayOne', { count: speech.number(refused.length) })
      : say(moved === 0 ? 'movedEmpty' : 'movedTo', { count: speech.number(moved), spot });
    tell(codes, plainVerdict(isStuck ? 'ask' : 'good', spot, sentence, isStuck ? '' : say('next')));
  }

  /** In moving: a spot, or the container that it goes into. */
  async function takeTarget(codes: readonly string[]): Promise<void> {
    const spot = spotScan(codes, site, spots);
    if (spot?.is === 'spot') return go(codes, spot.spot.code, false);
    const code = spot === null ? containerCodeOf(codes) : null;
    const outer = code === null ? null : await containerCalled(code);
    if (outer) return putInto(codes, number, outer.number);
    tell(codes, plainVerdict('bad', say('notASpot'), say('notASpotHint', { site }), ''));
  }

  const take: TakeScan = (codes, input) => {
    leave();
    if (way === 'move') return void takeTarget(codes).catch(trouble(codes));
    if (spotScan(codes, site, spots)?.is === 'spot')
      return tell(codes, plainVerdict('ask', say('isSpot'), say('isSpotHint'), ''));
    const code = way === 'in' && isSurelyContainer(codes) ? containerCodeOf(codes) : null;
    if (code === null) return scanning.take(codes, input);
    void putInto(codes, code, number).catch(trouble(codes));
  };

  return {
    ...scanning,
    take,
    other,
    stay,
    leave,
    leaveRest: (spot: string) => void go([spot], spot, true).catch(trouble([spot])),
    takeOver({ from, doing }: Other) {
      setOther(null);
      void scanning.perform({ ...doing, details: { from } });
    },
  };
}
