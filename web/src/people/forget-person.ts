import { useQueryClient } from '@tanstack/react-query';
import { forgetList } from '../lists/use-list.ts';

/** What was kept of a person, and of the list of people, is out of date. */
export function useForgetPerson(): (id: number) => Promise<void> {
  const client = useQueryClient();
  return (id) => {
    forgetList('people');
    return client.invalidateQueries({ queryKey: ['person', String(id)] });
  };
}
