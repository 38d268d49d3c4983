import { readFileSync } from 'node:fs';

/**
 * Tells one process from every other that ever had its number: boot id and start time, as Linux keeps them.
 * Undefined when no such process runs; a zombie (killed, not yet reaped by its parent) does not run.
 */
export function processIdentity(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // proc(5): the name in brackets may hold spaces and brackets, so count fields after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return undefined;
  return `${read('/proc/sys/kernel/random/boot_id')?.trim()}/${startTicks}`;
}

/** The program and its arguments, which every user may see (unlike where it stands); undefined when it is gone. */
export function commandLine(pid: number): string[] | undefined {
  return read(`/proc/${pid}/cmdline`)?.split('\0').slice(0, -1);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
