import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes after gzip that a device may load before it shows the scan box: about 5 s on slow 3G. */
export const firstLoadMax = 250_000;

/** What a browser loads before the first screen is there: the page, its script, what that imports, and their styles. */
export function firstLoad(directory) {
  const manifest = JSON.parse(readFileSync(join(directory, '.vite/manifest.json'), 'utf8'));
  const files = new Set(['index.html']);
  const visit = (name) => {
    const { file, css = [], imports = [] } = manifest[name];
    if (files.has(file)) return;
    for (const one of [file, ...css]) files.add(one);
    imports.forEach(visit);
  };
  visit('index.html');
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(directory, file))).length);
  return { files: [...files], bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
