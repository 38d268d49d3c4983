import { limits } from '../domain/limits.ts';
import type { Sites } from '../domain/sites.ts';
import type { Queryable } from '../platform/database.ts';
import { itemsWithin } from './elsewhere.ts';
import { type FeedPage, type FeedProblem, readFeed } from './feed.ts';
import type { Reference } from './reference.ts';

/**
 * The feed as somebody sees it who may look at some sites only. What happened elsewhere is passed over, and it reads on
 * until the page has an item or there is nothing more; so an empty page means that nothing new is his. After
 * `feedPassedMax` things of others it answers with what it has, and `next` is further on all the same.
 */
export async function readFeedWithin(
  db: Queryable,
  reference: Reference,
  sites: Sites,
  after: string | null,
  limit: number,
): Promise<FeedPage | { readonly problem: FeedProblem }> {
  if (sites === null) return readFeed(db, reference, after, limit);
  const step = Math.max(limit, limits.feedStepItems);
  let from = after;
  for (let passed = 0; ; ) {
    const page = await readFeed(db, reference, from, step);
    if ('problem' in page) return page;
    const items = itemsWithin(page.items, reference, sites);
    // What does not fit on the page comes again behind its last item.
    if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]!.feed };
    passed += page.items.length;
    from = page.next;
    const isEnd = page.items.length < step;
    if (items.length > 0 || isEnd || passed >= limits.feedPassedMax) return { items, next: from };
  }
}
