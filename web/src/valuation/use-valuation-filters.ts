import { useQuery } from '@tanstack/react-query';
import type { Filter } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { readAll } from '../server/read-all.ts';
import { useSliceWords } from '../words/words.ts';
import { valuationWords } from './valuation-words.ts';

interface Named {
  readonly code: string;
  readonly name: string;
}

function useNamed(list: 'categories' | 'companies') {
  const { data } = useQuery({
    queryKey: [list, 'choices'],
    queryFn: () => readAll<Named>(`/api/${list}`),
    staleTime: 300_000,
  });
  return (data ?? []).map(({ code, name }) => ({ value: code, label: name }));
}

/** Of which stock, on which day, as known on which day. */
export function useValuationFilters(): readonly Filter[] {
  const say = useSliceWords(valuationWords);
  const sites = useSites();
  const categories = useNamed('categories');
  const companies = useNamed('companies');
  const choices = (sites.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }));
  return [
    { kind: 'choice', key: 'site', label: say('site'), all: say('allSites'), choices },
    { kind: 'choice', key: 'category', label: say('category'), all: say('anyCategory'), choices: categories },
    { kind: 'choice', key: 'company', label: say('company'), all: say('anyCompany'), choices: companies },
    { kind: 'day', key: 'at', label: say('at') },
    { kind: 'day', key: 'knownAt', label: say('knownAt') },
  ];
}
