import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AppliedMigration } from './schema-state.ts';
import { StartProblem } from './start-problem.ts';

/** One table of a backup: a file of COPY text, gzipped. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where a sequence stood when all tables had been read: at or past every number in them. */
export interface BackupSequence {
  readonly name: string;
  /** As text: a bigint may be beyond what JSON's numbers hold. */
  readonly last: string;
  readonly called: boolean;
}

/** What a backup holds: written last, so a directory without it is no backup. */
export interface BackupManifest {
  readonly format: 1;
  readonly createdAt: string;
  /** The version of PostgreSQL that it was read from. */
  readonly postgres: string;
  readonly migrations: readonly AppliedMigration[];
  /** Of the schema's printed form (schema-dump.ts). */
  readonly schemaSha256: string;
  readonly tables: readonly BackupTable[];
  readonly sequences: readonly BackupSequence[];
}

export const manifestFile = 'manifest.json';

/** The manifest as a file's text, with the hash of its own content in it. */
export function manifestText(manifest: BackupManifest): string {
  return `${JSON.stringify({ ...manifest, sha256: hashOf(manifest) }, null, 2)}\n`;
}

/**
 * Reads a backup's manifest and every one of its files, before anything is done with them. Throws a StartProblem that
 * names the first file that is missing, damaged, or not of this format.
 */
export async function readBackup(
  directory: string,
  onProgress?: (bytes: number) => void,
): Promise<BackupManifest> {
  const manifest = readManifest(directory);
  let done = 0;
  for (const table of manifest.tables) {
    await checkFile(join(directory, table.file), table);
    done += table.bytes;
    onProgress?.(done);
  }
  return manifest;
}

function readManifest(directory: string): BackupManifest {
  const path = join(directory, manifestFile);
  let stored: BackupManifest & { sha256?: unknown };
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw damaged(`${directory} is no backup: it has no ${manifestFile}, which is written last.`);
    if (code !== undefined) throw error;
    throw damaged(`${path} is damaged: it is no JSON.`);
  }
  const { sha256, ...manifest } = stored;
  if (manifest.format !== 1) throw damaged(`${path} is of a form that this program does not know.`);
  if (sha256 !== hashOf(manifest))
    throw damaged(`${path} is damaged: its checksum is not that of its content.`);
  return manifest;
}

async function checkFile(path: string, { bytes, sha256 }: BackupTable): Promise<void> {
  const hash = createHash('sha256');
  let read = 0;
  try {
    await pipeline(createReadStream(path), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        hash.update(chunk);
        read += chunk.length;
      }
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw damaged(`${path} is missing from the backup.`);
    throw error;
  }
  if (read !== bytes) throw damaged(`${path} is damaged: it has ${read} bytes, not ${bytes}.`);
  if (hash.digest('hex') !== sha256)
    throw damaged(`${path} is damaged: its checksum is not the one in ${manifestFile}.`);
}

function hashOf(manifest: BackupManifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

function damaged(sentence: string): StartProblem {
  return new StartProblem('unusable', sentence);
}
