import { resolve } from 'node:path';

/** Where files are kept: a directory of this machine, or a bucket of a store that speaks S3. */
export type FilePlace = { readonly directory: string } | { readonly bucket: string; readonly prefix: string };

/** A bucket's name is as S3 wants it in host names; a prefix ends with a slash. Throws a RangeError that says what is expected. */
export function filePlace(value: string): FilePlace {
  if (!value.startsWith('s3:')) return { directory: resolve(value) };
  const read =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*)?\/?)?$/.exec(
      value,
    );
  const isDots = value
    .slice(5)
    .split('/')
    .some((part) => /^\.+$/.test(part));
  if (!read || isDots)
    throw new RangeError(`must be a directory or look like s3://bucket/prefix, not "${value}"`);
  const [, bucket, prefix] = read;
  return { bucket: bucket!, prefix: prefix === undefined ? '' : `${prefix}/` };
}
