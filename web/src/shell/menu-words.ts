import { sliceWords } from '../words/slice-words.ts';

/** What the menu calls each page. */
export const menuWords = sliceWords({
  en: {
    scan: 'Scan',
    receipts: 'Receipts',
    stock: 'Stock',
    exceptions: 'Exceptions',
    catalog: 'Catalog',
    numbering: 'Numbers',
    settings: 'Settings',
  },
  de: {
    scan: 'Scannen',
    receipts: 'Eingang',
    stock: 'Bestand',
    exceptions: 'Ausnahmen',
    catalog: 'Katalog',
    numbering: 'Nummern',
    settings: 'Einstellungen',
  },
  es: {
    scan: 'Escanear',
    receipts: 'Recepción',
    stock: 'Existencias',
    exceptions: 'Excepciones',
    catalog: 'Catálogo',
    numbering: 'Números',
    settings: 'Ajustes',
  },
});
