import { Link } from '@tanstack/react-router';
import { ScanLine, ScrollText, Search } from 'lucide-react';
import { openSearch } from '../search/open-search.ts';
import { useMay } from '../server/use-may.ts';
import type { purposeOf } from '../shell/menu-groups.ts';
import { useSliceWords } from '../words/words.ts';
import { homeWords } from './home-words.ts';

/** Where one goes from here most often. */
export function Doors({ purpose }: { purpose: ReturnType<typeof purposeOf> }) {
  const say = useSliceWords(homeWords);
  const may = useMay();
  return (
    <div className="doors">
      {purpose !== 'office' && (
        <Link to="/scan" className="panel door">
          <ScanLine size={26} aria-hidden />
          <b>{say('scanHere')}</b>
          <span className="soft">{say('scanHint')}</span>
        </Link>
      )}
      <button type="button" className="panel door" onClick={openSearch}>
        <Search size={26} aria-hidden />
        <b>{say('searchHere')}</b>
        <span className="soft">{say('searchHint')}</span>
      </button>
      {may('audit') && (
        <Link to="/audit" className="panel door">
          <ScrollText size={26} aria-hidden />
          <b>{say('audit')}</b>
          <span className="soft">{say('auditHint')}</span>
        </Link>
      )}
    </div>
  );
}
