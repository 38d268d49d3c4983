/** Files under names of their own that never change: put once, read whole. Names are lower-case hex digits. */
export interface FileStore {
  /** Where they are, for people: a directory, or a bucket's address. Never a secret. */
  readonly where: string;
  /** Resolves when the bytes outlive a lost machine's power. One that is there already stays. */
  keep(name: string, bytes: Uint8Array, type: string): Promise<void>;
  /** Null where there is no such file. */
  read(name: string): Promise<Uint8Array | null>;
  has(name: string): Promise<boolean>;
  /** Nothing to do where there is none. */
  forget(name: string): Promise<void>;
}

/** The place of the files cannot be reached, or has no room, now. The same may be tried again. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}
