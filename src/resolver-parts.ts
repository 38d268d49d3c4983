import type { Config } from './config.ts';
import { readWarranties } from './operations/catalog/set-terms.ts';
import { openLabelTokens } from './operations/resolver/label-token.ts';
import type { Database } from './platform/database.ts';
import type { FileStore } from './platform/file-store.ts';
import type { ServerSecret } from './platform/server-secret.ts';

interface Shared {
  readonly database: Database;
  readonly metrics: { onProof(way: string, outcome: string): void };
}

interface Files {
  readonly secret: ServerSecret;
  readonly photos: FileStore;
}

/** What customers are shown, and what labels of ours carry. */
export function resolverParts<Parts extends Shared>(
  shared: Parts,
  { secret, photos }: Files,
  { linkUrl, linkHosts, publicUrl }: Config,
) {
  return {
    ...shared,
    store: photos,
    tokens: openLabelTokens(secret),
    hosts: linkHosts ?? [],
    stem: linkUrl ?? publicUrl,
    warrantiesOn: async (sku: string, day: string) => {
      const terms = await readWarranties(shared.database, sku, day);
      return 'problem' in terms ? [] : terms.items;
    },
    onProof: shared.metrics.onProof,
  };
}
