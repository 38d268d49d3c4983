import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file of the screens, as it is sent. */
export interface ScreenFile {
  readonly type: string;
  readonly body: Buffer;
  /** The same after gzip, made when it is first asked for; null where that saves nothing. */
  readonly gzipped: Buffer | null;
  /** Its name is made of its content: it never changes. */
  readonly isImmutable: boolean;
}

/** By their addresses: `/assets/main-B4x.js`. The page itself stands under `/`. */
export type ScreenFiles = ReadonlyMap<string, ScreenFile>;

/**
 * The built screens (dist-web/), held in memory: about 2 MB, so that no address ever reaches the disk. Empty where they
 * were not built: then this server has no screens.
 */
export function readScreenFiles(directory: string): ScreenFiles {
  const names = filesIn(directory).map((name) => name.replaceAll('\\', '/'));
  const known = names.filter((name) => types[extname(name)] !== undefined && !/(^|\/)\./.test(name));
  return new Map(known.map((name) => [addressOf(name), readScreenFile(directory, name)]));
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true }) as string[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function addressOf(name: string): string {
  return name === 'index.html' ? '/' : `/${name}`;
}

function readScreenFile(directory: string, name: string): ScreenFile {
  const body = readFileSync(join(directory, name));
  let gzipped: Buffer | undefined;
  return {
    type: types[extname(name)]!,
    body,
    get gzipped() {
      gzipped ??= gzipSync(body);
      return gzipped.length < body.length * 0.9 ? gzipped : null;
    },
    isImmutable: name.startsWith('assets/'),
  };
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
