import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ageBuckets, ageStep } from '../../../src/domain/valuation/ageing.ts';
import type { InventoryAges } from '../../../src/operations/inventory/contract.ts';
import type { ListSearch } from '../lists/list-search.ts';
import type { ListQuery } from '../lists/read-page.ts';
import { ask, withQuery } from '../server/ask.ts';
import { Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { agesOf, useAgeWords } from './ages.ts';
import { inventoryWords } from './inventory-words.ts';

/** How many units there are of each age; each figure opens onto them. */
export function AgeTiles({ asked, search }: { asked: ListQuery; search: ListSearch }) {
  const say = useSliceWords(inventoryWords);
  const { number } = useSpeech();
  const { nameOf } = useAgeWords();
  const { age: _age, ...wide } = asked;
  const ages = useQuery({
    queryKey: ['inventory-ages', wide],
    queryFn: () => ask<InventoryAges>('GET', withQuery('/api/inventory/ages', wide)),
    placeholderData: keepPreviousData,
    retry: false,
  });
  // What is wrong with the question is the list's to tell.
  if (ages.isError && Object.keys(wide).length > 2) return null;
  if (ages.isError) return <Trouble error={ages.error} reset={() => void ages.refetch()} />;
  if (!ages.data) return <div className="inventory-tiles" aria-busy="true" />;
  const { after: _after, before: _before, age: chosen, ...kept } = search;
  const most = Math.max(1, ...agesOf.map(({ member }) => ages.data[member]));
  return (
    <ul className="inventory-tiles plain-list" aria-label={say('byAge')}>
      <li>
        <Link to="/inventory" search={kept} className="inventory-tile" aria-current={chosen === undefined}>
          <strong>{number(ages.data.units)}</strong> <span>{say('all')}</span>
        </Link>
      </li>
      {agesOf.map(({ name, member }, nth) => (
        <li key={name}>
          <Link
            to="/inventory"
            search={{ ...kept, age: name }}
            className="inventory-tile"
            aria-current={chosen === name}
          >
            <strong>{number(ages.data[member])}</strong> <span>{nameOf(name)}</span>
            <i
              className="inventory-bar"
              data-age={ageStep(ageBuckets[nth]!.from)}
              style={{ width: `${Math.round((ages.data[member] / most) * 100)}%` }}
              aria-hidden
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
