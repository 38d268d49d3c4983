import './putaway.css';
import '../sites/sites.css';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../server/queries.ts';
import { mayDo } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords } from '../words/words.ts';
import { LayStation } from './LayStation.tsx';
import { putawayWords } from './putaway-words.ts';
import { WholeSpot } from './WholeSpot.tsx';

export type Way = 'put_away' | 'move_spot' | 'whole';
const ways = ['put_away', 'move_spot', 'whole'] as const;

/** Bin, units, bin: puts away what came in, moves units, or all that lies at a spot. */
export function PutawayPage() {
  const say = useSliceWords(putawayWords);
  const session = useSession().data!;
  const site = useDevice().site!;
  const [way, setWay] = useState<Way>('put_away');
  if (!mayDo(session, 'scan', site))
    return (
      <section className="panel">
        <h1>{say('title')}</h1>
        <p>{say('mayNot')}</p>
      </section>
    );
  const choice = (
    <SegmentedControl
      className="ways"
      value={way}
      onChange={setWay}
      aria-label={say('way')}
      data={ways.map((value) => ({ value, label: say(value) }))}
    />
  );
  return way === 'whole' ? (
    <WholeSpot key={site} site={site} choice={choice} />
  ) : (
    <LayStation key={`${site} ${way}`} site={site} move={way} choice={choice} />
  );
}
