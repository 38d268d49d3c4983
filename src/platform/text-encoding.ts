import { TextDecoder } from 'node:util';

/** How a file's bytes become text. Every name is one that TextDecoder knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface EncodingProbe {
  /** The file's next bytes. */
  take(bytes: Uint8Array): void;
  /** What the whole file is, once all bytes have been taken. */
  end(): EncodingFound;
}

export interface EncodingFound {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark in front. */
  readonly mark: number;
  readonly holdsNul: boolean;
  /** Line feeds: about the number of lines. */
  readonly lineFeeds: number;
}

/**
 * Tells a file's encoding while it passes by. A byte order mark decides; otherwise bytes that are UTF-8 throughout are
 * UTF-8 (other text hardly ever is by chance), and all else is Windows-1252, in which every byte means something.
 */
export function probeEncoding(): EncodingProbe {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head: Uint8Array = new Uint8Array(0);
  let isUtf8 = true;
  let holdsNul = false;
  let lineFeeds = 0;
  return {
    take(bytes) {
      if (head.length < 4) head = Buffer.concat([head, bytes.subarray(0, 4)]).subarray(0, 4);
      holdsNul ||= bytes.includes(0);
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lineFeeds += 1;
      if (isUtf8) isUtf8 = decodes(decoder, bytes, true);
    },
    end() {
      const found = (encoding: Encoding, mark: number) => ({
        encoding,
        mark,
        // Half of the bytes of plain text in UTF-16 are NUL.
        holdsNul: holdsNul && !encoding.startsWith('utf-16'),
        lineFeeds,
      });
      if (head[0] === 0xff && head[1] === 0xfe) return found('utf-16le', 2);
      if (head[0] === 0xfe && head[1] === 0xff) return found('utf-16be', 2);
      if (!isUtf8 || !decodes(decoder, new Uint8Array(0), false)) return found('windows-1252', 0);
      const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
      return found('utf-8', isMarked ? 3 : 0);
    },
  };
}

function decodes(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
