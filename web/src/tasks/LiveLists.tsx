import { Tabs } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { taskWords } from './task-words.ts';

/** One of a station's lists, the newest first. */
export interface LiveList<Row> {
  readonly key: string;
  readonly label: string;
  readonly rows: readonly Row[];
  /** What is said where it has no rows. */
  readonly empty: string;
}

interface LiveListsProps<Row> {
  readonly lists: readonly LiveList<Row>[];
  readonly chosen: string;
  choose(key: string): void;
  keyOf(row: Row): string | number;
  draw(row: Row): ReactNode;
}

/** The lists of a station, one at a time; only the rows in sight are drawn, so thousands scroll as ten do. */
export function LiveLists<Row>({ lists, chosen, choose, keyOf, draw }: LiveListsProps<Row>) {
  const { number } = useSpeech();
  const sayTask = useSliceWords(taskWords);
  return (
    <section className="panel task-lists" aria-label={sayTask('lists')}>
      <Tabs value={chosen} onChange={(key) => key !== null && choose(key)} keepMounted={false}>
        <Tabs.List>
          {lists.map(({ key, label, rows }) => (
            <Tabs.Tab key={key} value={key}>
              {label} <span className="task-count">{number(rows.length)}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {lists.map((list) => (
          <Tabs.Panel key={list.key} value={list.key} tabIndex={-1}>
            {list.rows.length === 0 ? (
              <p className="soft">{list.empty}</p>
            ) : (
              <Rows list={list} keyOf={keyOf} draw={draw} />
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

/** The height of a row until it has been drawn. */
const rowHeight = 60;

function Rows<Row>({
  list: { rows, label },
  keyOf,
  draw,
}: { list: LiveList<Row> } & Pick<LiveListsProps<Row>, 'keyOf' | 'draw'>) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => keyOf(rows[at]!),
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div className="task-rows" ref={frame} tabIndex={0}>
      <ul aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {draw(rows[index]!)}
          </li>
        ))}
      </ul>
    </div>
  );
}
