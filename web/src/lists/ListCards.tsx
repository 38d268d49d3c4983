import type { RowsProps } from './ListTable.tsx';
import { RowName } from './RowName.tsx';

/** The rows on a handheld: a card each, with the names of the columns beside what they say. */
export function ListCards<Row>({ list, open, shown, rows }: RowsProps<Row>) {
  const [head, ...rest] = shown;
  return (
    <ul className="list-cards plain-list" aria-label={list.label}>
      {rows.map((row) => {
        const key = list.keyOf(row);
        return (
          <li key={key} className="panel" data-tone={list.toneOf?.(row)}>
            <RowName list={list} open={open} row={row}>
              {head?.cell(row)}
            </RowName>
            <dl>
              {rest.map((column) => {
                const said = column.cell(row);
                if (said === null || said === '' || said === undefined) return null;
                return (
                  <div key={column.key}>
                    <dt>{column.title}</dt>
                    <dd>{said}</dd>
                  </div>
                );
              })}
            </dl>
            {list.detail !== undefined && open.state.search.open === key && (
              <div id={`row-${key}`}>{list.detail(row)}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
