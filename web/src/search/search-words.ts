import { sliceWords } from '../words/slice-words.ts';

/** What the palette calls what it finds. */
export const searchWords = sliceWords({
  en: { customers: 'Customers', documents: 'Documents', showOrders: 'show the orders' },
  de: { customers: 'Kunden', documents: 'Belege', showOrders: 'Bestellungen zeigen' },
  es: { customers: 'Clientes', documents: 'Documentos', showOrders: 'ver los pedidos' },
});
