import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectDirectory } from '../platform/project-directory.ts';

export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything written so far, both streams. */
  said(): string;
  /** The URL, once it is ready; rejects with what was said when the process ends before. */
  readonly ready: Promise<string>;
  /** How it ended: the exit code, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface LaunchOptions {
  /** The whole environment beside PATH: nothing of the test's own gets in. */
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** The server as `npm start` runs it, in a process of its own, on any free port unless the settings name one. */
export function launchServer({ env, args = ['--empty'], user }: LaunchOptions): ServerProcess {
  const child = spawn(process.execPath, [join(projectDirectory, 'tools/start.mjs'), ...args], {
    cwd: projectDirectory,
    env: { PATH: process.env.PATH, UNITRAIL_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  let said = '';
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code ?? -1));
  });
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const url = /ready at (http\S+)/.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    void ended.then((how) => reject(new Error(`ended (${how}) before it was ready: ${said}`)));
  });
  ready.catch(() => {});
  return { child, said: () => said, ready, ended };
}
