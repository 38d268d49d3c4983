import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ReceiptOnWire } from '../../../src/operations/receiving/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { PhotoStrip } from '../photos/PhotoStrip.tsx';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useInSight } from '../tasks/use-in-sight.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { rereadReceipt } from './receipt-queries.ts';
import type { ReceiptUnit } from './receipt-units.ts';
import { receivingWords } from './receiving-words.ts';

interface RowActionsProps {
  readonly row: ReceiptUnit;
  readonly receipt: ReceiptOnWire;
  readonly mayScan: boolean;
  close(): void;
}

type Doing = 'takeBack' | 'wrongSerial' | 'notComing';

/** What can be done about one unit of the receipt, also when it is closed: nothing of it is cancelled for one number. */
export function RowActions({ row, receipt, mayScan, close }: RowActionsProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const panel = useInSight<HTMLElement>();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { unit, seq, state } = row;
  const isOpen = receipt.closedAt === null;
  const isHere = state !== 'listed' && state !== 'cancelled';
  const offered: readonly Doing[] = [
    ...(isHere && seq !== null ? (['takeBack'] as const) : []),
    ...(isHere ? (['wrongSerial'] as const) : []),
    ...(state === 'listed' && isOpen ? (['notComing'] as const) : []),
  ];
  return (
    <section ref={panel} className="panel stack" aria-labelledby="row-actions">
      <h2 id="row-actions">
        <span className="number">{unit.serial}</span> <span className="soft">{unit.sku}</span>
      </h2>
      {row.damage !== null && (
        <p>
          <span className="chip" data-tone="bad">
            {sayHere('damaged')}
          </span>{' '}
          {row.damage}
        </p>
      )}
      <PhotoStrip hashes={row.photos} />
      {doing === null ? (
        <div className="moves">
          {mayScan &&
            offered.map((one) => (
              <Button key={one} variant="default" onClick={() => setDoing(one)}>
                {sayHere(one)}
              </Button>
            ))}
          <Link className="task-link" to="/units/$id" params={{ id: String(unit.id) }}>
            {say('openUnit')}
          </Link>
          <Button variant="default" onClick={close}>
            {sayHere('leaveIt')}
          </Button>
        </div>
      ) : (
        <Correction row={row} receipt={receipt} doing={doing} done={close} cancel={() => setDoing(null)} />
      )}
    </section>
  );
}

interface CorrectionProps extends Pick<RowActionsProps, 'row' | 'receipt'> {
  readonly doing: Doing;
  done(): void;
  cancel(): void;
}

function Correction({ row, receipt, doing, done, cancel }: CorrectionProps) {
  const { say } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    setSending(true);
    try {
      const request = requestOf(doing, row, receipt, text('serial'), text('reason'));
      const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', '/api/scans', request);
      const no = answers.find(({ outcome }) => outcome === 'refused') ?? answers[0]!;
      if (no.outcome !== 'recorded') throw new Error(no.sentence);
      forgetUnits();
      await rereadReceipt(receipt.number);
      done();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setSending(false);
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {doing === 'wrongSerial' && (
        <TextInput
          name="serial"
          label={sayHere('rightSerial')}
          description={sayHere('rightSerialHint')}
          required
          autoComplete="off"
          maxLength={64}
        />
      )}
      <TextInput
        name="reason"
        label={sayHere('reason')}
        required
        pattern=".*\S.*"
        maxLength={200}
        autoComplete="off"
      />
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        <Button type="submit" loading={isSending}>
          {sayHere(doing)}
        </Button>
        <Button variant="default" onClick={cancel}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}

function requestOf(doing: Doing, row: ReceiptUnit, receipt: ReceiptOnWire, right: string, reason: string) {
  const { sku, serial } = row.unit;
  const scan = (codes: readonly string[], details?: Readonly<Record<string, unknown>>) => ({
    id: scanId(Date.now()),
    codes,
    input: 'keyed',
    ...(details ? { details } : {}),
  });
  const { site, number } = receipt;
  if (doing === 'takeBack')
    return { move: 'annul', site, scans: [scan([sku, serial], { seq: row.seq, reason })] };
  if (doing === 'notComing')
    return {
      move: 'cancel_announcement',
      site,
      document: { kind: 'receipt', number },
      scans: [scan([sku, serial], { reason })],
    };
  return {
    move: 'misidentified',
    site,
    scans: [scan([sku, serial], { reason }), scan([sku, right])],
  };
}
