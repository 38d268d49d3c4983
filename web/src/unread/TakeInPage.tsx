import { Button, NativeSelect, Textarea } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { limits } from '../../../src/domain/limits.ts';
import { unreadReasonNames } from '../../../src/domain/own-number.ts';
import type { UnreadAnswerOnWire } from '../../../src/operations/unread/contract.ts';
import { PhotoCapture } from '../photos/PhotoCapture.tsx';
import { useCapture } from '../photos/use-capture.ts';
import { UnitLabels } from '../printing/UnitLabels.tsx';
import { SpotField } from '../scanning/SpotField.tsx';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords } from '../words/words.ts';
import { type ChosenProduct, ProductChoice } from './ProductChoice.tsx';
import './unread.css';
import { unreadWords } from './unread-words.ts';

/** I cannot read it: what it is, why, a photograph; then it has a label of ours. */
export function TakeInPage() {
  const say = useSliceWords(unreadWords);
  const [nth, setNth] = useState(1);
  return (
    <div className="stack unread-page">
      <h1>{say('title')}</h1>
      <OneThing key={nth} next={() => setNth(nth + 1)} />
      <p>
        <Link to="/unread">{say('toList')}</Link>
      </p>
    </div>
  );
}

function OneThing({ next }: { next: () => void }) {
  const say = useSliceWords(unreadWords);
  const [product, setProduct] = useState<ChosenProduct | null>(null);
  const [answer, setAnswer] = useState<UnreadAnswerOnWire | null>(null);
  if (product === null || answer === null || answer.number === null)
    return <Questions product={product} setProduct={setProduct} answer={answer} setAnswer={setAnswer} />;
  return (
    <section className="panel stack" aria-labelledby="its-label">
      <h2 id="its-label">{say('labelReady', { number: answer.number })}</h2>
      <p>{say('putOn')}</p>
      {answer.unit && <UnitLabels unit={{ id: answer.unit.id, see: null }} />}
      <div className="scan-row unread-tools">
        <Button variant="default" onClick={next}>
          {say('next')}
        </Button>
        {answer.unit && (
          <Link to="/units/$id" params={{ id: String(answer.unit.id) }}>
            {say('openUnit')}
          </Link>
        )}
      </div>
    </section>
  );
}

interface QuestionsProps {
  readonly product: ChosenProduct | null;
  setProduct(product: ChosenProduct | null): void;
  readonly answer: UnreadAnswerOnWire | null;
  setAnswer(answer: UnreadAnswerOnWire): void;
}

function Questions({ product, setProduct, answer, setAnswer }: QuestionsProps) {
  const say = useSliceWords(unreadWords);
  const { site, mayScan } = useHere();
  const { as = 'receive' } = useSearch({ from: '/unread/new' });
  const capture = useCapture();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** One id for one thing: sent again after a lost answer it has the same label. What was refused is asked anew. */
  const id = useRef(scanId(Date.now()));
  const notYet = !mayScan
    ? say('mayNot')
    : product === null
      ? say('chooseFirst')
      : capture.isSending
        ? say('waitPhotos')
        : null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (notYet !== null || product === null) return;
    const { note, location, ...given } = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()]),
    );
    setBusy(true);
    setProblem(null);
    try {
      const told = await ask<UnreadAnswerOnWire>('POST', '/api/unread', {
        ...given,
        id: id.current,
        site,
        sku: product.sku,
        photos: capture.hashes,
        at: new Date().toISOString(),
        ...(note ? { note } : {}),
        ...(location ? { location } : {}),
      });
      if (told.outcome === 'refused') id.current = scanId(Date.now());
      forgetUnits();
      setAnswer(told);
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="panel stack">
      <ProductChoice chosen={product} choose={setProduct} />
      <NativeSelect
        name="reason"
        label={say('why')}
        data={unreadReasonNames.map((value) => ({ value, label: say(value) }))}
      />
      <PhotoCapture capture={capture} label={say('photo')} />
      <Textarea name="note" label={say('note')} autosize minRows={2} maxLength={limits.noteLengthMax} />
      <div className="unread-where">
        <NativeSelect
          name="move"
          label={say('as')}
          defaultValue={as}
          data={(['receive', 'count', 'commission'] as const).map((value) => ({ value, label: say(value) }))}
        />
        <SpotField site={site} />
      </div>
      {answer?.outcome === 'refused' && (
        <p role="alert" className="form-problem">
          {answer.sentence}
        </p>
      )}
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="unread-send">
        <Button type="submit" loading={isBusy} disabled={notYet !== null}>
          {say('takeIn')}
        </Button>
        {notYet !== null && <p className="soft">{notYet}</p>}
      </div>
    </form>
  );
}

/** The site that the device stands at, and whether whoever is signed in may record something there. */
export function useHere(): { readonly site: string; readonly mayScan: boolean } {
  const site = useDevice().site!;
  const may = useMay();
  return { site, mayScan: may('scan', site) };
}
