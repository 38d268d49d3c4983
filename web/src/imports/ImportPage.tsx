import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ImportJob } from './ImportJob.tsx';

/** One import. Its address, filters too, can be given to others. */
export function ImportPage() {
  const { id } = useParams({ from: '/imports/$id' });
  const filter = useSearch({ from: '/imports/$id' });
  const navigate = useNavigate({ from: '/imports/$id' });
  return (
    <ImportJob
      id={id}
      filter={filter}
      onShow={(of) => void navigate({ search: of, replace: true, resetScroll: false })}
    />
  );
}
