import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ScanAnswer, ScanRequestBody } from '../src/operations/scanning/contract.ts';

/** A request and the answers that a device was given to it. */
export interface Acknowledgement {
  readonly request: ScanRequestBody;
  readonly answers: readonly ScanAnswer[];
}

export interface AckJournal {
  /** Resolves when the journal's own process has it on the disk: only then does it count. */
  keep(acknowledgement: Acknowledgement): Promise<void>;
  /** Everything that was kept, read back from the disk. */
  read(): Promise<readonly Acknowledgement[]>;
  close(): Promise<void>;
}

/**
 * What devices were promised, written down by a process that has nothing to do with the servers, so that no fault of
 * theirs is shared by it. Plain JavaScript without a file: the oldest Node that we run on reads no TypeScript.
 */
const program = `
  const { appendFileSync, fsyncSync, openSync } = require('node:fs');
  const file = openSync(process.argv[1], 'a');
  process.on('message', (lines) => {
    appendFileSync(file, lines);
    fsyncSync(file);
    process.send('kept');
  });
`;

/** Acknowledgements that come while the disk is busy wait, and are kept together by the next fsync. */
export function openAckJournal(file: string): AckJournal {
  const child = spawn(process.execPath, ['-e', program, file], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  let waiting: { line: string; kept: () => void; failed: (error: unknown) => void }[] = [];
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const answered = Promise.race([once(child, 'message'), ended.then(() => Promise.reject(lost()))]);
      child.send(batch.map(({ line }) => line).join(''));
      await answered.then(
        () => {
          for (const { kept } of batch) kept();
        },
        (error: unknown) => {
          for (const { failed } of batch) failed(error);
        },
      );
    }
    writing = undefined;
  }

  return {
    keep(acknowledgement) {
      const line = `${JSON.stringify(acknowledgement)}\n`;
      return new Promise((kept, failed) => {
        waiting.push({ line, kept, failed });
        writing ??= write();
      });
    },
    async read() {
      await writing;
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      return lines.map((line) => JSON.parse(line) as Acknowledgement);
    },
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const lost = () => new Error('The process that keeps the journal ended.');
