import './imports.css';
import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSliceWords } from '../words/words.ts';
import { ExportList } from './ExportList.tsx';
import { ImportsSoFar } from './ImportsSoFar.tsx';
import { importsWords } from './imports-words.ts';
import { NewImport } from './NewImport.tsx';

/** Bringing files in and what became of them; taking lists out. */
export function ImportsPage() {
  const say = useSliceWords(importsWords);
  const { tab, kind, state } = useSearch({ from: '/imports' });
  const navigate = useNavigate({ from: '/imports' });
  return (
    <div className="stack imports">
      <h1>{say('title')}</h1>
      <SegmentedControl
        aria-label={say('title')}
        value={tab ?? 'import'}
        onChange={(value) => void navigate({ search: value === 'export' ? { tab: 'export' } : {} })}
        data={[
          { value: 'import', label: say('tabImport') },
          { value: 'export', label: say('tabExport') },
        ]}
      />
      {tab === 'export' ? (
        <ExportList />
      ) : (
        <>
          <NewImport wanted={kind} />
          <ImportsSoFar
            filters={{ kind, state }}
            onFilter={(filters) => void navigate({ search: filters, replace: true })}
          />
        </>
      )}
    </div>
  );
}
