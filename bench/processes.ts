import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Target } from './cluster.ts';
import type { LoadOrder, LoadReport } from './driver.ts';

export interface Driver {
  load(order: LoadOrder): Promise<LoadReport>;
  close(): void;
}

/** Starts the load driver in a process of its own. */
export function startDriver(): Driver {
  const child = start('driver', []);
  return {
    async load(order) {
      child.send(order);
      const [report] = (await once(child, 'message')) as [LoadReport];
      return report;
    },
    close: () => child.kill(),
  };
}

export const variants = ['grouped', 'ungrouped', 'five', 'one', 'bare'] as const;
export type Variant = (typeof variants)[number];

export interface Server {
  readonly variant: Variant;
  readonly pid: number;
  readonly port: number;
  readonly key: string;
  readonly database: string;
  /** Groups and scans of the lane for small requests so far. */
  groups(): Promise<{ readonly groups: number; readonly scans: number }>;
  close(): void;
}

/** Starts a server for one variant, in a process of its own. */
export async function startServer(variant: Variant, target: Target, key: string): Promise<Server> {
  const child = start('server', [variant, target.appUrl, target.ownerUrl, key]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    variant,
    pid: child.pid!,
    port,
    key,
    database: target.name,
    async groups() {
      child.send('groups');
      const [answer] = (await once(child, 'message')) as [{ groups: number; scans: number }];
      return answer;
    },
    close: () => child.kill(),
  };
}

/** A program of this folder; if it ends by itself, so does the benchmark. */
function start(name: string, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(
    new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  );
  // As `npm start` runs the product (docs/decisions/0016).
  const child = fork(file, args, { stdio: 'inherit', execArgv: ['--max-semi-space-size=64'] });
  child.on('exit', (code) => {
    if (code === null) return;
    console.error(`The ${name} ended with ${code}.`);
    process.exit(1);
  });
  return child;
}
