import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from './project-directory.ts';

/** The version of this program, as package.json has it. */
export const programVersion: string = JSON.parse(
  readFileSync(join(projectDirectory, 'package.json'), 'utf8'),
).version;
