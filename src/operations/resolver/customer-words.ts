// What the page for customers says, in the languages it speaks. `{…}` is filled in.

export const languages = ['en', 'de', 'es'] as const;
export type Language = (typeof languages)[number];

const en = {
  name: 'English',
  titleOf: '{product}: what we know of it',
  serial: 'Serial number',
  gtin: 'Article number (GTIN)',
  lot: 'Lot',
  version: 'Version',
  proveHead: 'Is it genuine? Is it under warranty?',
  proveHint:
    'We tell only who has the item. Scan the code on our label, or take your receipt and the item itself in your hands.',
  receipt: 'Number on your receipt',
  receiptHint: 'Of the receipt, the order or the invoice, as it is printed there.',
  lastFour: 'Last four characters of the serial number',
  lastFourHint: 'As they stand on the item itself, not on its box.',
  prove: 'Show me',
  notRight: 'That does not fit. Look at the receipt and at the item once more.',
  labelNotRight: 'This label proves nothing: it is not complete, or not one of ours.',
  tooMany: 'Too many tries. Try again in {minutes} min, or ask us in the shop.',
  genuine: 'Genuine',
  genuineSold: 'We sold this very item.',
  genuineSoldBy: '{company} sold this very item.',
  ask: 'Please ask us about this item',
  askHint:
    'We cannot vouch for it here. That may have a harmless reason: a sale that is not in our books yet, or an item that came back to us. ' +
    'Before you buy it from somebody, come to us.',
  recall: 'Recall: stop using this item',
  recallHint: 'It is called back for your safety. Bring it to us or ask us what to do.',
  recallLink: 'What to do now',
  renumbered: 'Its number is {serial} now',
  renumberedHint: 'The number in this address was replaced.',
  warranty: 'Warranty',
  warrantyUntil: 'until {day}',
  warrantyFrom_sale: '{months} months from the day of the sale',
  warrantyFrom_delivery: '{months} months from the day it was delivered',
  warrantyFrom_activation: '{months} months from the day it was first used',
  warranty_statutory: 'Your rights by law',
  warranty_maker: 'The maker’s warranty',
  warranty_store: 'Our own warranty',
  noWarranty: 'Nothing was agreed beyond your rights by law.',
  links: 'More about this product',
  pictureOf: 'Picture of {product}',
  productHint: 'This address is of the product. For one item, scan the code on its own label.',
  privacy: 'This page knows no names, no places and no prices, and sets no cookies.',
  notFound: 'We do not know this product',
  notFoundHint: 'The address is right in form, but we do not sell what it names.',
  unreadable: 'This address cannot be read',
  away: 'This cannot be told just now. Try again in a minute.',
  link_instructions: 'Instructions',
  link_quickStartGuide: 'Quick start guide',
  link_support: 'Help',
  link_faqs: 'Questions and answers',
  link_registerProduct: 'Register it',
  link_serviceInfo: 'Warranty and service',
  link_recallStatus: 'Recalls',
  link_safetyInfo: 'Safety',
  link_certificationInfo: 'Certificates',
  link_sustainabilityInfo: 'Repair and recycling',
  link_relatedVideo: 'Video',
  link_purchaseSuppliesOrAccessories: 'Accessories',
} as const;

export type CustomerWords = Readonly<Record<keyof typeof en, string>>;

const de: CustomerWords = {
  name: 'Deutsch',
  titleOf: '{product}: was wir darüber wissen',
  serial: 'Seriennummer',
  gtin: 'Artikelnummer (GTIN)',
  lot: 'Charge',
  version: 'Ausführung',
  proveHead: 'Ist es echt? Gilt die Garantie noch?',
  proveHint:
    'Das sagen wir nur, wer das Gerät hat. Scannen Sie den Code auf unserem Etikett, oder nehmen Sie den Kassenbon und das Gerät selbst zur Hand.',
  receipt: 'Nummer auf Ihrem Beleg',
  receiptHint: 'Vom Kassenbon, der Bestellung oder der Rechnung, so wie sie dort steht.',
  lastFour: 'Die letzten vier Zeichen der Seriennummer',
  lastFourHint: 'So wie sie auf dem Gerät selbst stehen, nicht auf der Schachtel.',
  prove: 'Anzeigen',
  notRight: 'Das passt nicht zusammen. Sehen Sie noch einmal auf den Beleg und auf das Gerät.',
  labelNotRight: 'Dieses Etikett beweist nichts: Es ist unvollständig oder keines von uns.',
  tooMany: 'Zu viele Versuche. Versuchen Sie es in {minutes} Min. wieder, oder fragen Sie uns im Geschäft.',
  genuine: 'Echt',
  genuineSold: 'Genau dieses Gerät haben wir verkauft.',
  genuineSoldBy: 'Genau dieses Gerät hat {company} verkauft.',
  ask: 'Bitte fragen Sie uns nach diesem Gerät',
  askHint:
    'Hier können wir nicht dafür einstehen. Das kann einen harmlosen Grund haben: ein Verkauf, der noch nicht gebucht ist, oder ein Gerät, ' +
    'das zu uns zurückkam. Bevor Sie es jemandem abkaufen, kommen Sie zu uns.',
  recall: 'Rückruf: Bitte nicht mehr benutzen',
  recallHint:
    'Es wird zu Ihrer Sicherheit zurückgerufen. Bringen Sie es zu uns, oder fragen Sie uns, was zu tun ist.',
  recallLink: 'Was jetzt zu tun ist',
  renumbered: 'Die Nummer ist jetzt {serial}',
  renumberedHint: 'Die Nummer in dieser Adresse wurde ersetzt.',
  warranty: 'Garantie',
  warrantyUntil: 'bis {day}',
  warrantyFrom_sale: '{months} Monate ab dem Kauf',
  warrantyFrom_delivery: '{months} Monate ab der Lieferung',
  warrantyFrom_activation: '{months} Monate ab der ersten Benutzung',
  warranty_statutory: 'Gewährleistung nach dem Gesetz',
  warranty_maker: 'Garantie des Herstellers',
  warranty_store: 'Unsere eigene Garantie',
  noWarranty: 'Über Ihre gesetzlichen Rechte hinaus ist nichts vereinbart.',
  links: 'Mehr zu diesem Produkt',
  pictureOf: 'Bild von {product}',
  productHint:
    'Diese Adresse nennt das Produkt. Für ein einzelnes Gerät scannen Sie den Code auf seinem Etikett.',
  privacy: 'Diese Seite kennt keine Namen, keine Orte und keine Preise und setzt keine Cookies.',
  notFound: 'Dieses Produkt kennen wir nicht',
  notFoundHint: 'Die Adresse hat die richtige Form, aber was sie nennt, führen wir nicht.',
  unreadable: 'Diese Adresse ist nicht lesbar',
  away: 'Das lässt sich gerade nicht sagen. Versuchen Sie es in einer Minute wieder.',
  link_instructions: 'Anleitung',
  link_quickStartGuide: 'Kurzanleitung',
  link_support: 'Hilfe',
  link_faqs: 'Fragen und Antworten',
  link_registerProduct: 'Registrieren',
  link_serviceInfo: 'Garantie und Service',
  link_recallStatus: 'Rückrufe',
  link_safetyInfo: 'Sicherheit',
  link_certificationInfo: 'Zertifikate',
  link_sustainabilityInfo: 'Reparatur und Recycling',
  link_relatedVideo: 'Video',
  link_purchaseSuppliesOrAccessories: 'Zubehör',
};

const es: CustomerWords = {
  name: 'Español',
  titleOf: '{product}: lo que sabemos',
  serial: 'Número de serie',
  gtin: 'Código del artículo (GTIN)',
  lot: 'Lote',
  version: 'Versión',
  proveHead: '¿Es auténtico? ¿Está en garantía?',
  proveHint:
    'Solo se lo decimos a quien tiene el artículo. Escanee el código de nuestra etiqueta, o tenga a mano el recibo y el propio artículo.',
  receipt: 'Número de su recibo',
  receiptHint: 'Del tique, del pedido o de la factura, tal como está impreso.',
  lastFour: 'Los cuatro últimos caracteres del número de serie',
  lastFourHint: 'Tal como están en el propio artículo, no en la caja.',
  prove: 'Mostrar',
  notRight: 'No coincide. Mire otra vez el recibo y el artículo.',
  labelNotRight: 'Esta etiqueta no prueba nada: no está completa o no es nuestra.',
  tooMany: 'Demasiados intentos. Vuelva a probar en {minutes} min o pregunte en la tienda.',
  genuine: 'Auténtico',
  genuineSold: 'Nosotros vendimos este mismo artículo.',
  genuineSoldBy: '{company} vendió este mismo artículo.',
  ask: 'Pregúntenos por este artículo',
  askHint:
    'Aquí no podemos responder por él. Puede haber un motivo inofensivo: una venta que aún no consta o un artículo que volvió a nosotros. ' +
    'Antes de comprárselo a alguien, venga a vernos.',
  recall: 'Retirada: deje de usar este artículo',
  recallHint: 'Se retira por su seguridad. Tráigalo o pregúntenos qué hacer.',
  recallLink: 'Qué hacer ahora',
  renumbered: 'Ahora su número es {serial}',
  renumberedHint: 'El número de esta dirección fue sustituido.',
  warranty: 'Garantía',
  warrantyUntil: 'hasta el {day}',
  warrantyFrom_sale: '{months} meses desde la compra',
  warrantyFrom_delivery: '{months} meses desde la entrega',
  warrantyFrom_activation: '{months} meses desde el primer uso',
  warranty_statutory: 'Garantía legal',
  warranty_maker: 'Garantía del fabricante',
  warranty_store: 'Nuestra propia garantía',
  noWarranty: 'No se acordó nada más allá de la garantía legal.',
  links: 'Más sobre este producto',
  pictureOf: 'Imagen de {product}',
  productHint: 'Esta dirección es del producto. Para un artículo concreto, escanee el código de su etiqueta.',
  privacy: 'Esta página no conoce nombres, lugares ni precios y no usa cookies.',
  notFound: 'No conocemos este producto',
  notFoundHint: 'La dirección tiene la forma correcta, pero no vendemos lo que nombra.',
  unreadable: 'Esta dirección no se puede leer',
  away: 'Ahora mismo no se puede decir. Vuelva a probar en un minuto.',
  link_instructions: 'Instrucciones',
  link_quickStartGuide: 'Guía rápida',
  link_support: 'Ayuda',
  link_faqs: 'Preguntas frecuentes',
  link_registerProduct: 'Registrarlo',
  link_serviceInfo: 'Garantía y servicio',
  link_recallStatus: 'Retiradas',
  link_safetyInfo: 'Seguridad',
  link_certificationInfo: 'Certificados',
  link_sustainabilityInfo: 'Reparación y reciclaje',
  link_relatedVideo: 'Vídeo',
  link_purchaseSuppliesOrAccessories: 'Accesorios',
};

export const customerWords: Readonly<Record<Language, CustomerWords>> = { en, de, es };

/** The text with its holes filled, each once. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/**
 * The language of ours that somebody likes best: one he has chosen, else by Accept-Language (RFC 9110, 12.5.4), where
 * `de-AT` is German; English for everybody else.
 */
export function languageFor(chosen: string | undefined, header: string | undefined): Language {
  const wanted = [...(chosen === undefined ? [] : [{ tag: chosen, q: 2 }]), ...rangesOf(header ?? '')];
  const liked = wanted.toSorted((a, b) => b.q - a.q);
  for (const { tag, q } of liked) {
    const found = languages.find((one) => one === tag.trim().toLowerCase().split('-')[0]);
    if (found && q > 0) return found;
  }
  return 'en';
}

function rangesOf(header: string) {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.split(';');
      const q = rest.map((one) => one.trim()).find((one) => one.startsWith('q='));
      return { tag, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
    });
}
