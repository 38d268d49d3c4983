import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import type { ReceiptOnWire, ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { type Doing, useScanning } from '../scanning/use-scanning.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { useLocations } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { BulkReceive } from './BulkReceive.tsx';
import { CartonLeft } from './Cartons.tsx';
import { useCartonScans } from './carton-scans.ts';
import { type Damage, DamageMode } from './DamageMode.tsx';
import { refreshReceipt, rereadReceipt } from './receipt-queries.ts';
import type { ReceiptUnit } from './receipt-units.ts';
import { receivingWords } from './receiving-words.ts';
import { ScanQuestion } from './ScanQuestion.tsx';

interface StationProps {
  readonly receipt: ReceiptOnWire;
  readonly progress: ReceiptProgressOnWire;
  readonly units: readonly ReceiptUnit[];
  onScanned(): void;
}

/** An answer that asks for a word more, and what was done to get it. */
export interface Asked {
  readonly answer: ScanAnswer;
  readonly doing: Doing;
}

/** The scan box at the dock: each scan takes one unit in, on the receipt. */
export function ReceiptStation({ receipt, progress, units, onScanned }: StationProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const { number, site } = receipt;
  const spots = useSpots(site);
  const [chosen, setSpot] = useState<string | null>(null);
  const [damage, setDamage] = useState<Damage | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [lines, setLines] = useState<readonly string[] | null>(null);
  const spot = chosen ?? spots.find(({ kind }) => kind === 'dock')?.code ?? null;
  const apart = spots.find(({ kind }) => kind === 'quarantine')?.code ?? spot;

  const cartons = useCartonScans(number, spot);

  function onAnswer(answer: ScanAnswer, doing: Doing): void {
    onScanned();
    cartons.close();
    setAsked(answer.outcome === 'refused' ? { answer, doing } : null);
    if (answer.outcome !== 'recorded') return;
    if (doing.details?.damage !== undefined) setDamage(null);
    void (doing.move === 'receive' ? refreshReceipt(number) : rereadReceipt(number));
  }

  const { shown, take, perform } = useScanning({
    site,
    location: damage === null ? spot : apart,
    move: 'receive',
    document: { kind: 'receipt', number },
    details: damage === null ? undefined : detailsOf(damage),
    onAnswer,
  });

  /** A carton’s label is a scan of everything in it. */
  function takeAny(codes: readonly string[], input: Evidence): void {
    if (cartons.take(codes, input)) return;
    cartons.close();
    take(codes, input);
  }

  return (
    <>
      <div className="station" data-station="inbound">
        <div className="station-settings">
          <NativeSelect
            label={say('spot')}
            value={spot ?? ''}
            onChange={({ currentTarget }) => setSpot(currentTarget.value === '' ? null : currentTarget.value)}
            data={spots.map(({ code, name }) => ({
              value: code,
              label: name === code ? code : `${code} · ${name}`,
            }))}
          />
          <DamageMode damage={damage} apart={apart} change={setDamage} />
        </div>
        <ScanBox take={takeAny} takeList={setLines} />
      </div>
      <VerdictCard shown={cartons.opened?.shown ?? shown} />
      {cartons.opened?.answer && <CartonLeft answer={cartons.opened.answer} />}
      {asked && (
        <ScanQuestion
          key={asked.answer.id}
          asked={asked}
          products={progress.lines}
          units={units}
          apart={apart}
          perform={(doing) => perform(doing, doing.codes.at(-1) ?? '')}
          close={() => setAsked(null)}
        />
      )}
      {lines && (
        <BulkReceive
          lines={lines}
          receipt={receipt}
          location={spot}
          products={progress.lines}
          close={() => setLines(null)}
        />
      )}
      <p className="soft receiving-hint">{sayHere('pasteHint')}</p>
    </>
  );
}

function detailsOf({ what, photos }: Damage) {
  return { condition: 'damaged', damage: what, ...(photos.length === 0 ? {} : { photos }) };
}

function useSpots(site: string) {
  const { data } = useLocations(site);
  return (data?.items ?? []).filter(({ active }) => active);
}
