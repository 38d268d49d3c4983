import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import type { ReceiptOnWire, ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { RefusedUnits } from '../tasks/RefusedUnits.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { type BulkAnswer, judgeBulk, outcomesOf, recordBulk, scansOf } from './bulk-scans.ts';
import { rereadReceipt } from './receipt-queries.ts';
import { receivingWords } from './receiving-words.ts';
import { listedCodes } from './serial-lines.ts';

interface BulkProps {
  readonly lines: readonly string[];
  readonly receipt: ReceiptOnWire;
  readonly location: string | null;
  readonly products: ReceiptProgressOnWire['lines'];
  close(): void;
}

/** A pasted list or a range: first what would become of each number, then all that can be taken at once. */
export function BulkReceive(props: BulkProps) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const [sku, setSku] = useState('');
  const [done, setDone] = useState<readonly BulkAnswer[] | null>(null);
  const listed = useMemo(() => listedCodes(props.lines), [props.lines]);
  const scans = useMemo(() => ('codes' in listed ? scansOf(listed.codes, sku) : []), [listed, sku]);
  const frame = { site: props.receipt.site, location: props.location, number: props.receipt.number };
  const judged = useQuery({
    queryKey: ['bulk-judged', frame, scans.map(({ id }) => id).join()],
    queryFn: () => judgeBulk(frame, scans),
    enabled: scans.length > 0 && done === null,
    staleTime: 0,
    gcTime: 0,
  });
  const skus = new Map(props.products.map((line) => [line.sku, line.name]));
  return (
    <section className="panel stack" aria-labelledby="bulk-receive">
      <h2 id="bulk-receive">{sayHere('bulkTitle', { count: number(scans.length) })}</h2>
      {'wrong' in listed && (
        <p role="alert" className="form-problem">
          {listed.wrong === 'tooMany' ? sayHere('bulkTooMany') : listed.said}
        </p>
      )}
      {done === null && skus.size > 0 && (
        <NativeSelect
          label={sayHere('bulkProduct')}
          value={sku}
          onChange={({ currentTarget }) => setSku(currentTarget.value)}
          data={[
            { value: '', label: sayHere('asTheyAre') },
            ...[...skus].map(([value, name]) => ({ value, label: `${name} (${value})` })),
          ]}
        />
      )}
      {judged.isFetching && <Loading />}
      {judged.isError && <Trouble error={judged.error} reset={() => void judged.refetch()} />}
      {done === null && judged.data && !judged.isFetching && (
        <Preview
          answers={judged.data}
          close={props.close}
          record={async (reason) => {
            setDone(await recordBulk(frame, scans, judged.data, reason));
            await rereadReceipt(frame.number);
          }}
        />
      )}
      {done && <Outcome answers={done} close={props.close} />}
      {'wrong' in listed && (
        <div>
          <Button variant="default" onClick={props.close}>
            {sayHere('leaveIt')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface PreviewProps {
  readonly answers: readonly BulkAnswer[];
  record(reason: string | undefined): Promise<void>;
  close(): void;
}

function Preview({ answers, record, close }: PreviewProps) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [reason, setReason] = useState('');
  const { good, extra, other } = outcomesOf(answers);
  const taken = good.length + (reason.trim() === '' ? 0 : extra.length);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    try {
      await record(reason.trim() === '' ? undefined : reason.trim());
    } catch (error) {
      setProblem((error as Error).message);
      setSending(false);
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="chips">
        <span className="chip" data-tone="good">
          {sayHere('bulkGood', { count: number(good.length) })}
        </span>
        {extra.length > 0 && (
          <span className="chip" data-tone="ask">
            {sayHere('bulkExtra', { count: number(extra.length) })}
          </span>
        )}
        {other.length > 0 && (
          <span className="chip" data-tone="bad">
            {sayHere('bulkOther', { count: number(other.length) })}
          </span>
        )}
      </p>
      <RefusedUnits refused={other} />
      {extra.length > 0 && (
        <TextInput
          label={sayHere('bulkReason')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          maxLength={200}
          autoComplete="off"
        />
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        <Button type="submit" disabled={taken === 0} loading={isSending}>
          {sayHere('bulkTake', { count: number(taken) })}
        </Button>
        <Button variant="default" onClick={close}>
          {sayHere('leaveIt')}
        </Button>
      </div>
    </form>
  );
}

function Outcome({ answers, close }: { answers: readonly BulkAnswer[]; close(): void }) {
  const { number } = useSpeech();
  const sayHere = useSliceWords(receivingWords);
  const { good, extra, other } = outcomesOf(answers);
  const not = [...extra, ...other];
  return (
    <>
      <p role="status">
        {sayHere('bulkDone', { count: number(good.length) })}{' '}
        {not.length > 0 && sayHere('bulkNot', { count: number(not.length) })}
      </p>
      <RefusedUnits refused={not} />
      <div>
        <Button onClick={close}>{sayHere('bulkClose')}</Button>
      </div>
    </>
  );
}
