import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Field, kindRules } from '../../../src/domain/imports/fields.ts';
import { useSliceWords } from '../words/words.ts';
import { type Import, useImportActs } from './imports-queries.ts';
import { importsWords } from './imports-words.ts';
import { useMachineWords } from './machine-word.ts';

/** What each column of the file is taken for, with what stands in it; each can be told otherwise. */
export function Columns({ item }: { item: Import }) {
  const say = useSliceWords(importsWords);
  const { change } = useImportActs(String(item.id));
  const [problem, setProblem] = useState<string | null>(null);
  async function mean(header: string, before: Field | null, field: Field | null) {
    const mapping = {
      ...(before === null ? {} : { [before]: null }),
      ...(field === null ? {} : { [field]: header }),
    };
    await change({ mapping }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    );
  }
  return (
    <section className="panel stack" aria-labelledby="columns">
      <h2 id="columns">{say('columns')}</h2>
      <table className="import-columns">
        <thead>
          <tr>
            <th scope="col">{say('header')}</th>
            <th scope="col">{say('samples')}</th>
            <th scope="col">{say('means')}</th>
          </tr>
        </thead>
        <tbody>
          {item.columns.map((column, index) => (
            <ColumnRow
              // Two columns may have one heading; their order never changes.
              // biome-ignore lint/suspicious/noArrayIndexKey: the file's columns stay where they are
              key={index}
              item={item}
              index={index}
              onMean={(field) => void mean(column.header, column.field, field)}
            />
          ))}
        </tbody>
      </table>
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      <KeepColumns item={item} />
    </section>
  );
}

interface ColumnRowProps {
  readonly item: Import;
  readonly index: number;
  readonly onMean: (field: Field | null) => void;
}

function ColumnRow({ item, index, onMean }: ColumnRowProps) {
  const say = useSliceWords(importsWords);
  const word = useMachineWords();
  const { header, field, how } = item.columns[index]!;
  const taken = new Set(item.columns.map((column) => column.field));
  const samples = item.samples.map((cells) => cells[index] ?? '').filter((cell) => cell !== '');
  return (
    <tr>
      <th scope="row">{header}</th>
      <td className="number import-samples">{samples.slice(0, 3).join(' · ')}</td>
      <td>
        <NativeSelect
          aria-label={say('meaningOf', { header })}
          value={field ?? ''}
          onChange={({ currentTarget: { value } }) => onMean(value === '' ? null : (value as Field))}
          data={[
            { value: '', label: say('notUsed') },
            ...kindRules[item.kind].fields.map((one) => ({
              value: one,
              label: word('field', one) + (taken.has(one) && one !== field ? ' ↔' : ''),
            })),
          ]}
        />
        {how !== null && <span className="soft import-how">{say(how)}</span>}
      </td>
    </tr>
  );
}

/** The mapping under a name of one's own, for the next file that looks like this one. */
function KeepColumns({ item }: { item: Import }) {
  const say = useSliceWords(importsWords);
  const { savePreset } = useImportActs(String(item.id));
  const [told, setTold] = useState<{ readonly text: string; readonly isBad: boolean } | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    if (name === '') return;
    await savePreset(name, item).then(
      () => setTold({ text: say('kept'), isBad: false }),
      (error: Error) => setTold({ text: error.message, isBad: true }),
    );
  }
  return (
    <details>
      <summary>{say('savePreset')}</summary>
      <form className="import-acts" onSubmit={(event) => void submit(event)}>
        <TextInput name="name" label={say('presetName')} required maxLength={200} />
        <Button type="submit" size="md" variant="default">
          {say('keep')}
        </Button>
      </form>
      {told !== null && (
        <p role={told.isBad ? 'alert' : 'status'} className={told.isBad ? 'form-problem' : ''}>
          {told.text}
        </p>
      )}
    </details>
  );
}
