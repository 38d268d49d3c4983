import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MB = 2 ** 20;

/**
 * The embedded server's settings: durable first (every acknowledged commit is on the disk), then tuned by what
 * was measured: long checkpoint distances, because the first touch of each page after a checkpoint writes it whole
 * to the log and halves the rate for seconds; no JIT; the binaries' libraries are old, so no network at all.
 */
export function postgresSettings(socketDirectory: string, dataDirectory: string): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '100',
    ...sizes(totalmem(), statfsSync(dataDirectory)),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
    cluster_name: 'unitrail',
  };
}

/** An eighth of the memory for pages, at most 1 GB; the log may grow to a tenth of the free disk, at most 8 GB. */
function sizes(memory: number, disk: { bavail: number; bsize: number }): Record<string, string> {
  const within = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high));
  const sharedBuffers = within(64, memory / 8 / MB, 1024);
  const maxWal = within(96, (disk.bavail * disk.bsize) / 10 / MB, 8192);
  return {
    shared_buffers: `${Math.floor(sharedBuffers)}MB`,
    effective_cache_size: `${Math.floor(memory / 2 / MB)}MB`,
    maintenance_work_mem: `${Math.floor(within(32, memory / 32 / MB, 256))}MB`,
    work_mem: '16MB',
    max_wal_size: `${Math.floor(maxWal)}MB`,
    min_wal_size: `${Math.floor(within(32, maxWal / 8, 1024))}MB`,
  };
}
