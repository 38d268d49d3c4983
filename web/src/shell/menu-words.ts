import { sliceWords } from '../words/slice-words.ts';

/** What the menu calls each page. */
export const menuWords = sliceWords({
  en: {
    scan: 'Scan',
    stock: 'Stock',
    exceptions: 'Exceptions',
    catalog: 'Catalog',
    settings: 'Settings',
  },
  de: {
    scan: 'Scannen',
    stock: 'Bestand',
    exceptions: 'Ausnahmen',
    catalog: 'Katalog',
    settings: 'Einstellungen',
  },
  es: {
    scan: 'Escanear',
    stock: 'Existencias',
    exceptions: 'Excepciones',
    catalog: 'Catálogo',
    settings: 'Ajustes',
  },
});
