import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { SearchOnWire } from '../../../src/operations/search/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useSliceWords } from '../words/words.ts';
import { unreadWords } from './unread-words.ts';

export interface ChosenProduct {
  readonly sku: string;
  readonly name: string;
}

interface ProductChoiceProps {
  readonly chosen: ChosenProduct | null;
  choose(product: ChosenProduct | null): void;
}

/** The product of a thing, by its bar code or a part of its name. */
export function ProductChoice({ chosen, choose }: ProductChoiceProps) {
  const say = useSliceWords(unreadWords);
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery({
    queryKey: ['product-choice', q],
    queryFn: () => ask<SearchOnWire>('GET', withQuery('/api/search', { q, kinds: 'product', limit: '8' })),
    enabled: q !== '' && chosen === null,
    placeholderData: keepPreviousData,
  });
  if (chosen !== null)
    return (
      <div>
        <p className="unread-label">{say('what')}</p>
        <div className="unread-chosen">
          <p>
            {chosen.name} <span className="soft number">{chosen.sku}</span>
          </p>
          <Button variant="default" onClick={() => choose(null)}>
            {say('another')}
          </Button>
        </div>
      </div>
    );
  const hits = q === '' ? [] : (found.data?.products.items ?? []).filter(({ serialized }) => serialized);
  /** A scanner ends with Enter: what is found alone is meant. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (hits.length === 1 && q === typed.trim()) choose(hits[0]!);
  }
  return (
    <div className="stack">
      <TextInput
        label={say('what')}
        description={say('whatHint')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        data-autofocus
        autoFocus
      />
      {hits.length > 0 && (
        <ul className="plain-list unread-hits">
          {hits.map((hit) => (
            <li key={hit.sku}>
              <Button variant="default" fullWidth justify="flex-start" onClick={() => choose(hit)}>
                {hit.name} <span className="soft number">{hit.sku}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {q !== '' && found.isSuccess && hits.length === 0 && <p role="status">{say('noProduct')}</p>}
      {found.isError && (
        <p role="alert" className="form-problem">
          {found.error.message}
        </p>
      )}
    </div>
  );
}
