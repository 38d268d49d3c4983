import { Button } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSliceWords } from '../words/words.ts';
import { formsWords } from './forms-words.ts';

interface RowsProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** What a new row begins with. */
  readonly blank: Row;
  readonly add: string;
  change(rows: readonly Row[]): void;
  /** The fields of a row; `set` changes a part of it. */
  fields(row: Row, nth: number, set: (part: Partial<Row>) => void): ReactNode;
}

/** A list inside a form: GTINs, parts. Rows are added at the end and taken away each by its own button. */
export function Rows<Row extends object>({ label, rows, blank, add, change, fields }: RowsProps<Row>) {
  const say = useSliceWords(formsWords);
  return (
    <fieldset className="form-rows">
      <legend>{label}</legend>
      {rows.map((row, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own, and its fields keep no state
        <div key={nth} className="form-row">
          {fields(row, nth, (part) =>
            change(rows.map((one, at) => (at === nth ? { ...one, ...part } : one))),
          )}
          <Button
            variant="default"
            className="form-remove"
            aria-label={say('removeRow', { list: label, nth: nth + 1 })}
            onClick={() => change(rows.filter((_, at) => at !== nth))}
          >
            <X size={16} aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        onClick={() => change([...rows, blank])}
      >
        {add}
      </Button>
    </fieldset>
  );
}
