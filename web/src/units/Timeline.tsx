import { photosOf } from '../../../src/domain/photos.ts';
import { PhotoStrip } from '../photos/PhotoStrip.tsx';
import type { UnitEvent } from '../server/wire.ts';
import { type Speech, useSpeech } from '../words/words.ts';

/** A unit's life, the newest first, in plain words; what was corrected stays, crossed out, beside its correction. */
export function Timeline({ events }: { events: readonly UnitEvent[] }) {
  return (
    <ol className="timeline" reversed>
      {events.toReversed().map((event) => (
        <Moment key={event.seq} event={event} />
      ))}
    </ol>
  );
}

function Moment({ event }: { event: UnitEvent }) {
  const speech = useSpeech();
  const { say, words, time, word } = speech;
  return (
    <li id={`event-${event.seq}`} data-annulled={event.annulledBy !== null}>
      <h3>{words.done[event.move]}</h3> <span className="chip">{words.evidence[event.evidence]}</span>
      <p className="soft">
        <time dateTime={event.at ?? event.recordedAt}>{time(event.at ?? event.recordedAt)}</time>{' '}
        {say('atSpot', { spot: event.spot })} {say('byActor', { actor: event.actor })}
        {event.device && ` ${say('withDevice', { device: event.device.name })}`}
      </p>
      {changesOf(event, speech).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {event.annuls !== null && (
        <p>
          <a href={`#event-${event.annuls}`}>{say('corrects', { seq: event.annuls })}</a>
        </p>
      )}
      {event.annulledBy !== null && (
        <p>
          <a href={`#event-${event.annulledBy}`}>{say('corrected', { seq: event.annulledBy })}</a>
        </p>
      )}
      {Object.entries(event.details ?? {})
        .filter(([, value]) => typeof value === 'string' && value !== '')
        .map(([name, value]) => (
          <p key={name} className="soft">
            {word('field', name)}: {String(value)}
          </p>
        ))}
      <PhotoStrip hashes={photosOf(event.details)} />
      <details>
        <summary className="soft">
          {say('forCurious')} · #{event.seq} · <span className="number">{event.hash.slice(0, 12)}…</span>
        </summary>
        <pre className="raw">{JSON.stringify(event, null, 2)}</pre>
      </details>
    </li>
  );
}

function changesOf(event: UnitEvent, { say, words, hold }: Speech): readonly string[] {
  const become = (fact: string, value: string | null) =>
    value === null ? [] : [say('becomes', { fact, value })];
  const facts = [
    ...become(say('status'), event.status && words.status[event.status]),
    ...become(say('place'), event.place),
    ...become(say('condition'), event.condition && words.condition[event.condition]),
    ...become(say('owner'), event.owner),
    ...become(say('use'), event.use && words.use[event.use]),
  ];
  const holds = event.holds.map(({ key, change }) =>
    say(change === 'place' ? 'holdPlaced' : 'holdLifted', { hold: hold(String(key)) }),
  );
  const document = event.document ? [`${event.document.kind} ${event.document.number}`] : [];
  return [[...facts, ...holds, ...document].join(' · ')].filter((line) => line !== '');
}
