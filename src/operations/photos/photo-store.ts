import { join } from 'node:path';
import { limits } from '../../domain/limits.ts';
import { openDiskStore } from '../../platform/disk-store.ts';
import type { FileStore } from '../../platform/file-store.ts';
import { openS3Store } from '../../platform/s3-store.ts';

/** Where photographs are kept, as the settings say it (config.ts); undefined: beside the server's other files. */
export interface PhotoSettings {
  readonly dataDirectory: string;
  readonly photos:
    | { readonly directory: string }
    | { readonly bucket: string; readonly prefix: string }
    | undefined;
  readonly s3Endpoint: string | undefined;
  readonly s3Region: string;
  readonly s3KeyId: string | undefined;
  readonly s3Secret: string | undefined;
  readonly s3Addressing: 'path' | 'host';
}

/** Nothing is made or asked before the first photograph comes. */
export function openPhotoStore(settings: PhotoSettings): FileStore {
  const { dataDirectory, photos, s3Endpoint, s3Region, s3KeyId, s3Secret, s3Addressing } = settings;
  if (photos === undefined || 'directory' in photos)
    return openDiskStore(photos?.directory ?? join(dataDirectory, 'photos'));
  return openS3Store({
    endpoint: s3Endpoint!,
    region: s3Region,
    bucket: photos.bucket,
    prefix: photos.prefix,
    keyId: s3KeyId!,
    secret: s3Secret!,
    addressing: s3Addressing,
    timeoutMs: limits.fileStoreMs,
    retries: limits.fileStoreRetries,
  });
}
