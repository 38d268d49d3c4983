import type { JobHome } from '../imports/job-home.ts';
import { bulkJobWords } from './bulk-words.ts';

export const bulkHome: JobHome = {
  api: '/api/bulk-moves',
  files: '/api/bulk-moves/file',
  list: '/bulk-moves',
  one: '/bulk-moves/$id',
  words: bulkJobWords,
};
