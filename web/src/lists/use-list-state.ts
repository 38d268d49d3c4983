import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { changed, type ListSearch } from './list-search.ts';

/** The list's part of the address, and how it is changed; the browser's way back undoes each change. */
export function useListState() {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  // Where the pages before began, for servers that cannot page back: it lives as long as the history entry.
  const { trail = [] } = useLocation().state as { trail?: readonly string[] };
  function go(next: ListSearch, more: { replace?: boolean; trail?: readonly string[] } = {}) {
    const { replace = false, trail: state = [] } = more;
    void navigate({ to: '.', search: next, state: { trail: state }, replace, resetScroll: false } as never);
  }
  return {
    search,
    trail,
    /** Other filters, another order or length: from the first page on. `replace`: while somebody types. */
    set: (change: Readonly<Record<string, string | undefined>>, replace = false) =>
      go(changed(search, change), { replace }),
    /** The same list under a fuller address. */
    keep: (whole: ListSearch) => go(whole, { replace: true, trail }),
    /** The same list at another page. */
    turn: (to: { after?: string; before?: string }, nextTrail: readonly string[]) =>
      go(changed(search, to), { trail: nextTrail }),
    /** Opens a row in place, or closes it. */
    open: (key: string | undefined) => go(changed(search, { open: key }), { replace: true, trail }),
  };
}
