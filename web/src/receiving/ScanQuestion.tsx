import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import type { Doing } from '../scanning/use-scanning.ts';
import { useSliceWords } from '../words/words.ts';
import type { Asked } from './ReceiptStation.tsx';
import type { ReceiptUnit } from './receipt-units.ts';
import { receivingWords } from './receiving-words.ts';

interface QuestionProps {
  readonly asked: Asked;
  readonly products: ReceiptProgressOnWire['lines'];
  readonly units: readonly ReceiptUnit[];
  /** Where damaged units go. */
  readonly apart: string | null;
  perform(doing: Doing): Promise<void>;
  close(): void;
}

/** What a refused scan asks for: why it is taken all the same, which product it is, or whether it is the damaged one. */
export function ScanQuestion(props: QuestionProps) {
  const { answer, doing } = props.asked;
  if (doing.move !== 'receive') return null;
  const isTwice = answer.code === 'already_on_document' || answer.code === 'already_received';
  const isUnnamed = answer.code === 'product_needed' || answer.code === 'unknown_unit';
  if (answer.code === 'not_on_document') return <WhyExtra {...props} />;
  if (isUnnamed && props.products.length > 0) return <WhichProduct {...props} />;
  if (isTwice && doing.details?.damage !== undefined) return <DamagedAfterAll {...props} />;
  return null;
}

const reasons = ['reasonSent', 'reasonInstead', 'reasonGift', 'reasonWrong'] as const;

/** A unit that nobody announced is taken with a reason: a usual one by one touch, or in words. */
function WhyExtra({ asked: { doing }, perform, close }: QuestionProps) {
  const sayHere = useSliceWords(receivingWords);
  const take = (reason: string) => void perform({ ...doing, details: { ...doing.details, reason } });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    take(String(new FormData(event.currentTarget).get('reason')).trim());
  }
  return (
    <section className="panel stack" aria-labelledby="why-extra">
      <h2 id="why-extra">{sayHere('whyExtra')}</h2>
      <div className="moves">
        {reasons.map((key) => (
          <Button key={key} variant="default" onClick={() => take(sayHere(key))}>
            {sayHere(key)}
          </Button>
        ))}
        <Button variant="default" onClick={close}>
          {sayHere('leaveIt')}
        </Button>
      </div>
      <form className="task-words" onSubmit={submit}>
        <TextInput
          name="reason"
          label={sayHere('otherReason')}
          required
          pattern=".*\S.*"
          maxLength={200}
          autoComplete="off"
        />
        <Button type="submit" variant="default">
          {sayHere('takeAsExtra')}
        </Button>
      </form>
    </section>
  );
}

function WhichProduct({ asked: { doing }, products, perform }: QuestionProps) {
  const sayHere = useSliceWords(receivingWords);
  const bySku = new Map(products.map((line) => [line.sku, line.name]));
  return (
    <section className="panel" aria-labelledby="which-product">
      <h2 id="which-product">{sayHere('whichProduct')}</h2>
      <div className="moves">
        {[...bySku].map(([sku, name]) => (
          <Button
            key={sku}
            variant="default"
            onClick={() => void perform({ ...doing, codes: [sku, doing.codes.at(-1)!] })}
          >
            {name} ({sku})
          </Button>
        ))}
      </div>
    </section>
  );
}

/** The commonest way: scanned first, then looked at. Its arrival is corrected to that of a damaged one. */
function DamagedAfterAll({ asked: { answer, doing }, units, apart, perform, close }: QuestionProps) {
  const sayHere = useSliceWords(receivingWords);
  const [isSent, setSent] = useState(false);
  const row = units.find(({ unit }) => unit.id === answer.unit?.id);
  if (!row || row.seq === null) return null;
  const { seq, reason } = row;
  async function correct() {
    setSent(true);
    const { codes, input, details } = doing;
    await perform({ move: 'annul', codes, input, details: { seq, reason: details?.damage } });
    const again = { ...details, ...(reason === null ? {} : { reason }) };
    await perform({ ...doing, details: again, ...(apart === null ? {} : { location: apart }) });
    close();
  }
  return (
    <section className="panel stack">
      <p>{sayHere('alreadyScanned')}</p>
      <div className="moves">
        <Button onClick={() => void correct()} loading={isSent}>
          {sayHere('markDamaged')}
        </Button>
        <Button variant="default" onClick={close}>
          {sayHere('leaveIt')}
        </Button>
      </div>
    </section>
  );
}
