import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { conditions } from '../../../src/domain/facts.ts';
import {
  type DefaultField,
  defaultFields,
  isDocumentKind,
  kindRules,
} from '../../../src/domain/imports/fields.ts';
import { useSites } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { type Import, type ImportWishes, useImportActs } from './imports-queries.ts';
import { importsWords } from './imports-words.ts';
import { useMachineWords } from './machine-word.ts';

/** How lines are read: what holds for those that do not say it, which day comes first, what the file calls our sites. */
export function LineSettings({ item }: { item: Import }) {
  const say = useSliceWords(importsWords);
  const { change } = useImportActs(String(item.id));
  const [problem, setProblem] = useState<string | null>(null);
  const set = (wishes: ImportWishes) =>
    void change(wishes).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    );
  const { dateOrder, acceptJunk, replaces } = item.settings;
  const { fields } = kindRules[item.kind];
  const hasDays = fields.includes('at') || fields.includes('expectedOn');
  const hasSerials = fields.includes('serial') || fields.includes('serials');
  return (
    <section className="panel stack" aria-labelledby="line-settings">
      <h2 id="line-settings">{say('forAll')}</h2>
      <Defaults item={item} set={set} />
      {hasDays && (
        <NativeSelect
          label={say('dateOrder')}
          value={dateOrder ?? ''}
          onChange={({ currentTarget: { value } }) =>
            set({ ...(value === '' ? {} : { dateOrder: value as 'dmy' | 'mdy' }) })
          }
          data={[
            { value: '', label: say('dateRefused'), disabled: dateOrder !== undefined },
            { value: 'dmy', label: say('dmy') },
            { value: 'mdy', label: say('mdy') },
          ]}
        />
      )}
      {hasSerials && (
        <Switch
          label={say('acceptJunk')}
          checked={acceptJunk === true}
          onChange={({ currentTarget }) => set({ acceptJunk: currentTarget.checked })}
        />
      )}
      {isDocumentKind(item.kind) && (
        <Switch
          label={say('replaces')}
          checked={replaces === true}
          onChange={({ currentTarget }) => set({ replaces: currentTarget.checked })}
        />
      )}
      {fields.includes('site') && <SiteNames item={item} set={set} />}
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </section>
  );
}

interface Part {
  readonly item: Import;
  readonly set: (wishes: ImportWishes) => void;
}

/** One field for each value that may hold for all lines and that no column says. */
function Defaults({ item, set }: Part) {
  const known = new Set(item.columns.map(({ field }) => field));
  const fields = defaultFields.filter((field) => kindRules[item.kind].fields.includes(field));
  const defaults = item.settings.defaults ?? {};
  const say = (field: DefaultField, text: string) => {
    const { [field]: _before, ...others } = defaults;
    set({ defaults: text === '' ? others : ({ ...others, [field]: text } as typeof defaults) });
  };
  return (
    <div className="import-choices">
      {fields
        .filter((field) => !known.has(field) || field === 'site' || defaults[field] !== undefined)
        .map((field) => (
          <DefaultChoice
            key={field}
            field={field}
            value={defaults[field] ?? ''}
            onSay={(text) => say(field, text)}
          />
        ))}
    </div>
  );
}

interface DefaultChoiceProps {
  readonly field: DefaultField;
  readonly value: string;
  readonly onSay: (text: string) => void;
}

function DefaultChoice({ field, value, onSay }: DefaultChoiceProps) {
  const word = useMachineWords();
  const { words } = useSpeech();
  const sites = useSites().data?.items ?? [];
  const label = word('field', field);
  const choices =
    field === 'site'
      ? sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))
      : conditions.map((one) => ({ value: one, label: words.condition[one] }));
  if (field === 'site' || field === 'condition')
    return (
      <NativeSelect
        label={label}
        value={value}
        onChange={({ currentTarget }) => onSay(currentTarget.value)}
        data={[{ value: '', label: '–' }, ...choices]}
      />
    );
  return (
    <TextInput
      key={value}
      label={label}
      defaultValue={value}
      onBlur={({ currentTarget }) => {
        const text = currentTarget.value.trim();
        if (text !== value) onSay(text);
      }}
    />
  );
}

function SiteNames({ item, set }: Part) {
  const say = useSliceWords(importsWords);
  const sites = useSites().data?.items ?? [];
  const names = item.settings.siteNames ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, site] = [String(form.get('name')).trim(), String(form.get('site'))];
    if (name !== '' && site !== '') set({ siteNames: { ...names, [name]: site } });
    event.currentTarget.reset();
  }
  function remove(name: string) {
    const { [name]: _gone, ...others } = names;
    set({ siteNames: others });
  }
  return (
    <details open={Object.keys(names).length > 0}>
      <summary>{say('siteNames')}</summary>
      <ul className="plain-list">
        {Object.entries(names).map(([name, site]) => (
          <li key={name} className="import-acts">
            <span className="number">{name}</span> → <strong>{site}</strong>
            <Button
              variant="default"
              size="md"
              aria-label={say('remove', { name })}
              onClick={() => remove(name)}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
      <form className="import-acts" onSubmit={submit}>
        <TextInput name="name" label={say('siteName')} list={`site-names-${item.id}`} maxLength={200} />
        <datalist id={`site-names-${item.id}`}>
          {namesInFile(item).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <NativeSelect
          name="site"
          label={say('ourSite')}
          data={sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
        />
        <Button type="submit" size="md" variant="default">
          {say('add')}
        </Button>
      </form>
    </details>
  );
}

/** What stands in the first lines where the site is said. */
function namesInFile({ columns, samples }: Import): readonly string[] {
  const at = columns.findIndex(({ field }) => field === 'site');
  if (at === -1) return [];
  return [...new Set(samples.map((cells) => cells[at] ?? '').filter((name) => name !== ''))];
}
