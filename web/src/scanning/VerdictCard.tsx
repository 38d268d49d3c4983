import { ArrowRight, CircleAlert, CircleCheck, CircleX, Info, LoaderCircle, ScanLine } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useSpeech } from '../words/words.ts';
import { type Shown, textOf } from './shown.ts';
import type { Tone } from './verdict.ts';

/** Only where a product has a picture: not part of the first load. */
const LabelPicture = lazy(async () => {
  const { LabelPicture: picture } = await import('../photos/LabelPicture.tsx');
  return { default: picture };
});

const icons = { good: CircleCheck, info: Info, ask: CircleAlert, bad: CircleX, wait: LoaderCircle } as const;

interface VerdictCardProps {
  readonly shown: Shown | null;
  /** What is said before the first scan, beyond that it may come. */
  readonly ready?: { readonly word: string; readonly sentence: string };
}

/** The answer to the last scan, always in this place and of this height. */
export function VerdictCard({ shown, ready }: VerdictCardProps) {
  const { say } = useSpeech();
  const tone: Tone = shown?.verdict.tone ?? 'wait';
  const Icon = shown === null ? ScanLine : icons[tone];
  const verdict = shown?.verdict;
  return (
    <section
      className="verdict"
      data-tone={tone}
      aria-live="assertive"
      aria-atomic="true"
      data-testid="verdict"
    >
      <Icon className="icon" size={52} aria-hidden />
      <p className="word">{verdict?.word ?? ready?.word ?? say('scanReady')}</p>
      <p className="number">{shown && textOf(shown.codes)}</p>
      <div className="rest">
        <p>{verdict?.sentence ?? ready?.sentence}</p>
        {verdict && verdict.facts.length > 0 && (
          <dl className="facts">
            {verdict.facts.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {verdict?.next && (
          <p className="next">
            <ArrowRight size={20} aria-hidden /> <span>{verdict.next}</span>
          </p>
        )}
        {shown?.picture !== undefined && (
          <Suspense>
            <LabelPicture picture={shown.picture} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
