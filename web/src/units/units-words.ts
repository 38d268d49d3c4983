import { sliceWords } from '../words/slice-words.ts';

export const unitsWords = sliceWords({
  en: {
    holds: 'Holds and why',
    placedBy: 'by {who}, {when}',
    byScope: 'Holds everything like it; this unit’s own event follows.',
    toEvent: 'Event {seq}',
    onMap: 'On the map of {site}',
    isHere: 'It is here.',
    openMap: 'Open the whole map',
  },
  de: {
    holds: 'Sperren und warum',
    placedBy: 'von {who}, {when}',
    byScope: 'Sperrt alles dieser Art; das Ereignis dieser Einheit folgt.',
    toEvent: 'Ereignis {seq}',
    onMap: 'Auf dem Plan von {site}',
    isHere: 'Sie ist hier.',
    openMap: 'Ganzen Plan öffnen',
  },
  es: {
    holds: 'Retenciones y por qué',
    placedBy: 'por {who}, {when}',
    byScope: 'Retiene todo lo de su clase; el suceso de esta unidad llegará.',
    toEvent: 'Suceso {seq}',
    onMap: 'En el plano de {site}',
    isHere: 'Está aquí.',
    openMap: 'Abrir el plano entero',
  },
});
