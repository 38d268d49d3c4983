import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useSliceWords } from '../words/words.ts';
import './photos.css';
import { PhotoViewer } from './PhotoViewer.tsx';
import { photosWords } from './photos-words.ts';
import { usePhoto } from './use-photo.ts';

/** Photographs in small; each opens large. */
export function PhotoStrip({ hashes }: { hashes: readonly string[] }) {
  const say = useSliceWords(photosWords);
  const [open, setOpen] = useState<string | null>(null);
  if (hashes.length === 0) return null;
  return (
    <>
      <ul className="plain-list photo-row" aria-label={say('photos')}>
        {hashes.map((hash, index) => (
          <li key={hash}>
            <button
              type="button"
              className="photo-thumb"
              aria-label={say('open', { nth: index + 1, count: hashes.length })}
              onClick={() => setOpen(hash)}
            >
              <Thumb hash={hash} />
            </button>
          </li>
        ))}
      </ul>
      {open !== null && <PhotoViewer hash={open} close={() => setOpen(null)} />}
    </>
  );
}

function Thumb({ hash }: { hash: string }) {
  const { address, error } = usePhoto(hash);
  if (error) return <ImageOff size={28} aria-hidden />;
  return address === null ? <span className="photo-empty" aria-hidden /> : <img src={address} alt="" />;
}
