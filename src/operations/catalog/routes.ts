import { limits } from '../../domain/limits.ts';
import { exampleOf, readSerialPattern } from '../../domain/serial-pattern.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { badCursor, idCursor, pageOfRows } from '../../http/paging.ts';
import type { CatalogParts } from './change-catalog.ts';
import { changeCategory, createCategory } from './change-category.ts';
import { changeProduct, createProduct } from './change-product.ts';
import { changeSupplier, createSupplier } from './change-supplier.ts';
import * as wire from './contract.ts';
import { listProducts } from './list-products.ts';
import * as sql from './queries.ts';
import { readCosts, readWarranties, setCost, setWarranty, type TermsParts } from './set-terms.ts';

type Parts = CatalogParts & TermsParts;

export function catalogEndpoints(parts: Parts) {
  return {
    ...productEndpoints(parts),
    ...termsEndpoints(parts),
    ...categoryEndpoints(parts),
    ...supplierEndpoints(parts),
  };
}

function productEndpoints(parts: CatalogParts) {
  const product = { description: 'The product.', schema: wire.productSchema };
  return {
    listProducts: endpoint({
      id: 'listProducts',
      summary: 'List products',
      query: wire.productsQuery,
      replies: { 200: { description: 'Products that fit.', schema: wire.productPage } },
      async handle({ query }) {
        const { after, before } = query;
        if (after !== undefined && before !== undefined)
          throw new Problem('invalid_request', 'Say `after` or `before`.', { where: 'query.before' });
        const from = idCursor(before ?? after);
        if (from >= 2 ** 31) throw badCursor();
        const { rows, next, previous, count } = await listProducts(
          parts.database,
          query,
          from === 0 ? null : from,
        );
        return { items: rows.map(productOnWire), next, previous, total: { count, more: false } };
      },
    }),
    createProduct: endpoint({
      id: 'createProduct',
      summary: 'Add a product',
      body: wire.newProduct,
      replies: { 201: product },
      async handle({ body }, reply) {
        const made = orProblem(await createProduct(parts, body));
        reply.header('location', `/api/products/${encodeURIComponent(made.sku)}`);
        return reply.code(201).send(productOnWire(made));
      },
    }),
    getProduct: endpoint({
      id: 'getProduct',
      summary: 'Read a product',
      params: wire.productParams,
      replies: { 200: product },
      async handle({ params: { sku } }) {
        const { rows } = await parts.database.query<sql.ProductRow>(sql.selectProduct, [sku]);
        if (rows[0]) return productOnWire(rows[0]);
        throw new Problem('product_not_found', `There is no product ${sku}.`, { where: 'params.sku' });
      },
    }),
    changeProduct: endpoint({
      id: 'changeProduct',
      summary: 'Change what a product is: names, numbers, labels, parts, policy',
      params: wire.productParams,
      body: wire.productChange,
      replies: { 200: product },
      handle: async ({ params, body }) =>
        productOnWire(orProblem(await changeProduct(parts, params.sku, body))),
    }),
  };
}

function termsEndpoints(parts: Parts) {
  const warranties = { description: 'Warranty terms.', schema: wire.warrantyList };
  const costs = { description: 'Costs.', schema: wire.costList };
  return {
    listWarranties: endpoint({
      id: 'listProductWarranties',
      summary: 'List a product’s warranty terms, or those that hold on a day',
      params: wire.productParams,
      query: wire.termsQuery,
      replies: { 200: warranties },
      async handle({ params, query }) {
        const { items } = orProblem(await readWarranties(parts.database, params.sku, query.on));
        return { items: items.map(warrantyOnWire) };
      },
    }),
    setWarranty: endpoint({
      id: 'setProductWarranty',
      summary: 'Add warranty terms that hold from a day on',
      params: wire.productParams,
      body: wire.warrantyTerms,
      replies: { 201: warranties },
      async handle({ params, body, caller }, reply) {
        const { items } = orProblem(await setWarranty(parts, params.sku, body, caller.actor.id));
        return reply.code(201).send({ items: items.map(warrantyOnWire) });
      },
    }),
    listCosts: endpoint({
      id: 'listProductCosts',
      summary: 'List what one unit of a product has cost, or what it costs on a day',
      params: wire.productParams,
      query: wire.termsQuery,
      replies: { 200: costs },
      async handle({ params, query }) {
        const { items } = orProblem(await readCosts(parts.database, params.sku, query.on));
        return { items: items.map(costOnWire) };
      },
    }),
    setCost: endpoint({
      id: 'setProductCost',
      summary: 'Add a cost that holds from a day on',
      params: wire.productParams,
      body: wire.costTerms,
      replies: { 201: costs },
      async handle({ params, body, caller }, reply) {
        const { items } = orProblem(await setCost(parts, params.sku, body, caller.actor.id));
        return reply.code(201).send({ items: items.map(costOnWire) });
      },
    }),
  };
}

function categoryEndpoints(parts: CatalogParts) {
  const category = { description: 'The category.', schema: wire.categorySchema };
  return {
    listCategories: endpoint({
      id: 'listCategories',
      summary: 'List categories',
      query: wire.listQuery,
      replies: { 200: { description: 'Categories, the oldest first.', schema: wire.categoryPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const values = [idCursor(after), limit + 1];
        const { rows } = await parts.database.query<sql.CategoryRow>(sql.selectCategories, values);
        return pageOfRows(rows, limit, categoryOnWire, idOf);
      },
    }),
    createCategory: endpoint({
      id: 'createCategory',
      summary: 'Add a category',
      body: wire.newCategory,
      replies: { 201: category },
      async handle({ body }, reply) {
        const made = orProblem(await createCategory(parts, body));
        return reply.code(201).send(categoryOnWire(made));
      },
    }),
    changeCategory: endpoint({
      id: 'changeCategory',
      summary: 'Rename a category, or move it in the tree',
      params: wire.codeParams,
      body: wire.categoryChange,
      replies: { 200: category },
      handle: async ({ params, body }) =>
        categoryOnWire(orProblem(await changeCategory(parts, params.code, body))),
    }),
  };
}

function supplierEndpoints(parts: CatalogParts) {
  const supplier = { description: 'The supplier.', schema: wire.supplierSchema };
  return {
    listSuppliers: endpoint({
      id: 'listSuppliers',
      summary: 'List suppliers',
      query: wire.listQuery,
      replies: { 200: { description: 'Suppliers, the oldest first.', schema: wire.supplierPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const values = [idCursor(after), limit + 1];
        const { rows } = await parts.database.query<sql.SupplierRow>(sql.selectSuppliers, values);
        return pageOfRows(rows, limit, supplierOnWire, idOf);
      },
    }),
    createSupplier: endpoint({
      id: 'createSupplier',
      summary: 'Add a supplier',
      body: wire.newSupplier,
      replies: { 201: supplier },
      async handle({ body }, reply) {
        const made = orProblem(await createSupplier(parts, body));
        return reply.code(201).send(supplierOnWire(made));
      },
    }),
    changeSupplier: endpoint({
      id: 'changeSupplier',
      summary: 'Change a supplier',
      params: wire.codeParams,
      body: wire.supplierChange,
      replies: { 200: supplier },
      handle: async ({ params, body }) =>
        supplierOnWire(orProblem(await changeSupplier(parts, params.code, body))),
    }),
  };
}

const idOf = ({ id }: { readonly id: number }) => String(id);

function productOnWire(row: sql.ProductRow): wire.ProductOnWire {
  const { sku, name, category, serialized, supplier, length_mm: length } = row;
  const pattern = row.serial_pattern === null ? null : readSerialPattern(row.serial_pattern);
  return {
    sku,
    name,
    category,
    serialized,
    unknownSerials: row.unknown_serials,
    wipeRequired: row.wipe_required,
    gtins: [...row.gtins],
    serialPattern: row.serial_pattern,
    serialExample: pattern && 'pattern' in pattern ? exampleOf(pattern.pattern) : null,
    numbers: [...row.numbers],
    labelHints: [...row.label_hints],
    weightGrams: row.weight_grams,
    dimensions: length === null ? null : { length, width: row.width_mm!, height: row.height_mm! },
    supplier,
    parts: [...row.parts],
  };
}

function warrantyOnWire({ kind, months, starts, from, set_at, set_by }: sql.WarrantyRow) {
  return { kind, months, starts, from, setAt: set_at.toISOString(), setBy: set_by };
}

function costOnWire({ minor, currency, from, set_at, set_by }: sql.CostRow) {
  return { amount: minor, currency, from, setAt: set_at.toISOString(), setBy: set_by };
}

function categoryOnWire({ code, name, parent }: sql.CategoryRow) {
  return { code, name, parent };
}

function supplierOnWire({ code, name, numbers, sample_size, active }: sql.SupplierRow) {
  return { code, name, numbers: [...numbers], sampleSize: sample_size, active };
}
