import { credentials, meantFor, tellSession, whoWorks } from '../access/session-store.ts';
import { ServerProblem } from '../server/ask.ts';

/** A file of the server's; with `body` one that is made of it. Throws a ServerProblem where it cannot be had. */
export async function fetchFile(path: string, body?: unknown): Promise<Blob> {
  const actor = whoWorks()?.actor;
  const asked =
    body === undefined
      ? { headers: credentials() }
      : {
          method: 'POST',
          headers: {
            ...{ ...credentials(), 'content-type': 'application/json' },
            ...(actor === undefined ? {} : meantFor(actor)),
          },
          body: JSON.stringify(body),
        };
  const reply = await fetch(path, asked).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  if (reply.ok) return reply.blob();
  if (reply.status === 401) tellSession('ended');
  throw new ServerProblem(reply.status, await reply.json().catch(() => ({})));
}

/** Lets the browser keep a file of the server's under a name. */
export async function download(path: string, name: string): Promise<void> {
  keepFile(await fetchFile(path), name);
}

export function keepFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it up by then; before, some lose the file.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
