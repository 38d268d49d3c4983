import { createServer } from 'node:net';
import { StartProblem } from './start-problem.ts';

/** Throws the sentence for a port that cannot be listened on; sooner than the server would, and before any work. */
export async function ensurePortFree(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve));
  } catch (error) {
    throw portProblem(error, host, port) ?? error;
  } finally {
    probe.close();
  }
}

/** The sentence for a failed `listen`; undefined for any other error. */
export function portProblem(error: unknown, host: string, port: number): StartProblem | undefined {
  switch ((error as NodeJS.ErrnoException | undefined)?.code) {
    case 'EADDRINUSE':
      return new StartProblem(
        'taken',
        `Port ${port} on ${host} is taken by another program; set UNITRAIL_PORT to a free one.`,
      );
    case 'EACCES':
      return new StartProblem(
        'configuration',
        `Port ${port} may not be used by this user; set UNITRAIL_PORT above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartProblem(
        'configuration',
        `${host} is not an address of this machine; set UNITRAIL_HOST.`,
      );
    default:
      return undefined;
  }
}
