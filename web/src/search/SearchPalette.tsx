import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState } from 'react';
import type { SearchOnWire } from '../../../src/operations/search/contract.ts';
import { ask } from '../server/ask.ts';
import { useSession } from '../server/queries.ts';
import { type MenuItem, menuFor } from '../shell/menu.ts';
import { menuWords } from '../shell/menu-words.ts';
import { type Speech, useSliceWords, useSpeech } from '../words/words.ts';
import { searchStore } from './open-search.ts';
import { searchWords } from './search-words.ts';

/** Ctrl+K: units by any fragment of a number, with what they are; open questions; and the pages. */
export function SearchPalette() {
  const speech = useSpeech();
  const { say } = speech;
  const sayMenu = useSliceWords(menuWords);
  const { data: session } = useSession();
  const pages = session ? menuFor(session) : [];
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: () => ask<SearchOnWire>('POST', '/api/search', { q, limit: 8 }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const saySearch = useSliceWords(searchWords);
  const all = q === '' ? [] : groupsOf(found.data, speech, (to) => void navigate(to));
  const groups = [...all, ...(q === '' ? [] : paperGroups(found.data, saySearch, setTyped))];
  return (
    <Spotlight.Root
      store={searchStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      attributes={{ content: { 'aria-label': say('search') } }}
      scrollable
      maxHeight="70vh"
      clearQueryOnClose
    >
      <Spotlight.Search
        placeholder={say('searchEverything')}
        aria-label={say('searchEverything')}
        leftSection={<Search size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, actions }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {actions.map(({ key, title, text, go, stays }) => (
              <Spotlight.Action
                key={key}
                label={title}
                description={text}
                onClick={go}
                closeSpotlightOnTrigger={stays !== true}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {q !== '' && found.isSuccess && groups.length === 0 && (
          <Spotlight.Empty>{found.data.hint ?? say('nothingFound')}</Spotlight.Empty>
        )}
        {q === '' && (
          <Spotlight.ActionsGroup label={say('goTo')}>
            {pages.map(({ to, name }) => (
              <Spotlight.Action key={to} label={sayMenu(name)} onClick={() => void navigate({ to })} />
            ))}
          </Spotlight.ActionsGroup>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

type Go = (to: { to: '/units/$id'; params: { id: string } } | { to: MenuItem['to'] }) => void;

interface Action {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  go(): void;
  /** It only searches on: the palette stays open. */
  readonly stays?: true;
}

function groupsOf(found: SearchOnWire | undefined, { say, words, hold }: Speech, go: Go) {
  if (!found) return [];
  const units = found.units.items.map(({ unit, matched }): Action => {
    const held = unit.holds.map(hold).join(', ');
    const parts = [unit.name, words.status[unit.status], unit.place, held, matched.sentence];
    return {
      key: `unit ${unit.id}`,
      title: `${unit.sku} ${unit.serial}`,
      text: parts.filter((part) => part !== null && part !== '').join(' · '),
      go: () => go({ to: '/units/$id', params: { id: String(unit.id) } }),
    };
  });
  const exceptions = found.exceptions.items.map(
    ({ id, sentence }): Action => ({
      key: `exception ${id}`,
      title: `#${id}`,
      text: sentence,
      go: () => go({ to: '/exceptions' }),
    }),
  );
  return [
    { label: say('units'), actions: units },
    { label: say('exceptions'), actions: exceptions },
  ].filter(({ actions }) => actions.length > 0);
}

/** Customers, whose orders the next search shows, and papers. */
function paperGroups(
  found: SearchOnWire | undefined,
  say: (key: 'customers' | 'documents' | 'showOrders') => string,
  search: (text: string) => void,
) {
  if (!found) return [];
  const customers = found.customers.items.map(({ reference, name, email, phone }): Action => {
    const parts = [email, phone, say('showOrders')];
    return {
      key: `customer ${reference}`,
      title: name ?? reference,
      text: parts.filter((part) => part !== null).join(' · '),
      go: () => search(reference),
      stays: true,
    };
  });
  const documents = found.documents.items.map(
    ({ kind, number, site, supplier, matched }): Action => ({
      key: `document ${kind} ${number}`,
      title: `${kind} ${number}`,
      text: [site, supplier, matched.sentence].filter((part) => part !== null).join(' · '),
      go: () => search(number),
      stays: true,
    }),
  );
  return [
    { label: say('customers'), actions: customers },
    { label: say('documents'), actions: documents },
  ].filter(({ actions }) => actions.length > 0);
}
