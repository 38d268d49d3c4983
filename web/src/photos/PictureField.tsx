import { TextInput } from '@mantine/core';
import { pictureOf } from '../../../src/domain/photos.ts';
import { LabelPicture } from './LabelPicture.tsx';
import { PhotoCapture } from './PhotoCapture.tsx';
import { useCapture } from './use-capture.ts';

interface PictureFieldProps {
  readonly label: string;
  /** An address, or a photograph of ours as label hints name it. */
  readonly value: string;
  readonly error: string | undefined;
  change(value: string): void;
}

/** A picture in a form: the last photograph that was taken here, or what somebody writes. */
export function PictureField({ label, value, error, change }: PictureFieldProps) {
  const capture = useCapture((hash) => change(pictureOf(hash)));
  return (
    <div>
      <TextInput
        label={label}
        value={value}
        error={error}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      {value !== '' && capture.taken.length === 0 && <LabelPicture picture={value} />}
      <PhotoCapture capture={capture} />
    </div>
  );
}
