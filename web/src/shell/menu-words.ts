import { sliceWords } from '../words/slice-words.ts';

/** What the menu calls each page. */
export const menuWords = sliceWords({
  en: {
    scan: 'Scan',
    exceptions: 'Exceptions',
    settings: 'Settings',
  },
  de: {
    scan: 'Scannen',
    exceptions: 'Ausnahmen',
    settings: 'Einstellungen',
  },
  es: {
    scan: 'Escanear',
    exceptions: 'Excepciones',
    settings: 'Ajustes',
  },
});
