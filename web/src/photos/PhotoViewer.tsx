import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { limits } from '../../../src/domain/limits.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { Loading } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { photosWords } from './photos-words.ts';
import { forgetPhoto, usePhoto } from './use-photo.ts';

/** One photograph, large; who answers for people may erase it. */
export function PhotoViewer({ hash, close }: { hash: string; close: () => void }) {
  const say = useSliceWords(photosWords);
  const { address, error, isPending } = usePhoto(hash);
  const may = useMay();
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={say('photos')}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <div className="stack">
        {isPending && <Loading />}
        {error && <p role="alert">{say('gone', { why: error.message })}</p>}
        {address && <img src={address} alt={say('photo', { nth: 1 })} className="photo-large" />}
        {address && may('people') && <Erase hash={hash} />}
        <p className="soft number photo-hash">SHA-256 {hash}</p>
      </div>
    </Modal>
  );
}

function Erase({ hash }: { hash: string }) {
  const say = useSliceWords(photosWords);
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason'));
    try {
      await ask('POST', `/api/photos/${hash}/erase`, { reason });
      await forgetPhoto(hash);
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {say('erase')}
      </Button>
    );
  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <Textarea
        name="reason"
        label={say('reason')}
        description={say('eraseHint')}
        required
        autosize
        minRows={2}
        maxLength={limits.settlementLengthMax}
      />
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <div className="scan-row">
        <Button type="submit" color="red">
          {say('eraseNow')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}
