import { sliceWords } from '../words/slice-words.ts';

/** What the menu calls each page. */
export const menuWords = sliceWords({
  en: {
    scan: 'Scan',
    stock: 'Stock',
    exceptions: 'Exceptions',
    catalog: 'Catalog',
    numbering: 'Numbers',
    settings: 'Settings',
  },
  de: {
    scan: 'Scannen',
    stock: 'Bestand',
    exceptions: 'Ausnahmen',
    catalog: 'Katalog',
    numbering: 'Nummern',
    settings: 'Einstellungen',
  },
  es: {
    scan: 'Escanear',
    stock: 'Existencias',
    exceptions: 'Excepciones',
    catalog: 'Catálogo',
    numbering: 'Números',
    settings: 'Ajustes',
  },
});
