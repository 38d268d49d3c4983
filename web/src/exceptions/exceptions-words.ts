import { sliceWords } from '../words/slice-words.ts';

export const exceptionsWords = sliceWords({
  en: { mayNotSettle: 'A lead of this site settles it.' },
  de: { mayNotSettle: 'Das klärt eine Schichtleitung dieses Standorts.' },
  es: { mayNotSettle: 'Lo resuelve una persona encargada de este centro.' },
});
