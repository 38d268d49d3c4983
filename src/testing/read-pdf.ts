import { inflateSync } from 'node:zlib';

/** The text that a PDF of ours prints, its lines joined by blanks, and the file inside it. For standard fonts only. */
export function readPdf(pdf: Buffer): { readonly printed: string; readonly attached: string } {
  const printed: string[] = [];
  let attached = '';
  for (const { dictionary, content } of streamsOf(pdf)) {
    if (dictionary.includes('/EmbeddedFile')) attached = content.toString('utf8');
    else
      for (const [, shown] of content.toString('latin1').matchAll(/\[([^\]]*)\]\s*TJ/g)) {
        const hex = [...shown!.matchAll(/<([0-9a-f]*)>/gi)].map(([, digits]) => digits!).join('');
        printed.push(decoded(Buffer.from(hex, 'hex')));
      }
  }
  return { printed: printed.join(' ').replace(/ +/g, ' '), attached };
}

/** Windows-1252, from 80 to 9F; elsewhere it is Latin-1. (Node's own decoder takes these for control characters.) */
const inserted = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decoded(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (letter) => inserted[letter.charCodeAt(0) - 0x80]!);
}

function* streamsOf(pdf: Buffer): Generator<{ readonly dictionary: string; readonly content: Buffer }> {
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/<<([\s\S]*?)>>\s*stream\r?\n/g)) {
    const dictionary = match[1]!.slice(match[1]!.lastIndexOf(' obj') + 1);
    const from = match.index + match[0].length;
    const stream = pdf.subarray(from, text.indexOf('endstream', from));
    yield { dictionary, content: dictionary.includes('/FlateDecode') ? inflateSync(stream) : stream };
  }
}
