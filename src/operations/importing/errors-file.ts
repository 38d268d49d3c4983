import { inert, inertAsRead } from '../../domain/imports/formulas.ts';
import { limits } from '../../domain/limits.ts';
import { writeCsvLine } from '../../platform/csv-text.ts';
import type { Database } from '../../platform/database.ts';
import * as sql from './queries.ts';

/**
 * The lines that were not recorded, as they stood in the file, each with what is wrong with it: to be mended and sent
 * again. `line`, `error` and `code` come last, and mean nothing to an import.
 */
export async function* errorsFile(
  database: Database,
  { id, columns }: Pick<sql.ImportRow, 'id' | 'columns'>,
): AsyncGenerator<string> {
  yield writeCsvLine([...columns.map(({ header }) => inert(header)), 'line', 'error', 'code']);
  for (let after = 0; ; ) {
    const values = [id, 'refused', after, null, limits.exportBatchRows];
    const { rows } = await database.query<sql.LineRow>(sql.selectLines, values);
    if (rows.length > 0)
      yield rows
        .map(({ line, sentence, code, cells }) => {
          const own = columns.map((_, index) => inertAsRead(cells?.[index] ?? ''));
          return writeCsvLine([...own, String(line), inert(sentence), code]);
        })
        .join('');
    if (rows.length < limits.exportBatchRows) return;
    after = rows.at(-1)!.line;
  }
}
