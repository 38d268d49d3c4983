import { photoOfPicture } from '../../../src/domain/photos.ts';
import { usePhoto } from '../photos/use-photo.ts';
import { useSliceWords } from '../words/words.ts';
import './resolver.css';
import { resolverWords } from './resolver-words.ts';

/** The product as customers see it: a photograph that is kept here. */
export function ProductPicture({ picture }: { picture: string }) {
  const say = useSliceWords(resolverWords);
  const { address } = usePhoto(photoOfPicture(picture) ?? '');
  return address === null ? null : <img src={address} alt={say('pictureOf')} className="customer-picture" />;
}
