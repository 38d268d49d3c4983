import { sliceWords } from '../words/slice-words.ts';

export const labellingWords = sliceWords({
  en: {
    needLabel: 'Need a label',
    needLabelHint:
      'Nobody has read a label of these yet. Stick one on and scan it: then it is off this list.',
    keyed: 'typed by hand',
    ours: 'a number of ours',
    unread: 'came without a readable number',
    onItsWay: 'is being printed',
    stickOn: 'stick it on, scan it',
    printAll: 'Print {count}',
    asked: 'On their way:',
    jobOf: '{count} × {sku}',
    left: '{count} more: print once again.',
    more: 'and {count} more',
  },
  de: {
    needLabel: 'Brauchen ein Etikett',
    needLabelHint:
      'Von diesen hat noch niemand ein Etikett gelesen. Aufkleben und scannen: dann stehen sie nicht mehr hier.',
    keyed: 'von Hand eingegeben',
    ours: 'Nummer von uns',
    unread: 'kam ohne lesbare Nummer',
    onItsWay: 'wird gedruckt',
    stickOn: 'aufkleben und scannen',
    printAll: '{count} drucken',
    asked: 'Unterwegs:',
    jobOf: '{count} × {sku}',
    left: 'Noch {count}: bitte noch einmal drucken.',
    more: 'und {count} weitere',
  },
  es: {
    needLabel: 'Necesitan etiqueta',
    needLabelHint: 'Nadie ha leído aún una etiqueta de estas. Péguela y escanéela: así sale de esta lista.',
    keyed: 'tecleada a mano',
    ours: 'número nuestro',
    unread: 'llegó sin número legible',
    onItsWay: 'se está imprimiendo',
    stickOn: 'pegar y escanear',
    printAll: 'Imprimir {count}',
    asked: 'En camino:',
    jobOf: '{count} × {sku}',
    left: 'Quedan {count}: imprima otra vez.',
    more: 'y {count} más',
  },
});
