import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment, type KeyboardEvent, type MouseEvent } from 'react';
import type { Column, List } from './list.ts';
import { RowName } from './RowName.tsx';
import type { OpenList } from './use-list.ts';

export interface RowsProps<Row> {
  readonly list: List<Row>;
  readonly open: OpenList<Row>;
  readonly shown: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** The rows on a desk. Arrow keys go from row to row, Enter opens one, and so does a click anywhere in it. */
export function ListTable<Row>({ list, open, shown, rows }: RowsProps<Row>) {
  const opened = open.state.search.open;
  return (
    <table className="list-table" aria-label={list.label} onKeyDown={walkRows}>
      <thead>
        <tr>
          {shown.map((column) => (
            <Heading key={column.key} column={column} list={list} open={open} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = list.keyOf(row);
          const isOpen = list.detail !== undefined && opened === key;
          return (
            <Fragment key={key}>
              <tr data-tone={list.toneOf?.(row)} onClick={openRow}>
                {shown.map((column, nth) =>
                  nth === 0 ? (
                    <th key={column.key} scope="row">
                      <RowName list={list} open={open} row={row}>
                        {column.cell(row)}
                      </RowName>
                    </th>
                  ) : (
                    <td key={column.key} data-number={column.isNumber}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
              {isOpen && (
                <tr className="list-detail">
                  <td colSpan={shown.length} id={`row-${key}`}>
                    {list.detail!(row)}
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Heading<Row>({ column, list, open }: { column: Column<Row>; list: List<Row>; open: OpenList<Row> }) {
  const { sort, title, isNumber } = column;
  if (sort === undefined)
    return (
      <th scope="col" data-number={isNumber}>
        {title}
      </th>
    );
  const order = open.state.search.sort ?? list.order;
  const isUp = order === sort;
  const isDown = order === `-${sort}`;
  const Arrow = isDown ? ArrowDown : ArrowUp;
  return (
    <th scope="col" data-number={isNumber} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button
        type="button"
        className="list-sort"
        onClick={() => open.state.set({ sort: isUp ? `-${sort}` : sort })}
      >
        {title} <Arrow size={14} aria-hidden data-shown={isUp || isDown} />
      </button>
    </th>
  );
}

const name = '.row-name';

/** Up, down, Home and End among the names of the rows, wherever in the table the focus is. */
function walkRows(event: KeyboardEvent<HTMLTableElement>) {
  const from = event.target as HTMLElement;
  if (from.closest('input, select, textarea, .list-detail')) return;
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>(name)];
  const at = names.indexOf(from.closest('tr')?.querySelector<HTMLElement>(name) ?? from);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: names.length - 1,
  };
  const to = steps[event.key];
  if (to === undefined || names.length === 0) return;
  event.preventDefault();
  names[Math.min(to, names.length - 1)]?.focus();
}

/** A click opens the row, unless it was on something of its own or marked a text. */
function openRow(event: MouseEvent<HTMLTableRowElement>) {
  const on = event.target as HTMLElement;
  const isMarking = window.getSelection()?.type === 'Range';
  if (isMarking || on.closest('a, button, input, select, textarea, label')) return;
  event.currentTarget.querySelector<HTMLElement>(name)?.click();
}
