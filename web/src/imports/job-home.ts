import { createContext, useContext } from 'react';
import type { SliceWords } from '../words/slice-words.ts';
import { useSliceWords } from '../words/words.ts';
import { importsWords } from './imports-words.ts';

export type JobWord = keyof (typeof importsWords)['en'];

/** Imports and bulk moves are the same work under two addresses, in two sets of words. */
export interface JobHome {
  readonly api: '/api/imports' | '/api/bulk-moves';
  /** Where a file is sent. */
  readonly files: '/api/imports' | '/api/bulk-moves/file';
  readonly list: '/imports' | '/bulk-moves';
  readonly one: '/imports/$id' | '/bulk-moves/$id';
  readonly words: SliceWords<JobWord>;
}

export const importHome: JobHome = {
  api: '/api/imports',
  files: '/api/imports',
  list: '/imports',
  one: '/imports/$id',
  words: importsWords,
};

const Home = createContext(importHome);

export const JobHomeProvider = Home.Provider;

export function useJobHome(): JobHome {
  return useContext(Home);
}

/** The words of whichever of the two the page is about. */
export function useJobWords() {
  return useSliceWords(useJobHome().words);
}
