import { sliceWords } from '../words/slice-words.ts';

export const actingWords = sliceWords({
  en: {
    reason: 'Reason',
    copy: 'Copy',
    copied: 'Copied',
    shownOnce: 'Shown here once and never again. Keep it now.',
    gotIt: 'I have it',
    keep: 'Leave it as it is',
  },
  de: {
    reason: 'Grund',
    copy: 'Kopieren',
    copied: 'Kopiert',
    shownOnce: 'Wird hier ein einziges Mal gezeigt. Bewahren Sie es jetzt auf.',
    gotIt: 'Ich habe es',
    keep: 'So lassen',
  },
  es: {
    reason: 'Motivo',
    copy: 'Copiar',
    copied: 'Copiado',
    shownOnce: 'Se muestra aquí una sola vez. Guárdelo ahora.',
    gotIt: 'Ya lo tengo',
    keep: 'Dejarlo así',
  },
});
