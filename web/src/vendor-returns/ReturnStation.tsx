import { NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import type { ListedOnWire } from '../../../src/operations/vendor-returns/contract.ts';
import { giveFeedback } from '../scanning/feedback.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { type Shown, show, troubleVerdict } from '../scanning/shown.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict } from '../scanning/verdict.ts';
import { ask } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadReturn, returnPath } from './return-queries.ts';
import { reasonNames, vendorReturnsWords, wishNames } from './vendor-returns-words.ts';

/** As many as one request may hold. */
const thingsMax = 500;

/** The scan box that fills a return: each scan puts one unit on it, a carton's label all that it was announced with. */
export function ReturnStation({ number, supplier }: { number: string; supplier: string }) {
  const say = useSliceWords(vendorReturnsWords);
  const speech = useSpeech();
  const [reason, setReason] = useState<string>('defective');
  const [wants, setWants] = useState<string>('credit');
  const [note, setNote] = useState('');
  const [shown, setShown] = useState<Shown | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());

  function tell(things: readonly (readonly string[])[], items: readonly ListedOnWire[]) {
    const verdict = verdictOf(items);
    setShown(show(items.length === 1 ? things[0]! : [`${items.length}`], verdict));
    giveFeedback(verdict.tone);
  }

  function verdictOf(items: readonly ListedOnWire[]) {
    const no = items.find(({ outcome }) => outcome === 'refused');
    const listed = items.filter(({ outcome }) => outcome === 'listed').length;
    const [only] = items;
    if (items.length > 1)
      return plainVerdict(
        no ? 'ask' : 'good',
        say('listedCount', { count: speech.number(listed) }),
        no ? `${no.unit?.serial ?? no.codes.join(' ')}: ${no.sentence}` : '',
        say('scanOn'),
      );
    if (no) return plainVerdict('bad', say('notListed'), no.sentence, say('setAside'));
    const name = only?.unit ? `${only.unit.sku} ${only.unit.serial}` : '';
    const isNew = only?.outcome === 'listed';
    return plainVerdict(isNew ? 'good' : 'info', say(isNew ? 'isListed' : 'wasListed'), name, say('scanOn'));
  }

  async function put(things: readonly (readonly string[])[], input: Evidence) {
    const body = {
      things: things.map((codes) => ({ codes })),
      ...{ input, reason, wants },
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    };
    try {
      const path = `${returnPath(number)}/units`;
      const { items } = await ask<{ items: readonly ListedOnWire[] }>('POST', path, body);
      tell(things, items);
      await rereadReturn(number);
    } catch (error) {
      const verdict = troubleVerdict(error, speech);
      setShown(show(things[0] ?? [], verdict));
      giveFeedback(verdict.tone);
    }
  }

  /** One after the other: nothing that is scanned meanwhile is lost. */
  function take(things: readonly (readonly string[])[], input: Evidence): void {
    queue.current = queue.current.then(async () => {
      for (let at = 0; at < things.length; at += thingsMax)
        await put(things.slice(at, at + thingsMax), input);
    });
  }

  return (
    <>
      <div className="station" data-station="outbound">
        <div className="station-settings">
          <NativeSelect
            label={say('reason')}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            data={reasonNames.map((value) => ({ value, label: say(`reason_${value}`) }))}
          />
          <NativeSelect
            label={say('wants')}
            value={wants}
            onChange={({ currentTarget }) => setWants(currentTarget.value)}
            data={wishNames.map((value) => ({ value, label: say(`wants_${value}`) }))}
          />
          <TextInput
            label={say('remark')}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
            maxLength={200}
            autoComplete="off"
          />
        </div>
        <ScanBox
          take={(codes, input) => take([codes], input)}
          takeList={(lines) =>
            take(
              lines.map((line) => [line]),
              'pasted',
            )
          }
        />
        <p className="station-hint">{say('stationHint', { supplier })}</p>
      </div>
      <VerdictCard shown={shown} />
    </>
  );
}
