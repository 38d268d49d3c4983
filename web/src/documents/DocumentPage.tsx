import './documents.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Download, Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Loading, NotHere, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { documentWords } from './document-words.ts';
import { fetchFile, keepFile } from './fetch-file.ts';

/** A paper of the server's to read and print, in the browser's own viewer; where it has none, to keep. */
export function DocumentPage() {
  const { file, name } = useSearch({ from: '/documents' });
  if (file === undefined) return <NotHere />;
  return <Paper key={file} file={file} name={name ?? file} />;
}

function Paper({ file, name }: { file: string; name: string }) {
  const sayHere = useSliceWords(documentWords);
  const router = useRouter();
  const frame = useRef<HTMLIFrameElement>(null);
  const paper = useQuery({
    queryKey: ['file', file],
    queryFn: () => fetchFile(file),
    staleTime: 0,
    gcTime: 0,
  });
  const address = useAddress(paper.data);
  return (
    <div className="stack">
      <header className="document-head">
        <h1>{name}</h1>
        <div className="document-actions">
          <Button
            variant="default"
            leftSection={<ArrowLeft size={18} aria-hidden />}
            onClick={() => router.history.back()}
          >
            {sayHere('back')}
          </Button>
          {paper.data && (
            <Button
              variant="default"
              leftSection={<Download size={18} aria-hidden />}
              onClick={() => keepFile(paper.data, `${name}.pdf`)}
            >
              {sayHere('keep')}
            </Button>
          )}
          {address !== null && navigator.pdfViewerEnabled && (
            <Button
              leftSection={<Printer size={18} aria-hidden />}
              onClick={() => frame.current?.contentWindow?.print()}
            >
              {sayHere('print')}
            </Button>
          )}
        </div>
      </header>
      {paper.isPending && <Loading />}
      {paper.isError && <Trouble error={paper.error} reset={() => void paper.refetch()} />}
      {address !== null &&
        (navigator.pdfViewerEnabled ? (
          <iframe ref={frame} className="document-frame" src={address} title={name} />
        ) : (
          <p className="panel">{sayHere('noViewer')}</p>
        ))}
    </div>
  );
}

/** An address for the file as long as the page shows it. */
function useAddress(file: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return address;
}
