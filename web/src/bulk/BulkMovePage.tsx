import './bulk.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ImportJob } from '../imports/ImportJob.tsx';
import { JobHomeProvider } from '../imports/job-home.ts';
import { bulkHome } from './bulk-home.ts';
import { WhatTheyDo } from './WhatTheyDo.tsx';

/** One bulk move: what the units do, how far it is, and what became of each. */
export function BulkMovePage() {
  const { id } = useParams({ from: '/bulk-moves/$id' });
  const filter = useSearch({ from: '/bulk-moves/$id' });
  const navigate = useNavigate({ from: '/bulk-moves/$id' });
  return (
    <JobHomeProvider value={bulkHome}>
      <ImportJob
        id={id}
        filter={filter}
        onShow={(of) => void navigate({ search: of, replace: true, resetScroll: false })}
        about={(item) => <WhatTheyDo item={item} />}
      />
    </JobHomeProvider>
  );
}
