/** What can be imported from a file. */
export const fileKinds = [
  'products',
  'units',
  'opening_stock',
  'purchase_orders',
  'receipts',
  'orders',
  'sales',
] as const;
export type FileKind = (typeof fileKinds)[number];

/** Whatever is taken line by line. A line of `moves` is a unit that is there already, and does what all of them do. */
export const importKinds = [...fileKinds, 'moves'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Kinds whose lines make a document together, which is taken as a whole or not at all. */
export const documentKinds = ['purchase_orders', 'receipts'] as const satisfies readonly ImportKind[];
export type DocumentImportKind = (typeof documentKinds)[number];

export function isDocumentKind(kind: ImportKind): kind is DocumentImportKind {
  return (documentKinds as readonly ImportKind[]).includes(kind);
}

/** What a column of a file can mean. */
export type Field =
  | 'sku'
  | 'gtin'
  | 'unit'
  | 'serial'
  | 'imei'
  | 'imei2'
  | 'number'
  | 'line'
  | 'name'
  | 'category'
  | 'serialized'
  | 'unknownSerials'
  | 'wipeRequired'
  | 'serialPattern'
  | 'weightGrams'
  | 'lengthMm'
  | 'widthMm'
  | 'heightMm'
  | 'warranty'
  | 'cost'
  | 'parts'
  | 'site'
  | 'location'
  | 'quantity'
  | 'condition'
  | 'lot'
  | 'supplier'
  | 'at'
  | 'paid'
  | 'currency'
  | 'channel'
  | 'customer'
  | 'serials'
  | 'sscc'
  | 'pallet'
  | 'order'
  | 'orderLine'
  | 'expectedOn';

interface KindRule {
  readonly fields: readonly Field[];
  /** Of each list one must be known, from a column or a default. */
  readonly needs: readonly (readonly Field[])[];
  /** Where a heading means something else than in other files: an order's number beside a delivery's. */
  readonly words?: Readonly<Partial<Record<Field, readonly string[]>>>;
}

/** Which fields each kind of file has. */
export const kindRules: Readonly<Record<ImportKind, KindRule>> = {
  products: {
    fields: [
      'sku',
      'name',
      'category',
      'gtin',
      'serialized',
      'unknownSerials',
      'wipeRequired',
      'supplier',
      'serialPattern',
      'weightGrams',
      'lengthMm',
      'widthMm',
      'heightMm',
      'warranty',
      'cost',
      'currency',
      'parts',
    ],
    needs: [['sku']],
  },
  units: {
    fields: ['sku', 'gtin', 'serial', 'imei', 'imei2', 'site', 'condition', 'lot', 'supplier', 'at'],
    needs: [['serial', 'imei'], ['sku', 'gtin'], ['site']],
  },
  opening_stock: {
    fields: [
      'sku',
      'gtin',
      'serial',
      'imei',
      'imei2',
      'site',
      'location',
      'quantity',
      'condition',
      'lot',
      'supplier',
      'at',
    ],
    needs: [['sku', 'gtin'], ['site']],
  },
  purchase_orders: {
    fields: [
      'number',
      'line',
      'sku',
      'gtin',
      'quantity',
      'paid',
      'currency',
      'supplier',
      'site',
      'expectedOn',
      'at',
    ],
    needs: [['number'], ['sku', 'gtin'], ['quantity'], ['supplier'], ['site']],
    words: {
      number:
        words(`purchase order, purchase order number, po, po number, po no, order number, order no, order, order reference,
        number, document number, id, bestellnummer, bestellung, numéro de commande, número de pedido, pedido de compra,
        numero ordine, número da encomenda, bestelnummer, numer zamówienia`),
    },
  },
  receipts: {
    fields: [
      'number',
      'line',
      'sku',
      'gtin',
      'serials',
      'quantity',
      'lot',
      'sscc',
      'pallet',
      'order',
      'orderLine',
      'supplier',
      'site',
      'expectedOn',
    ],
    needs: [['number'], ['sku', 'gtin'], ['serials', 'quantity'], ['site']],
    words: {
      number:
        words(`receipt, receipt number, delivery note, delivery note number, delivery number, asn, asn number, shipment,
        shipment number, number, document number, lieferschein, lieferscheinnummer, wareneingang, bon de livraison,
        albarán, número de albarán, bolla, numero ddt, guia de remessa, pakbon, numer dostawy`),
    },
  },
  orders: {
    fields: [
      'number',
      'line',
      'sku',
      'gtin',
      'quantity',
      'paid',
      'currency',
      'channel',
      'customer',
      'site',
      'at',
    ],
    needs: [['number'], ['sku', 'gtin']],
  },
  sales: {
    fields: [
      'number',
      'line',
      'sku',
      'gtin',
      'serial',
      'imei',
      'imei2',
      'site',
      'paid',
      'currency',
      'channel',
      'customer',
      'at',
    ],
    needs: [['serial', 'imei'], ['sku', 'gtin'], ['number'], ['site']],
  },
  moves: {
    fields: ['unit', 'serial', 'imei', 'imei2', 'sku', 'gtin', 'site', 'location', 'at'],
    needs: [['unit', 'serial', 'imei'], ['site']],
  },
};

/** Fields that may be said once for a whole file, for lines that do not say them. */
export const defaultFields = [
  'sku',
  'site',
  'location',
  'supplier',
  'condition',
  'at',
  'currency',
  'channel',
  'number',
  'order',
  'expectedOn',
] as const;
export type DefaultField = (typeof defaultFields)[number];

/**
 * What people call the fields in the first line of their files, in the languages of the shops: English, German, French,
 * Spanish, Italian, Portuguese, Dutch, Polish. Compared without case, accents, blanks and marks; the likeliest first.
 */
export const fieldWords: Readonly<Record<Field, readonly string[]>> = {
  sku: words(`sku, item code, product code, article number, item number, internal reference, default code, part number,
    model, artikelnummer, artikel-nr, art.-nr., produktnummer, référence, code article, referencia, código de artículo,
    codice articolo, codice prodotto, código do produto, artikelnummer, artikelcode, indeks, kod produktu, product, item`),
  gtin: words(`gtin, ean, ean13, ean code, upc, barcode, bar code, strichcode, code-barres, code barre, código de barras,
    codice a barre, streepjescode, kod kreskowy, isbn`),
  unit: words('unit, unit id, einheit, unidad'),
  serial:
    words(`serial, serial number, serial no, serial_no, serialno, s/n, sn, lot/serial number, lot/serial,
    seriennummer, serien-nr, numéro de série, n° de série, no de série, número de serie, nº de serie, numero di serie,
    matricola, número de série, serienummer, numer seryjny, unique serial number`),
  imei: words('imei, imei1, imei 1, imei no, imei number, imei-nummer, numéro imei, número imei'),
  imei2: words('imei2, imei 2, second imei, zweite imei'),
  number:
    words(`order number, order no, order, order reference, order id, number, document number, invoice number,
    receipt number, bestellnummer, auftragsnummer, belegnummer, rechnungsnummer, numéro de commande, numéro de facture,
    número de pedido, número de factura, numero ordine, numero fattura, número da encomenda, bestelnummer, factuurnummer,
    numer zamówienia, numer faktury, sale`),
  line: words('line, line number, line no, position, pos, zeile, ligne, línea, riga, linha, regel, pozycja'),
  name: words(`name, product name, item name, title, description, bezeichnung, produktname, artikelname, nom, désignation,
    libellé, nombre, descripción, nome, descrizione, descrição, naam, omschrijving, nazwa`),
  category:
    words(`category, product category, group, item group, product type, type, kategorie, warengruppe, catégorie,
    famille, categoría, categoria, gruppo, categorie, productgroep, kategoria`),
  serialized: words('serialized, serialised, has serial no, tracking, serialisiert, sérialisé, serializado'),
  unknownSerials: words('unknownserials, unknown serials'),
  wipeRequired: words('wiperequired, wipe required'),
  serialPattern: words('serialpattern, serial pattern, serial no series, serienmuster'),
  // Only headings that say the measure: Odoo's "Weight" is in kilogrammes, a tape's "Length" in inches.
  weightGrams:
    words(`weightgrams, weight grams, weight (g), weight in grams, variant grams, grams, gewicht (g), gewicht in g,
    poids (g), peso (g)`),
  lengthMm: words('lengthmm, length mm, länge mm, longueur mm, longitud mm, largo mm, lunghezza mm'),
  widthMm: words('widthmm, width mm, breite mm, largeur mm, ancho mm, larghezza mm'),
  heightMm: words('heightmm, height mm, höhe mm, hauteur mm, alto mm, altezza mm'),
  warranty:
    words(`warranty, warranty months, warranty (months), warranty period, garantie, garantie (monate), garantiemonate,
    garantía, garantía (meses), garanzia, garantia, gwarancja`),
  cost: words(`cost, cost price, unit cost, purchase price, standard price, cost per item, einkaufspreis, einstandspreis,
    prix d'achat, costo, coste, precio de coste, custo, inkoopprijs, kostprijs, koszt`),
  parts: words(
    'parts, kit parts, components, bestandteile, teile, composants, componentes, componenti, onderdelen',
  ),
  site: words(`site, warehouse, store, branch, shop, location, lager, filiale, standort, magasin, entrepôt, dépôt, sucursal,
    almacén, tienda, magazzino, negozio, filiale, armazém, loja, magazijn, winkel, vestiging, magazyn, sklep`),
  location:
    words(`bin, bin location, storage location, location, spot, shelf, lagerplatz, fach, emplacement, ubicación,
    ubicazione, posizione, localização, locatie, lokalizacja`),
  quantity:
    words(`quantity, qty, on hand, stock, quantity on hand, pieces, menge, anzahl, bestand, stück, quantité, qté,
    stock, cantidad, quantità, giacenza, quantidade, aantal, voorraad, ilość, stan`),
  condition: words(
    'condition, state, zustand, état, estado, condizione, stato, condição, conditie, staat, stan',
  ),
  lot: words('lot, lot number, batch, batch no, batch number, charge, los, lote, lotto, partij, partia'),
  supplier: words(
    'supplier, vendor, lieferant, fournisseur, proveedor, fornitore, fornecedor, leverancier, dostawca',
  ),
  at: words(`date, at, day, received on, received, purchase date, sold on, sale date, order date, invoice date, created at,
    delivery date, datum, kaufdatum, verkaufsdatum, belegdatum, date de vente, date d'achat, fecha, fecha de venta, data,
    data vendita, data de venda, verkoopdatum, data sprzedaży`),
  paid: words(`paid, price, unit price, amount, price paid, total, preis, verkaufspreis, betrag, prix, prix unitaire, montant,
    precio, importe, prezzo, importo, preço, valor, prijs, bedrag, cena, kwota`),
  currency: words('currency, currency code, währung, devise, moneda, divisa, valuta, moeda, waluta'),
  channel: words('channel, sales channel, source, kanal, vertriebskanal, canal, canale, kanaal, kanał'),
  serials:
    words(`serials, serial numbers, serial number, serial, serial no, s/n, sn, lot/serial number, range, ranges, seriennummern,
    seriennummer, serien-nr, numéros de série, numéro de série, números de serie, número de serie, nº de serie,
    numeri di serie, numero di serie, números de série, número de série, serienummers, serienummer, numery seryjne`),
  sscc: words(`sscc, carton, carton sscc, package, parcel, karton, packstück, nve, carton n, colis, caja, bulto, cartone, collo,
    caixa, doos, opakowanie`),
  pallet: words('pallet, pallet sscc, palette, paletten-nve, palé, palet, bancale, palete, paleta'),
  order:
    words(`purchase order, purchase order number, po, po number, po no, order, order number, bestellnummer, bestellung,
    commande d'achat, numéro de commande, pedido de compra, número de pedido, ordine d'acquisto, numero ordine,
    ordem de compra, inkooporder, bestelnummer, numer zamówienia`),
  orderLine:
    words(`purchase order line, po line, order line, order position, bestellposition, ligne de commande,
    línea de pedido, riga ordine, linha da encomenda, orderregel`),
  expectedOn:
    words(`expected on, expected, expected date, expected arrival, eta, delivery date, delivery, arrival, due date, required by,
    liefertermin, lieferdatum, erwartet am, date de livraison, livraison prévue, fecha de entrega, fecha prevista, entrega,
    data di consegna, data de entrega, leverdatum, data dostawy`),
  customer:
    words(`customer reference, customer number, customer id, customer no, kundennummer, numéro client, número de cliente,
    numero cliente, número do cliente, klantnummer, numer klienta, customer`),
};

/** The headings of a field in files of a kind. */
export function wordsOf(kind: ImportKind, field: Field): readonly string[] {
  return kindRules[kind].words?.[field] ?? fieldWords[field];
}

function words(list: string): readonly string[] {
  return [...new Set(list.split(',').map(plainWords))];
}

/** A header as it is compared: small letters and digits, without accents, blanks and marks. */
export function plainWords(header: string): string {
  return header
    .replace(/[°º]/g, 'o')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
