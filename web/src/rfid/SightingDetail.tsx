import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SightingOnWire } from '../../../src/operations/rfid/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import '../shell/acting.css';
import { rfidWords } from './rfid-words.ts';

/** A unit that was heard: where else, and what one may do about it. */
export function SightingDetail({ sighting }: { sighting: SightingOnWire }) {
  const say = useSliceWords(rfidWords);
  const { unit, otherSpots } = sighting;
  const id = String(unit);
  return (
    <div className="act-panel">
      {otherSpots > 0 && (
        <p className="soft">
          {otherSpots === 1 ? say('oneOtherSpot') : say('otherSpots', { count: otherSpots })}
        </p>
      )}
      {sighting.waitsFor !== null && <Awaited sighting={sighting} />}
      <div className="acts">
        <Link to="/rfid/find" search={{ units: id }}>
          {say('lookFor')}
        </Link>
        <Link to="/units/$id" params={{ id }}>
          {say('openUnit')}
        </Link>
      </div>
    </div>
  );
}

/** A read is a proposal: a person who has the thing before him makes it a scan. */
function Awaited({ sighting: { unit, place, waitsFor, document } }: { sighting: SightingOnWire }) {
  const say = useSliceWords(rfidWords);
  const may = useMay();
  const [site = '', location] = place.split('/');
  const [id] = useState(() => scanId(Date.now()));
  const [no, setNo] = useState<string | null>(null);
  const receive = useAct(async () => {
    const scans = [{ id, codes: [`UNIT:${unit}`], input: 'rfid' }];
    const on = document === null ? {} : { document };
    const body = { move: waitsFor, site, location, ...on, scans };
    const { answers } = await ask<{ readonly answers: readonly ScanAnswer[] }>('POST', '/api/scans', body);
    const [answer] = answers;
    setNo(answer?.outcome === 'recorded' || answer?.outcome === 'repeated' ? null : (answer?.sentence ?? ''));
    forgetUnits();
    forgetList('sightings');
  });
  const [isDone, setDone] = useState(false);
  if (isDone && no === null) return <p role="status">{say('receivedNow')}</p>;
  if (!may('scan', site)) return <p className="soft">{say('mayNotReceive', { site })}</p>;
  return (
    <>
      <p>
        {say(`waitsFor_${waitsFor!}`)} {document && <span className="number">{document.number}</span>}
      </p>
      {no !== null && <p role="alert">{no}</p>}
      <ProblemNote problem={receive.problem} />
      <Button loading={receive.isBusy} onClick={() => void receive.run().then(setDone)}>
        {say('receiveIt')}
      </Button>
    </>
  );
}
