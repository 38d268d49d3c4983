import { credentials } from '../access/session-store.ts';
import { ServerProblem, withQuery } from '../server/ask.ts';
import type { ListQuery } from './read-page.ts';

export const exportFormats = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * Fetches a list of the API as a file and hands it to the browser to keep. Throws a ServerProblem where the server says
 * no.
 */
export async function takeExport(path: string, query: ListQuery, format: ExportFormat): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const reply = await fetch(withQuery(path, { ...query, format }), { headers: credentials() }).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  if (!reply.ok) throw new ServerProblem(reply.status, await reply.json().catch(() => ({})));
  const address = URL.createObjectURL(await reply.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.${format}`;
  link.click();
  // The browser has taken it up by then; before, some lose the file.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
