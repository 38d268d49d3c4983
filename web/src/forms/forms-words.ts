import { sliceWords } from '../words/slice-words.ts';

export const formsWords = sliceWords({
  en: {
    cancel: 'Cancel',
    unsaved: 'What you have changed is not saved yet.',
    stay: 'Stay here',
    leave: 'Leave without saving',
    reason: 'Reason',
    keep: 'Leave it as it is',
    removeRow: '{list}: remove line {nth}',
  },
  de: {
    cancel: 'Abbrechen',
    unsaved: 'Ihre Änderungen sind noch nicht gespeichert.',
    stay: 'Hier bleiben',
    leave: 'Ohne Speichern gehen',
    reason: 'Grund',
    keep: 'So lassen',
    removeRow: '{list}: Zeile {nth} entfernen',
  },
  es: {
    cancel: 'Cancelar',
    unsaved: 'Sus cambios aún no están guardados.',
    stay: 'Quedarse aquí',
    leave: 'Salir sin guardar',
    reason: 'Motivo',
    keep: 'Dejarlo así',
    removeRow: '{list}: quitar la línea {nth}',
  },
});
