import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import type { Statement } from '../../platform/database.ts';
import type { CatalogParts, Changed } from './change-catalog.ts';
import { changeProduct, createProduct } from './change-product.ts';
import { addLocations, createSite } from './change-site.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';

export function catalogEndpoints(parts: CatalogParts) {
  return { ...productEndpoints(parts), ...siteEndpoints(parts) };
}

function productEndpoints(parts: CatalogParts) {
  const product = { description: 'The product.', schema: wire.productSchema };
  return {
    listProducts: endpoint({
      id: 'listProducts',
      summary: 'List products',
      query: wire.listQuery,
      replies: { 200: { description: 'Products, the oldest first.', schema: wire.productPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const { rows } = await parts.database.query<sql.ProductRow>(sql.selectProducts, [
          idCursor(after),
          limit + 1,
        ]);
        return pageOfRows(rows, limit, productOnWire, idOf);
      },
    }),
    createProduct: endpoint({
      id: 'createProduct',
      summary: 'Add a product',
      body: wire.newProduct,
      replies: { 201: product },
      async handle({ body }, reply) {
        const made = or(await createProduct(parts, body));
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
        const row = await one<sql.ProductRow>(parts, sql.selectProduct, sku);
        if (row) return productOnWire(row);
        throw new Problem('product_not_found', `There is no product ${sku}.`, { where: 'params.sku' });
      },
    }),
    changeProduct: endpoint({
      id: 'changeProduct',
      summary: 'Change a product’s name, GTINs or policy',
      params: wire.productParams,
      body: wire.productChange,
      replies: { 200: product },
      handle: async ({ params, body }) => productOnWire(or(await changeProduct(parts, params.sku, body))),
    }),
  };
}

function siteEndpoints(parts: CatalogParts) {
  const site = { description: 'The site.', schema: wire.siteSchema };
  return {
    listSites: endpoint({
      id: 'listSites',
      summary: 'List sites',
      query: wire.listQuery,
      replies: { 200: { description: 'Sites, the oldest first.', schema: wire.sitePage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const values = [idCursor(after), limit + 1];
        const { rows } = await parts.database.query<sql.SiteRow>(sql.selectSites, values);
        return pageOfRows(rows, limit, siteOnWire, idOf);
      },
    }),
    createSite: endpoint({
      id: 'createSite',
      summary: 'Add a site with its first locations',
      body: wire.newSite,
      replies: { 201: site },
      async handle({ body }, reply) {
        const made = or(await createSite(parts, body));
        reply.header('location', `/api/sites/${made.code}`);
        return reply.code(201).send(siteOnWire(made));
      },
    }),
    getSite: endpoint({
      id: 'getSite',
      summary: 'Read a site',
      params: wire.siteParams,
      replies: { 200: site },
      handle: async ({ params: { code } }) => siteOnWire(await siteOr404(parts, code)),
    }),
    listLocations: endpoint({
      id: 'listLocations',
      summary: 'List the locations of a site',
      params: wire.siteParams,
      query: wire.listQuery,
      replies: { 200: { description: 'Locations, the first one first.', schema: wire.locationPage } },
      async handle({ params: { code }, query: { after, limit = limits.pageItemsDefault } }) {
        const { id } = await siteOr404(parts, code);
        const values = [id, idCursor(after), limit + 1];
        const { rows } = await parts.database.query<sql.LocationRow>(sql.selectLocations, values);
        return pageOfRows(rows, limit, locationOnWire, idOf);
      },
    }),
    addLocations: endpoint({
      id: 'addLocations',
      summary: 'Add locations to a site, all or none',
      params: wire.siteParams,
      body: wire.newLocations,
      replies: { 201: { description: 'The locations.', schema: wire.locationsMade } },
      async handle({ params, body }, reply) {
        const made = or(await addLocations(parts, params.code, body.locations));
        return reply.code(201).send({ items: made.map(locationOnWire) });
      },
    }),
  };
}

/** The result of a change, or its problem thrown. */
function or<Result extends object>(changed: Changed<Result>): Result {
  if (!('problem' in changed)) return changed;
  const { code, sentence, where } = changed.problem;
  throw new Problem(code, sentence, { where });
}

async function siteOr404(parts: CatalogParts, code: string): Promise<sql.SiteRow> {
  const row = await one<sql.SiteRow>(parts, sql.selectSite, code);
  if (row) return row;
  throw new Problem('site_not_found', `There is no site ${code}.`, { where: 'params.code' });
}

async function one<Row>(
  { database }: CatalogParts,
  statement: Statement,
  key: string,
): Promise<Row | undefined> {
  const { rows } = await database.query<Row>(statement, [key]);
  return rows[0];
}

const idOf = ({ id }: { readonly id: number }) => String(id);

function productOnWire(row: sql.ProductRow): wire.ProductOnWire {
  const { sku, name, category, serialized, gtins } = row;
  const { unknown_serials: unknownSerials, wipe_required: wipeRequired } = row;
  return { sku, name, category, serialized, unknownSerials, wipeRequired, gtins: [...gtins] };
}

function siteOnWire({ code, name, kind, time_zone, owner }: sql.SiteRow): wire.SiteOnWire {
  return { code, name, kind, timeZone: time_zone, owner };
}

function locationOnWire({ code, name, kind, aisle, color }: sql.LocationRow): wire.LocationOnWire {
  return { code, name, kind, aisle, color };
}
