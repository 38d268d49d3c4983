import { sliceWords } from '../words/slice-words.ts';

export const documentWords = sliceWords({
  en: {
    back: 'Back',
    keep: 'Download',
    print: 'Print',
    noViewer: 'This browser shows no papers. Download it and open it in another program.',
  },
  de: {
    back: 'Zurück',
    keep: 'Herunterladen',
    print: 'Drucken',
    noViewer:
      'Dieser Browser zeigt keine PDF-Dateien. Bitte herunterladen und in einem anderen Programm öffnen.',
  },
  es: {
    back: 'Volver',
    keep: 'Descargar',
    print: 'Imprimir',
    noViewer: 'Este navegador no muestra PDF. Descárguelo y ábralo con otro programa.',
  },
});
