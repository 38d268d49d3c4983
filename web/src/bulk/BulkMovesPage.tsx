import '../imports/imports.css';
import './bulk.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ImportsSoFar } from '../imports/ImportsSoFar.tsx';
import { JobHomeProvider } from '../imports/job-home.ts';
import { useSession } from '../server/queries.ts';
import { useSliceWords } from '../words/words.ts';
import { bulkHome } from './bulk-home.ts';
import { bulkWords } from './bulk-words.ts';
import { NewBulkMove } from './NewBulkMove.tsx';

/** Moving very many units at once, and what became of those that were moved so. */
export function BulkMovesPage() {
  const say = useSliceWords(bulkWords);
  const { state } = useSearch({ from: '/bulk-moves' });
  const navigate = useNavigate({ from: '/bulk-moves' });
  const session = useSession().data;
  const isLead = session?.may.some(({ permission }) => permission === 'lead') === true;
  return (
    <JobHomeProvider value={bulkHome}>
      <div className="stack imports">
        <header>
          <h1>{say('title')}</h1>
          <p className="soft under-title">{say('hint')}</p>
        </header>
        {isLead ? (
          <>
            <NewBulkMove />
            <ImportsSoFar
              filters={{ state }}
              onFilter={(filters) => void navigate({ search: { state: filters.state }, replace: true })}
            />
          </>
        ) : (
          <p className="panel">{say('mayNot')}</p>
        )}
      </div>
    </JobHomeProvider>
  );
}
