import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Package } from 'lucide-react';
import { useEffect } from 'react';
import type { CartonAnswer, CartonListOnWire } from '../../../src/operations/receiving/cartons/contract.ts';
import type { ReceiptOnWire } from '../../../src/operations/receiving/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { cartonsPath, reportDifference, rereadCartons } from './carton-scans.ts';
import { cartonWords } from './carton-words.ts';

type Carton = CartonListOnWire['items'][number];

/** The cartons of a delivery: which have come, and how far the sample is. Nothing where none was announced. */
export function Cartons({ receipt, mayScan }: { receipt: ReceiptOnWire; mayScan: boolean }) {
  const { number: shown } = useSpeech();
  const say = useSliceWords(cartonWords);
  const { number } = receipt;
  const list = useQuery({
    queryKey: ['receipt-cartons', number],
    queryFn: () => ask<CartonListOnWire>('GET', cartonsPath(number)),
    enabled: mayScan,
    staleTime: 0,
  });
  const counted = receipt.received + receipt.extra + receipt.pieces.received;
  // Whoever scans, here or elsewhere, moves the cartons too.
  useEffect(() => {
    if (counted > 0) void rereadCartons(number);
  }, [number, counted]);
  if (list.isError) return <Trouble error={list.error} reset={() => void list.refetch()} />;
  if (!list.data || list.data.items.length === 0) return null;
  const { items, sample } = list.data;
  return (
    <section className="panel stack" aria-labelledby="receipt-cartons">
      <div className="carton-head">
        <h2 id="receipt-cartons">{say('cartons')}</h2>
        <span
          className="chip"
          data-tone={sample.failed ? 'bad' : sample.scanned < sample.needed ? 'ask' : 'good'}
        >
          {sample.failed
            ? say('sampleFailed')
            : say('sampleOf', {
                scanned: shown(Math.min(sample.scanned, sample.needed)),
                needed: shown(sample.needed),
              })}
        </span>
      </div>
      <ul className="plain-list carton-list">
        {outermost(items).map((carton) => (
          <CartonRow key={carton.sscc} carton={carton} items={items} receipt={receipt} mayScan={mayScan} />
        ))}
      </ul>
    </section>
  );
}

function outermost(items: readonly Carton[]): readonly Carton[] {
  return items.filter(({ inside }) => inside === null || !items.some(({ sscc }) => sscc === inside));
}

interface RowProps {
  readonly carton: Carton;
  readonly items: readonly Carton[];
  readonly receipt: ReceiptOnWire;
  readonly mayScan: boolean;
}

function CartonRow({ carton, items, receipt, mayScan }: RowProps) {
  const { number } = useSpeech();
  const say = useSliceWords(cartonWords);
  const { sscc, units, received, pieces, everyUnit } = carton;
  const inner = items.filter(({ inside }) => inside === sscc);
  const isDone = units > 0 && received === units;
  const Icon = everyUnit ? CircleAlert : isDone ? CircleCheck : Package;
  return (
    <li>
      <div className="carton-row">
        <Icon
          size={20}
          aria-hidden
          className="carton-icon"
          data-tone={everyUnit ? 'bad' : isDone ? 'good' : undefined}
        />
        <span className="number carton-number">{sscc}</span>
        <span className="soft">
          {units > 0 && say('unitsOf', { received: number(received), units: number(units) })}
          {units > 0 && pieces > 0 && ' · '}
          {pieces > 0 && say('piecesIn', { count: number(pieces) })}
          {units === 0 && pieces === 0 && say('cartonsIn', { count: number(inner.length) })}
        </span>
        {everyUnit && (
          <span className="chip" data-tone="bad">
            {say('differs')}
          </span>
        )}
        {mayScan && receipt.closedAt === null && units > 0 && !isDone && !everyUnit && (
          <Confirmed
            label={say('reportDiffers')}
            about={say('reportDiffersOf', { sscc })}
            hint={say('reportHint')}
            confirm={() => reportDifference(receipt.number, sscc)}
          />
        )}
      </div>
      {inner.length > 0 && (
        <ul className="plain-list carton-list carton-inner">
          {inner.map((one) => (
            <CartonRow key={one.sscc} carton={one} items={items} receipt={receipt} mayScan={mayScan} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What of a carton has not come, and why. */
export function CartonLeft({ answer }: { answer: CartonAnswer }) {
  const say = useSliceWords(cartonWords);
  const refused = answer.left.filter(({ code }) => code !== null);
  if (refused.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="carton-left">
      <h2 id="carton-left">{say('notReceived')}</h2>
      <ul className="plain-list carton-list">
        {refused.map(({ sku, serial, sentence }) => (
          <li key={`${sku} ${serial}`}>
            <strong className="number">{serial}</strong> <span className="soft number">{sku}</span>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
