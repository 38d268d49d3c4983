import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor time in microseconds; the kernel counts in hundredths of a second (proc(5), clock ticks). */
const tick = 10_000;

/** What one process has used so far. */
export function processCpu(pid: number): number {
  const { own } = times(pid)!;
  return own * tick;
}

/** What a PostgreSQL has used so far: the postmaster, the children it has buried, and those that live. */
export function postgresCpu(postmaster: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const found = times(pid);
    if (found && pid === postmaster) ticks += found.own + found.buried;
    else if (found?.parent === postmaster) ticks += found.own;
  }
  return ticks * tick;
}

export function postmasterOf(ownerUrl: string): number {
  const socket = new URL(ownerUrl).searchParams.get('host')!;
  return Number(readFileSync(join(socket, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
}

/** Fields of /proc/pid/stat behind the name, which may hold blanks. */
function times(pid: number): { parent: number; own: number; buried: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, buried: fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}
