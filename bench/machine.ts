import { cpus, totalmem } from 'node:os';
import { execute } from './cluster.ts';

/** What the figures were measured on. */
export async function machineOf(ownerUrl: string) {
  const [row] = await execute<{ version: string; buffers: string }>(
    ownerUrl,
    `select current_setting('server_version') as version, current_setting('shared_buffers') as buffers`,
  );
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: row!.version,
    sharedBuffers: row!.buffers,
    date: new Date().toISOString().slice(0, 10),
  };
}
