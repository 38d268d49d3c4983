import { Button, Checkbox, TextInput } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { LabelDesign } from '../../../src/domain/labels/design.ts';
import { placesOnSheet } from '../../../src/domain/labels/sheets.ts';
import type { PreviewOnWire } from '../../../src/operations/labels/contract.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { Loading } from '../shell/Trouble.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { keepFile, pngOf, svgAddress } from './keep-file.ts';
import { type Sample, sampleFile } from './label-queries.ts';
import { labelWords } from './label-words.ts';
import { SheetPlaces } from './SheetPlaces.tsx';

interface PreviewProps {
  readonly design: LabelDesign;
  readonly preview: PreviewOnWire | undefined;
  readonly problem: Error | null;
  readonly sample: Sample;
  setSample(sample: Sample): void;
}

/** The label as it will be printed, of a product of one's choice, with a ruler; and as a file. */
export function Preview({ design, preview, problem, sample, setSample }: PreviewProps) {
  const say = useSliceWords(labelWords);
  const [isTrue, setTrue] = useState(false);
  const [startAt, setStart] = useState(1);
  const first = design.sheet === null || startAt > placesOnSheet(design.sheet) ? 1 : startAt;
  return (
    <section className="panel stack label-preview" aria-labelledby="label-preview">
      <h2 id="label-preview">{say('preview')}</h2>
      {preview === undefined && problem === null && <Loading />}
      {preview?.svg && <Picture design={design} preview={preview} svg={preview.svg} isTrue={isTrue} />}
      <div aria-live="polite" className="label-told">
        {preview?.faults.map(({ where, sentence }) => (
          <p key={where + sentence} className="form-problem">
            {sentence}
          </p>
        ))}
        {preview?.notices.map(({ code, where, sentence }) => (
          <p key={code + where} className="label-notice">
            {sentence}
          </p>
        ))}
      </div>
      <ProblemNote problem={problem} />
      <Checkbox
        label={say('trueSize')}
        checked={isTrue}
        onChange={({ currentTarget }) => setTrue(currentTarget.checked)}
      />
      <div className="form-pair">
        <TextInput
          label={say('sampleSku')}
          description={say('sampleHint')}
          value={sample.sku}
          autoComplete="off"
          onChange={({ currentTarget }) => setSample({ ...sample, sku: currentTarget.value.trim() })}
        />
        <TextInput
          label={say('sampleSerial')}
          value={sample.serial}
          maxLength={64}
          autoComplete="off"
          placeholder={preview?.sample.serial ?? ''}
          onChange={({ currentTarget }) => setSample({ ...sample, serial: currentTarget.value })}
        />
      </div>
      {design.sheet && preview?.svg && (
        <SheetPlaces
          sheet={design.sheet}
          widthMm={design.widthMm}
          heightMm={design.heightMm}
          startAt={first}
          choose={setStart}
          picture={svgAddress(preview.svg)}
        />
      )}
      <Files design={design} sample={sample} startAt={first} svg={preview?.svg ?? null} />
    </section>
  );
}

interface PictureProps {
  readonly design: LabelDesign;
  readonly preview: PreviewOnWire;
  readonly svg: string;
  readonly isTrue: boolean;
}

function Picture({ design, preview, svg, isTrue }: PictureProps) {
  const say = useSliceWords(labelWords);
  const { widthMm, heightMm } = design;
  const tens = Array.from({ length: Math.floor(widthMm / 10) + 1 }, (_, nth) => nth * 10);
  return (
    <figure className="label-figure">
      <div className="label-stage" {...(isTrue ? { 'data-true': true, tabIndex: 0 } : {})}>
        <div className="label-scale" style={{ width: isTrue ? `${widthMm}mm` : '100%' }}>
          <div className="label-ruler" aria-hidden>
            {tens.map((mm) => (
              <span key={mm} style={{ left: `${(mm / widthMm) * 100}%` }}>
                {mm}
              </span>
            ))}
          </div>
          <img
            className="label-picture"
            src={svgAddress(svg)}
            alt={say('pictureOf', { holds: preview.holds ?? '' })}
            style={{ aspectRatio: `${widthMm} / ${heightMm}` }}
          />
        </div>
      </div>
      <figcaption className="soft">
        {say('caption', { width: widthMm, height: heightMm, module: preview.moduleMm ?? 0 })}
        <br />
        <span className="number">{preview.holds}</span>
      </figcaption>
    </figure>
  );
}

interface FilesProps extends Pick<PreviewProps, 'design' | 'sample'> {
  readonly startAt: number;
  readonly svg: string | null;
}

function Files({ design, sample, startAt, svg }: FilesProps) {
  const say = useSliceWords(labelWords);
  const act = useAct(async (form: 'pdf' | 'svg' | 'zpl' | 'png') => {
    const file =
      form === 'png' ? await pngOf(svg!, design) : await sampleFile(design, sample, { form, startAt });
    keepFile(file, `label.${form}`);
  });
  return (
    <div>
      <p className="label-files-title">{say('files')}</p>
      <div className="form-buttons">
        {(['pdf', 'png', 'svg', 'zpl'] as const).map((form) => (
          <Button
            key={form}
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
            disabled={svg === null || act.isBusy}
            onClick={() => void act.run(form)}
          >
            {form.toUpperCase()}
          </Button>
        ))}
      </div>
      {svg === null && <p className="soft">{say('noFile')}</p>}
      <ProblemNote problem={act.problem} />
    </div>
  );
}
