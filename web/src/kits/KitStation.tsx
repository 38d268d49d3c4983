import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import type { KitBuiltOnWire, KitOnWire, KitTallyOnWire } from '../../../src/operations/kits/contract.ts';
import { FormEnd } from '../forms/FormEnd.tsx';
import { forgetList } from '../lists/use-list.ts';
import { giveFeedback } from '../scanning/feedback.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { type Shown, show, troubleVerdict } from '../scanning/shown.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict, type Verdict } from '../scanning/verdict.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useAct } from '../shell/use-act.ts';
import { TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { checkKit, type KitPlace } from './kit-queries.ts';
import { kitWords } from './kit-words.ts';

interface Part {
  readonly codes: readonly string[];
  readonly input: Evidence;
  readonly serial: string;
}

interface StationProps {
  readonly place: KitPlace;
  /** The parts list, with nothing scanned. */
  readonly list: KitTallyOnWire;
  readonly choice: ReactNode;
}

/** Parts by scan, each with its tick; when all are there the kit is built in one act. */
export function KitStation({ place, list, choice }: StationProps) {
  const say = useSliceWords(kitWords);
  const navigate = useNavigate();
  const building = useBuilding(place, list);
  const { tally, parts, shown, refused, built } = building;
  const missing = tally.lines.reduce((sum, { quantity, found }) => sum + quantity - found, 0);
  return (
    <TaskShell
      title={say('build')}
      about={say('about', { name: place.sku, sku: `${place.site}/${place.location}` })}
      counters={[
        { key: 'found', label: say('found'), count: parts.length, tone: 'good' },
        { key: 'missing', label: say('missing'), count: missing, tone: 'ask' },
        { key: 'refused', label: say('refused'), count: refused, tone: 'bad' },
      ]}
      done={parts.length}
      of={parts.length + missing}
      workers={[]}
      station={
        <>
          <div className="station" data-station="inside">
            <div className="station-settings">{choice}</div>
            <ScanBox take={building.take} />
          </div>
          <VerdictCard shown={shown} />
        </>
      }
      questions={
        <>
          {built && (
            <p className="panel" role="status">
              <Link to="/kits/$number" params={{ number: built.number }}>
                {say('open', { serial: built.serial })}
              </Link>
            </p>
          )}
          {tally.isComplete && !built && <BuildNow place={place} parts={parts} done={building.done} />}
        </>
      }
      lists={<PartsList tally={tally} parts={parts} putOut={building.putOut} />}
      actions={
        <Button variant="default" onClick={() => void navigate({ to: '/build-kit', search: {} })}>
          {say('another')}
        </Button>
      }
      pause={() => void navigate({ to: '/kits' })}
    />
  );
}

function PartsList({
  tally,
  parts,
  putOut,
}: {
  readonly tally: KitTallyOnWire;
  readonly parts: readonly Part[];
  putOut(part: Part): void;
}) {
  const say = useSliceWords(kitWords);
  const { number } = useSpeech();
  return (
    <div className="scan-columns">
      <section className="panel" aria-labelledby="parts-list">
        <h2 id="parts-list">{say('partsList')}</h2>
        <ul className="plain-list" aria-labelledby="parts-list">
          {tally.lines.map(({ sku, name, serialized, quantity, found }) => (
            <li key={sku} className="kit-line" data-complete={found === quantity}>
              {found === quantity ? <CircleCheck aria-label={say('tick')} /> : <CircleDashed aria-hidden />}
              <span>
                <strong>{name}</strong>
                <br />
                <span className="soft number">{sku}</span>
              </span>
              <span>
                {serialized
                  ? say('of', { found: number(found), quantity: number(quantity) })
                  : say('pieces', { quantity: number(quantity) })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {parts.length > 0 && (
        <section className="panel" aria-labelledby="scanned-parts">
          <h2 id="scanned-parts">{say('scanned')}</h2>
          <ul className="plain-list" aria-labelledby="scanned-parts">
            {parts.map((part) => (
              <li key={part.serial} className="kit-line">
                <span className="number">{part.serial}</span>
                <Button
                  variant="default"
                  aria-label={say('putOut', { serial: part.serial })}
                  onClick={() => putOut(part)}
                >
                  <X size={18} aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function BuildNow({
  place,
  parts,
  done,
}: {
  readonly place: KitPlace;
  readonly parts: readonly Part[];
  done(kit: KitOnWire): void;
}) {
  const say = useSliceWords(kitWords);
  // The same however often it is sent, as long as it is the same kit.
  const [request] = useState(() => crypto.randomUUID());
  const act = useAct(async (serial: string) => {
    const body = {
      ...{ request, ...place },
      parts: parts.map(({ codes, input }) => ({ codes, input })),
      ...(serial === '' ? {} : { serial }),
    };
    const told = await ask<KitBuiltOnWire>('POST', '/api/kits', body);
    if (!told.kit) throw new Error(told.sentence ?? '');
    done(told.kit);
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(String(new FormData(event.currentTarget).get('serial')).trim());
  }
  return (
    <form className="panel stack" aria-labelledby="all-there" onSubmit={submit}>
      <h2 id="all-there">{say('allThere')}</h2>
      <TextInput
        name="serial"
        label={say('own')}
        description={say('ownHint')}
        maxLength={64}
        autoComplete="off"
      />
      <FormEnd submit={say('buildNow')} isBusy={act.isBusy} problem={act.problem} />
    </form>
  );
}

/** The server judges each part as it would go in; what it refuses is not kept. One scan after the other. */
function useBuilding(place: KitPlace, list: KitTallyOnWire) {
  const say = useSliceWords(kitWords);
  const speech = useSpeech();
  const [parts, setParts] = useState<readonly Part[]>([]);
  const [tally, setTally] = useState(list);
  const [shown, setShown] = useState<Shown | null>(null);
  const [refused, setRefused] = useState(0);
  const [built, setBuilt] = useState<KitOnWire | null>(null);
  const kept = useRef<readonly Part[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());

  function keep(now: readonly Part[], counted: KitTallyOnWire): void {
    kept.current = now;
    setParts(now);
    setTally(counted);
  }

  function tell(codes: readonly string[], verdict: Verdict): void {
    giveFeedback(verdict.tone);
    setShown(show(codes, verdict));
  }

  async function look(codes: readonly string[], input: Evidence): Promise<void> {
    setBuilt(null);
    setShown(show(codes, plainVerdict('wait', speech.say('working'), '', '')));
    const asked = await checkKit(place, [...kept.current, { codes }]);
    const answer = asked.parts.at(-1)!;
    if (answer.code === 'same_unit_twice')
      return tell(codes, plainVerdict('ask', say('already'), say('alreadyHint'), say('nextPart')));
    if (answer.code !== null || !answer.unit) {
      setRefused((count) => count + 1);
      return tell(codes, plainVerdict('bad', say('cannot'), answer.sentence ?? '', ''));
    }
    const { serial, sku } = answer.unit;
    keep([...kept.current, { codes, input, serial }], asked);
    const line = asked.lines.find((one) => one.sku === sku);
    const gaps = { name: line?.name ?? sku, found: line?.found ?? 0, quantity: line?.quantity ?? 0 };
    tell(
      codes,
      plainVerdict('good', say('goesIn'), say('left', gaps), say(asked.isComplete ? 'allThere' : 'nextPart')),
    );
  }

  async function putOut(part: Part): Promise<void> {
    const rest = kept.current.filter((one) => one !== part);
    keep(rest, await checkKit(place, rest));
  }

  const inTurn = (codes: readonly string[], job: () => Promise<void>) => {
    queue.current = queue.current.then(job).catch((error) => tell(codes, troubleVerdict(error, speech)));
  };

  return {
    ...{ parts, tally, shown, refused, built },
    take: (codes: readonly string[], input: Evidence) => inTurn(codes, () => look(codes, input)),
    putOut: (part: Part) => inTurn(part.codes, () => putOut(part)),
    done(kit: KitOnWire) {
      forgetUnits();
      forgetList('kits');
      setBuilt(kit);
      keep([], list);
      const told = { name: kit.name, serial: kit.serial, spot: kit.location };
      tell([kit.serial], plainVerdict('good', say('builtWord'), say('builtAs', told), say('next')));
    },
  };
}
