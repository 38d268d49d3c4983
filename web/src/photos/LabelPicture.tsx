import { photoOfPicture } from '../../../src/domain/photos.ts';
import { useSliceWords } from '../words/words.ts';
import './photos.css';
import { photosWords } from './photos-words.ts';
import { usePhoto } from './use-photo.ts';

/** Where the number is found on a product: the photograph that we keep, or the way to a picture elsewhere. */
export function LabelPicture({ picture }: { picture: string }) {
  const say = useSliceWords(photosWords);
  const hash = photoOfPicture(picture);
  if (hash !== null) return <Kept hash={hash} />;
  if (!/^https?:\/\//.test(picture)) return null;
  return (
    <a href={picture} target="_blank" rel="noreferrer">
      {say('labelLink')}
    </a>
  );
}

function Kept({ hash }: { hash: string }) {
  const say = useSliceWords(photosWords);
  const { address } = usePhoto(hash);
  return address === null ? null : <img src={address} alt={say('label')} className="label-picture" />;
}
