import { Button, NativeSelect } from '@mantine/core';
import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { narrowing } from './filter-values.ts';
import { ListBar } from './ListBar.tsx';
import { ListCards } from './ListCards.tsx';
import { ListTable } from './ListTable.tsx';
import type { List } from './list.ts';
import './lists.css';
import { pageSizes } from './list-search.ts';
import { listsWords } from './lists-words.ts';
import { useShownColumns } from './shown-columns.ts';
import { type OpenList, useList } from './use-list.ts';
import { useNarrow } from './use-narrow.ts';

/** A list of the server's, page by page: list.ts says what a page of ours has to tell about it. */
export function DataList<Row>({ list }: { list: List<Row> }) {
  const open = useList(list);
  const { shown, toggle } = useShownColumns(list.name, list.columns);
  const { page } = open;
  const isNarrow = useNarrow();
  const top = useRef<HTMLDivElement>(null);
  useTopOnTurn(top, open);
  return (
    <section className="data-list" aria-label={list.label} ref={top}>
      <ListBar list={list} open={open} shown={shown} toggle={toggle} />
      {page.isPending && <Loading />}
      {page.isError && <Trouble error={page.error} reset={() => void page.refetch()} />}
      {page.isSuccess && page.data.items.length === 0 && <Nothing list={list} open={open} />}
      {page.isSuccess && page.data.items.length > 0 && (
        <div className="list-body" aria-busy={page.isPlaceholderData}>
          {isNarrow ? (
            <ListCards list={list} open={open} shown={shown} rows={page.data.items} />
          ) : (
            <ListTable list={list} open={open} shown={shown} rows={page.data.items} />
          )}
        </div>
      )}
      {page.isSuccess && (page.data.items.length > 0 || !open.isFirst) && <Pages open={open} />}
    </section>
  );
}

/** Another page is read from its top. */
function useTopOnTurn<Row>(top: { current: HTMLElement | null }, { state: { search } }: OpenList<Row>) {
  const at = search.after ?? search.before;
  const last = useRef(at);
  useEffect(() => {
    if (last.current === at) return;
    last.current = at;
    top.current?.scrollIntoView({ block: 'nearest' });
  }, [at, top]);
}

function Nothing<Row>({ list, open }: { list: List<Row>; open: OpenList<Row> }) {
  const say = useSliceWords(listsWords);
  const narrowed = narrowing(list.filters, open.filters);
  const isFiltered = narrowed.length > 0;
  return (
    <div className="panel list-nothing" role="status">
      <p>{isFiltered ? say('nothingFits') : list.empty}</p>
      {isFiltered && (
        <Button
          variant="default"
          onClick={() => open.state.set(Object.fromEntries(narrowed.map((key) => [key, undefined])))}
        >
          {say('clear')}
        </Button>
      )}
    </div>
  );
}

function Pages<Row>({ open }: { open: OpenList<Row> }) {
  const say = useSliceWords(listsWords);
  const { number } = useSpeech();
  const { items, total } = open.page.data!;
  const shown = say('shown', { count: number(items.length) });
  const all = total && say(total.more ? 'moreThan' : 'inAll', { count: number(total.count) });
  return (
    <nav className="list-pages" aria-label={say('pages')}>
      <p className="soft" role="status">
        {[shown, all].filter(Boolean).join(' · ')}
      </p>
      <NativeSelect
        aria-label={say('pageSize')}
        size="sm"
        value={String(open.size)}
        onChange={({ currentTarget }) => open.state.set({ size: currentTarget.value })}
        data={pageSizes.map((size) => ({ value: String(size), label: say('perPage', { count: size }) }))}
      />
      <Turn label={say('firstPage')} go={open.isFirst ? null : open.toFirst}>
        <ChevronsLeft size={18} aria-hidden />
      </Turn>
      <Turn label={say('previousPage')} go={open.toPrevious}>
        <ChevronLeft size={18} aria-hidden />
      </Turn>
      <Turn label={say('nextPage')} go={open.toNext}>
        <ChevronRight size={18} aria-hidden />
      </Turn>
    </nav>
  );
}

function Turn({ label, go, children }: { label: string; go: (() => void) | null; children: ReactNode }) {
  return (
    <Button
      variant="default"
      aria-label={label}
      title={label}
      disabled={go === null}
      onClick={() => go?.()}
      className="list-turn"
    >
      {children}
    </Button>
  );
}
