import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CategoryOnWire } from '../../../src/operations/catalog/contract.ts';
import { FormPanel } from '../forms/FormPanel.tsx';
import { ChoiceField, TextField } from '../forms/fields.tsx';
import { useForm } from '../forms/use-form.ts';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords } from '../words/words.ts';
import { CatalogTabs } from './CatalogTabs.tsx';
import { forgetCatalog, useCategories } from './catalog-queries.ts';
import { catalogWords } from './catalog-words.ts';
import { type Branch, treeOf } from './category-tree.ts';

/** What is open for change: a category by its code, or a new one under another (null: at the top). */
type Open = { readonly change: string } | { readonly under: string | null } | null;

/** Categories as the tree they are: policy for one is policy for all under it. */
export function CategoriesPage() {
  const say = useSliceWords(catalogWords);
  const mayChange = useMay()('catalog', null);
  const categories = useCategories();
  const [open, setOpen] = useState<Open>(null);
  const items = categories.data?.items ?? [];
  return (
    <div className="stack">
      <h1>{say('catalog')}</h1>
      <CatalogTabs />
      {categories.isPending && <Loading />}
      {categories.isError && <Trouble error={categories.error} reset={() => void categories.refetch()} />}
      {categories.data && (
        <section className="panel" aria-label={say('categories')}>
          {items.length === 0 && <p className="soft">{say('noCategories')}</p>}
          <Level
            branches={treeOf(items)}
            all={items}
            open={open}
            setOpen={mayChange ? setOpen : null}
            isTop
          />
          {open !== null && 'under' in open && open.under === null && (
            <CategoryForm before={null} under={null} all={items} close={() => setOpen(null)} />
          )}
          {mayChange && (
            <Button variant="default" onClick={() => setOpen({ under: null })}>
              {say('newCategory')}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

interface LevelProps {
  readonly branches: readonly Branch[];
  readonly all: readonly CategoryOnWire[];
  readonly open: Open;
  readonly setOpen: ((open: Open) => void) | null;
  readonly isTop?: boolean;
}

function Level({ branches, all, open, setOpen, isTop = false }: LevelProps) {
  const say = useSliceWords(catalogWords);
  if (branches.length === 0) return null;
  return (
    <ul className={isTop ? 'tree' : undefined}>
      {branches.map(({ below, ...category }) => {
        const { code, name } = category;
        const isChanged = open !== null && 'change' in open && open.change === code;
        const isAdded = open !== null && 'under' in open && open.under === code;
        return (
          <li key={code}>
            <div className="tree-line">
              <Link to="/catalog" search={{ category: code }}>
                {name}
              </Link>
              {name !== code && <span className="soft number">{code}</span>}
              {setOpen && (
                <span className="tree-actions">
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={say('changeCategory', { name })}
                    onClick={() => setOpen({ change: code })}
                  >
                    {say('change')}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={say('addUnder', { name })}
                    onClick={() => setOpen({ under: code })}
                  >
                    +
                  </Button>
                </span>
              )}
            </div>
            {isChanged && (
              <CategoryForm
                before={category}
                under={category.parent}
                all={all}
                close={() => setOpen?.(null)}
              />
            )}
            {isAdded && <CategoryForm before={null} under={code} all={all} close={() => setOpen?.(null)} />}
            <Level branches={below} all={all} open={open} setOpen={setOpen} />
          </li>
        );
      })}
    </ul>
  );
}

interface CategoryFormProps {
  readonly before: CategoryOnWire | null;
  readonly under: string | null;
  readonly all: readonly CategoryOnWire[];
  close(): void;
}

function CategoryForm({ before, under, all, close }: CategoryFormProps) {
  const say = useSliceWords(catalogWords);
  const form = useForm(
    { code: before?.code ?? '', name: before?.name ?? '', parent: under ?? '' },
    ({ code, name, parent }) => {
      const above = parent === '' ? null : parent;
      if (before)
        return ask('PATCH', `/api/categories/${encodeURIComponent(before.code)}`, { name, parent: above });
      const said = name.trim() === '' ? {} : { name: name.trim() };
      return ask('POST', '/api/categories', { code: code.trim(), ...said, parent: above });
    },
    () => {
      forgetCatalog();
      close();
    },
  );
  return (
    <FormPanel
      form={form}
      title={before ? say('changeCategory', { name: before.name }) : say('newCategory')}
      submit={say(before ? 'save' : 'add')}
      cancel={close}
    >
      <div className="form-pair">
        {!before && <TextField form={form} name="code" label={say('code')} required maxLength={200} />}
        <TextField form={form} name="name" label={say('name')} required={before !== null} maxLength={200} />
        <ChoiceField
          form={form}
          name="parent"
          label={say('above')}
          choices={[
            { value: '', label: say('top') },
            ...all
              .filter(({ code }) => code !== before?.code)
              .map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      </div>
    </FormPanel>
  );
}
