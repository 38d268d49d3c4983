import { sliceWords } from '../words/slice-words.ts';

export const actingWords = sliceWords({
  en: {
    copy: 'Copy',
    copied: 'Copied',
    shownOnce: 'Shown here once and never again. Keep it now.',
    gotIt: 'I have it',
  },
  de: {
    copy: 'Kopieren',
    copied: 'Kopiert',
    shownOnce: 'Wird hier ein einziges Mal gezeigt. Bewahren Sie es jetzt auf.',
    gotIt: 'Ich habe es',
  },
  es: {
    copy: 'Copiar',
    copied: 'Copiado',
    shownOnce: 'Se muestra aquí una sola vez. Guárdelo ahora.',
    gotIt: 'Ya lo tengo',
  },
});
