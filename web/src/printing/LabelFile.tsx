import { Button } from '@mantine/core';
import { Download, Printer, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LabelOnWire } from '../../../src/operations/printing/contract.ts';
import { fetchFile, keepFile } from '../documents/fetch-file.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { forgetLabels } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

/** Labels that wait are taken as a file: the PDF is shown here and printed by the browser, ZPL is kept. */
export function useLabelFile() {
  const [file, setFile] = useState<Blob | null>(null);
  const act = useAct(async (labels: readonly LabelOnWire[], kind: 'pdf' | 'zpl', startAt: number) => {
    const from = kind === 'pdf' && startAt > 1 ? { startAt } : {};
    const taken = await fetchFile('/api/labels/file', { labels: labels.map(({ id }) => id), kind, ...from });
    if (kind === 'zpl') keepFile(taken, 'labels.zpl');
    else setFile(taken);
    await forgetLabels();
  });
  return { act, file, close: () => setFile(null) };
}

export function LabelFile({ file, close }: { file: Blob; close(): void }) {
  const say = useSliceWords(printingWords);
  const frame = useRef<HTMLIFrameElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const isShown = address !== null && navigator.pdfViewerEnabled;
  return (
    <section className="panel stack" aria-labelledby="label-file">
      <h2 id="label-file">{say('pdfReady')}</h2>
      <div className="printing-buttons">
        {isShown && (
          <Button
            leftSection={<Printer size={18} aria-hidden />}
            onClick={() => frame.current?.contentWindow?.print()}
          >
            {say('print')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<Download size={18} aria-hidden />}
          onClick={() => keepFile(file, 'labels.pdf')}
        >
          {say('asPdf')}
        </Button>
        <Button variant="default" leftSection={<X size={18} aria-hidden />} onClick={close}>
          {say('close')}
        </Button>
      </div>
      {isShown && <iframe ref={frame} className="printing-frame" src={address} title={say('pdfReady')} />}
    </section>
  );
}
