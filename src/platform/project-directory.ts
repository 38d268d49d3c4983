import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where package.json, sql/ and node_modules/ are: the same from src/ (tests) and from dist/src/ (built). */
export const projectDirectory = findUpwards(dirname(fileURLToPath(import.meta.url)));

function findUpwards(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('Unitrail was moved away from its package.json');
  return findUpwards(parent);
}
