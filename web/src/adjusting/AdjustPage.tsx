import './adjusting.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { show, shownOf, troubleVerdict } from '../scanning/shown.ts';
import { understand } from '../scanning/understand.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict } from '../scanning/verdict.ts';
import { forgetUnits, useSession } from '../server/queries.ts';
import { mayDo } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { AdjustForm, type Subject } from './AdjustForm.tsx';
import { adjustingWords } from './adjusting-words.ts';
import { LastSeen } from './LastSeen.tsx';

interface Scanned {
  readonly codes: readonly string[];
  readonly input: Evidence;
  /** Each scan is looked up anew. */
  readonly nth: number;
}

/** Puts one thing right: scan it, see who had it last and where, say what is so and why. */
export function AdjustPage() {
  const say = useSliceWords(adjustingWords);
  const speech = useSpeech();
  const session = useSession().data!;
  const site = useDevice().site!;
  const [scanned, setScanned] = useState<Scanned | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['adjust', scanned?.nth, scanned?.codes],
    queryFn: () => understand(scanned!.codes),
    enabled: scanned !== null,
    retry: false,
    gcTime: 0,
  });
  if (!mayDo(session, 'scan', site))
    return (
      <section className="panel">
        <h1>{say('title')}</h1>
        <p>{say('mayNot')}</p>
        <Link to="/adjustments">{say('toList')}</Link>
      </section>
    );
  const subject = found.data && scanned ? subjectOf(found.data) : null;
  const shown = !scanned
    ? null
    : done !== null
      ? show(scanned.codes, plainVerdict('good', say('recorded'), done, say('nextScan')))
      : found.isError
        ? show(scanned.codes, troubleVerdict(found.error, speech))
        : found.data
          ? shownOf(scanned.codes, found.data, null, speech)
          : show(scanned.codes, plainVerdict('wait', speech.say('working'), '', ''));
  return (
    <div className="stack">
      <header>
        <h1>{say('title')}</h1>
        <p className="soft under-title">
          {say('hint')} <Link to="/adjustments">{say('toList')}</Link>
        </p>
      </header>
      <div className="station" data-station="inside">
        <ScanBox
          take={(codes, input) => {
            setDone(null);
            setScanned((before) => ({ codes, input, nth: (before?.nth ?? 0) + 1 }));
          }}
        />
      </div>
      <VerdictCard shown={shown} />
      {scanned && subject && done === null && (
        <div className="adjust-columns">
          {subject.unit && <LastSeen key={subject.unit.id} unit={subject.unit} />}
          <AdjustForm
            key={scanned.nth}
            site={site}
            subject={subject}
            scan={scanned}
            isLead={mayDo(session, 'lead', site)}
            recorded={(sentence) => {
              setDone(sentence);
              forgetUnits();
            }}
          />
        </div>
      )}
    </div>
  );
}

function subjectOf(known: Awaited<ReturnType<typeof understand>>): Subject | null {
  if (known.is === 'unit') return { unit: known.unit, product: null };
  if (known.is === 'product' && !known.product.serialized) return { unit: null, product: known.product };
  return null;
}
