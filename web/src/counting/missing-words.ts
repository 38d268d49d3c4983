import { sliceWords } from '../words/slice-words.ts';

/** What the list of what is searched for says. */
export const missingWords = sliceWords({
  en: {
    searchList: 'Search list',
    missingHint: 'What should be here and was not found: who had it last, when, where and on which device.',
    nothingSearched: 'Nothing is searched for.',
    serial: 'Serial',
    product: 'Product',
    missingSince: 'Missing since',
    value: 'Value',
    openUnit: 'Open',
    site: 'Site',
    allSites: 'All sites',
    neverSeen: 'Nothing was recorded before.',
    noReason: 'No reason given',
  },
  de: {
    searchList: 'Suchliste',
    missingHint:
      'Was hier sein soll und nicht gefunden wurde: wer es zuletzt hatte, wann, wo und an welchem Gerät.',
    nothingSearched: 'Nichts wird gesucht.',
    serial: 'Seriennummer',
    product: 'Produkt',
    missingSince: 'Fehlt seit',
    value: 'Wert',
    openUnit: 'Öffnen',
    site: 'Standort',
    allSites: 'Alle Standorte',
    neverSeen: 'Vorher wurde nichts erfasst.',
    noReason: 'Kein Grund angegeben',
  },
  es: {
    searchList: 'Lista de búsqueda',
    missingHint:
      'Lo que debe estar aquí y no se encontró: quién lo tuvo por último, cuándo, dónde y con qué dispositivo.',
    nothingSearched: 'No se busca nada.',
    serial: 'Número de serie',
    product: 'Producto',
    missingSince: 'Falta desde',
    value: 'Valor',
    openUnit: 'Abrir',
    site: 'Centro',
    allSites: 'Todos los centros',
    neverSeen: 'Antes no se registró nada.',
    noReason: 'Sin motivo',
  },
});
