import type { ImportOnWire } from '../../../src/operations/importing/contract.ts';
import { credentials, meantFor, tellSession, whoWorks } from '../access/session-store.ts';
import { ServerProblem } from '../server/ask.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Sends a file as it lies on the disk and says how many of its bytes are gone. It is the one thing that `fetch` cannot tell.
 * Throws a ServerProblem.
 */
export function sendFile(
  file: File,
  address: string,
  onSent: (bytes: number) => void,
  stop: AbortSignal,
): Promise<ImportOnWire> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    const who = whoWorks();
    const headers = {
      accept: 'application/json, application/problem+json',
      ...credentials(),
      ...(who === null ? {} : meantFor(who.actor)),
    };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', /\.xlsx$/i.test(file.name) ? xlsx : 'text/csv');
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      const said = parsed(request.responseText);
      if (request.status === 401) tellSession('ended');
      if (said.code === 'other_actor') tellSession('other');
      if (request.status === 201) resolve(said as unknown as ImportOnWire);
      else reject(new ServerProblem(request.status, said));
    });
    request.addEventListener('error', () => reject(new ServerProblem(0, { code: 'unreachable' })));
    request.addEventListener('abort', () => reject(new ServerProblem(0, { code: 'stopped' })));
    stop.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/**
 * Saves what the server gives under an address. A file of any length goes straight to the disk, where the browser can ask for
 * it by itself; a key has to go along in a header, and what may be refused has to be read first: those are held in memory.
 */
export async function saveFile(address: string, name: string, mayBeRefused: boolean): Promise<void> {
  if (!mayBeRefused && credentials().authorization === undefined) return save(address, name);
  const reply = await fetch(address, { headers: { ...credentials() } }).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  if (!reply.ok) throw new ServerProblem(reply.status, parsed(await reply.text()));
  const held = URL.createObjectURL(await reply.blob());
  save(held, name);
  setTimeout(() => URL.revokeObjectURL(held), 60_000);
}

function save(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
