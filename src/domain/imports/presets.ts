import type { Field, ImportKind } from './fields.ts';

/** How one program's exports name our fields: for each field the headers that it may stand under, the likeliest first. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly kinds: Readonly<Partial<Record<ImportKind, PresetFields>>>;
  /** Products stand as `[CODE] Name`: the code is what is meant. */
  readonly bracketedSku?: true;
  /** An order's further lines leave out what its first one says. */
  readonly carriesDown?: true;
}

export type PresetFields = Readonly<Partial<Record<Field, readonly string[]>>>;

/**
 * The exports that most shops have: headers as the programs write them, with their technical names beside the labels,
 * because both can be exported (Odoo: stock.lot, stock.quant, product, sale.order; ERPNext: Serial No, Item, Sales
 * Invoice; InvenTree: stock and parts; Shopify: products, inventory, orders).
 */
export const presets: readonly Preset[] = [
  {
    id: 'odoo',
    name: 'Odoo',
    bracketedSku: true,
    carriesDown: true,
    kinds: {
      products: {
        sku: ['Internal Reference', 'default_code'],
        name: ['Name', 'name'],
        category: ['Product Category', 'categ_id', 'categ_id/id'],
        gtin: ['Barcode', 'barcode'],
        serialized: ['Tracking', 'tracking'],
      },
      units: odooUnits(),
      opening_stock: {
        ...odooUnits(),
        location: ['Location', 'location_id'],
        quantity: ['On Hand Quantity', 'Quantity', 'quantity', 'inventory_quantity', 'product_qty'],
      },
      orders: odooOrders(),
      sales: odooSales(),
    },
  },
  {
    id: 'erpnext',
    name: 'ERPNext',
    carriesDown: true,
    kinds: {
      products: {
        sku: ['Item Code', 'item_code', 'ID'],
        name: ['Item Name', 'item_name'],
        category: ['Item Group', 'item_group'],
        gtin: ['Barcode (Barcodes)', 'Barcode', 'barcode'],
        serialized: ['Has Serial No', 'has_serial_no'],
      },
      units: erpnextUnits(),
      opening_stock: { ...erpnextUnits(), quantity: ['Qty', 'Actual Quantity', 'actual_qty'] },
      orders: erpnextOrders(),
      sales: {
        ...withoutQuantity(erpnextOrders()),
        number: ['Delivery Document No', 'delivery_document_no', 'ID', 'name'],
        at: ['Delivery Date', 'delivery_date', 'Date', 'Posting Date', 'posting_date'],
        serial: ['Serial No (Items)', 'Serial No', 'serial_no'],
        site: ['Warehouse', 'warehouse', 'Warehouse (Items)'],
      },
    },
  },
  {
    id: 'inventree',
    name: 'InvenTree',
    kinds: {
      products: {
        sku: ['IPN', 'ipn'],
        name: ['Name', 'name'],
        category: ['Category Name', 'category_name', 'Category'],
        serialized: ['Trackable', 'trackable'],
      },
      units: inventreeUnits(),
      opening_stock: {
        ...inventreeUnits(),
        location: ['Location Name', 'Location', 'location_name'],
        quantity: ['Quantity', 'quantity'],
      },
      orders: {
        number: ['Order Reference', 'Reference', 'reference'],
        sku: ['Part IPN', 'Part.IPN', 'part__IPN', 'IPN'],
        quantity: ['Quantity', 'quantity'],
        paid: ['Sale Price', 'sale_price'],
        currency: ['Sale Price Currency', 'sale_price_currency'],
        customer: ['Customer Reference', 'customer_reference'],
        at: ['Issue Date', 'issue_date', 'Creation Date', 'creation_date'],
      },
      sales: {
        sku: inventreeUnits().sku ?? [],
        serial: inventreeUnits().serial ?? [],
        number: ['Sales Order', 'sales_order_reference', 'sales_order'],
        customer: ['Customer ID', 'customer'],
      },
    },
  },
  {
    id: 'shopify',
    name: 'Shopify',
    carriesDown: true,
    kinds: {
      products: {
        sku: ['Variant SKU', 'SKU'],
        name: ['Title'],
        category: ['Product Category', 'Type'],
        gtin: ['Variant Barcode', 'Barcode'],
      },
      opening_stock: {
        sku: ['SKU', 'Variant SKU'],
        site: ['Location'],
        location: ['Bin name'],
        quantity: ['On hand (current)', 'On hand', 'Available', 'Variant Inventory Qty'],
      },
      orders: {
        number: ['Name'],
        sku: ['Lineitem sku'],
        quantity: ['Lineitem quantity'],
        paid: ['Lineitem price'],
        currency: ['Currency'],
        channel: ['Source'],
        at: ['Created at', 'Paid at'],
      },
    },
  },
];

function odooUnits(): PresetFields {
  return {
    sku: [
      'Product/Internal Reference',
      'product_id/default_code',
      'Internal Reference',
      'default_code',
      'Product',
      'product_id',
    ],
    serial: ['Lot/Serial Number', 'lot_id', 'name', 'Lot/Serial', 'lot_id/name'],
    site: ['Warehouse', 'warehouse_id'],
    at: ['Created on', 'create_date', 'in_date', 'Incoming Date'],
  };
}

function odooOrders(): PresetFields {
  return {
    number: ['Order Reference', 'name', 'Number'],
    sku: [
      'Order Lines/Product/Internal Reference',
      'order_line/product_id/default_code',
      'Order Lines/Product',
    ],
    quantity: ['Order Lines/Quantity', 'order_line/product_uom_qty'],
    paid: ['Order Lines/Unit Price', 'order_line/price_unit'],
    currency: ['Currency', 'currency_id'],
    channel: ['Sales Team', 'team_id'],
    site: ['Warehouse', 'warehouse_id'],
    at: ['Order Date', 'date_order'],
    customer: ['Customer/Reference', 'partner_id/ref', 'Customer/ID', 'partner_id/id'],
  };
}

function odooSales(): PresetFields {
  return { ...withoutQuantity(odooOrders()), serial: odooUnits().serial ?? [] };
}

/** A line of a sale with a serial is one unit. */
function withoutQuantity({ quantity: _quantity, ...fields }: PresetFields): PresetFields {
  return fields;
}

function erpnextUnits(): PresetFields {
  return {
    sku: ['Item Code', 'item_code'],
    serial: ['Serial No', 'serial_no', 'ID'],
    site: ['Warehouse', 'warehouse'],
    lot: ['Batch No', 'batch_no'],
    supplier: ['Supplier', 'supplier'],
    at: ['Purchase Date', 'purchase_date', 'Creation Date'],
  };
}

function erpnextOrders(): PresetFields {
  return {
    number: ['ID', 'name'],
    sku: ['Item Code (Items)', 'Item Code', 'item_code'],
    quantity: ['Quantity (Items)', 'Qty (Items)', 'qty'],
    paid: ['Rate (Items)', 'rate'],
    currency: ['Currency', 'currency'],
    site: ['Set Source Warehouse', 'Delivery Warehouse (Items)', 'Warehouse (Items)'],
    at: ['Date', 'transaction_date', 'Posting Date'],
    customer: ['Customer', 'customer'],
  };
}

function inventreeUnits(): PresetFields {
  return {
    sku: ['Part IPN', 'Part.IPN', 'part__IPN', 'IPN', 'part_detail.IPN'],
    serial: ['Serial Number', 'Serial', 'serial'],
    lot: ['Batch Code', 'Batch', 'batch'],
    supplier: ['Supplier Name', 'supplier_name'],
  };
}
