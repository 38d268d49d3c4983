import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import type { ReferenceParts } from '../../ledger/change-or-problem.ts';
import { numberColumn } from '../../platform/columns.ts';
import { changeCompany, createCompany } from './change-company.ts';
import { addLocations, changeLocation, changeSite, createSite } from './change-site.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';

export function placeEndpoints(parts: ReferenceParts) {
  return { ...siteEndpoints(parts), ...locationEndpoints(parts), ...companyEndpoints(parts) };
}

function siteEndpoints(parts: ReferenceParts) {
  const site = { description: 'The site.', schema: wire.siteSchema };
  return {
    listSites: endpoint({
      id: 'listSites',
      summary: 'List sites',
      query: wire.listQuery,
      replies: { 200: { description: 'Sites, the oldest first.', schema: wire.sitePage } },
      async handle({ query: { after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const values = [idCursor(after), limit + 1, sites === null ? null : numberColumn([...sites])];
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
        const made = orProblem(await createSite(parts, body));
        reply.header('location', `/api/sites/${made.code}`);
        return reply.code(201).send(siteOnWire(made));
      },
    }),
    getSite: endpoint({
      id: 'getSite',
      summary: 'Read a site',
      params: wire.siteParams,
      replies: { 200: site },
      handle: async ({ params: { code }, caller: { sites } }) =>
        siteOnWire(await siteOr404(parts, code, sites)),
    }),
    changeSite: endpoint({
      id: 'changeSite',
      summary: 'Change a site, or close it',
      params: wire.siteParams,
      body: wire.siteChange,
      replies: { 200: site },
      async handle({ params, body, caller: { sites } }) {
        await siteOr404(parts, params.code, sites);
        return siteOnWire(orProblem(await changeSite(parts, params.code, body)));
      },
    }),
  };
}

function locationEndpoints(parts: ReferenceParts) {
  return {
    listLocations: endpoint({
      id: 'listLocations',
      summary: 'List the locations of a site',
      params: wire.siteParams,
      query: wire.listQuery,
      replies: { 200: { description: 'Locations, the first one first.', schema: wire.locationPage } },
      async handle({ params: { code }, query: { after, limit = limits.pageItemsDefault }, caller }) {
        const { id } = await siteOr404(parts, code, caller.sites);
        const values = [id, idCursor(after), limit + 1];
        const { rows } = await parts.database.query<sql.LocationRow>(sql.selectLocations, values);
        return pageOfRows(rows, limit, locationOnWire, idOf);
      },
    }),
    map: endpoint({
      id: 'getSiteMap',
      summary: 'List the locations of a site with what lies at each',
      params: wire.siteParams,
      query: wire.listQuery,
      replies: { 200: { description: 'Locations, the first one first.', schema: wire.mapPage } },
      async handle({ params: { code }, query: { after, limit = limits.pageItemsDefault }, caller }) {
        const { id } = await siteOr404(parts, code, caller.sites);
        const from = idCursor(after);
        const [spots, counts] = await Promise.all([
          parts.database.query<sql.LocationRow>(sql.selectLocations, [id, from, limit + 1]),
          parts.database.query<sql.SpotCountRow>(sql.selectSpotCounts, [id, most + 1, from, limit + 1]),
        ]);
        const countsBySpot = new Map(counts.rows.map((row) => [row.location_id, row]));
        return pageOfRows(spots.rows, limit, (row) => spotOnWire(row, countsBySpot.get(row.id)), idOf);
      },
    }),
    addLocations: endpoint({
      id: 'addLocations',
      summary: 'Add locations to a site, all or none',
      params: wire.siteParams,
      body: wire.newLocations,
      replies: { 201: { description: 'The locations.', schema: wire.locationsMade } },
      async handle({ params, body, caller: { sites } }, reply) {
        await siteOr404(parts, params.code, sites);
        const made = orProblem(await addLocations(parts, params.code, body.locations));
        return reply.code(201).send({ items: made.map(locationOnWire) });
      },
    }),
    changeLocation: endpoint({
      id: 'changeLocation',
      summary: 'Change a location, or close it',
      params: wire.locationParams,
      body: wire.locationChange,
      replies: { 200: { description: 'The location.', schema: wire.locationSchema } },
      async handle({ params, body, caller: { sites } }) {
        await siteOr404(parts, params.code, sites);
        return locationOnWire(orProblem(await changeLocation(parts, params.code, params.location, body)));
      },
    }),
  };
}

function companyEndpoints(parts: ReferenceParts) {
  const company = { description: 'The company.', schema: wire.companySchema };
  return {
    listCompanies: endpoint({
      id: 'listCompanies',
      summary: 'List companies',
      query: wire.listQuery,
      replies: { 200: { description: 'Companies, the oldest first.', schema: wire.companyPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const values = [idCursor(after), limit + 1];
        const { rows } = await parts.database.query<sql.CompanyRow>(sql.selectCompanies, values);
        return pageOfRows(rows, limit, companyOnWire, idOf);
      },
    }),
    createCompany: endpoint({
      id: 'createCompany',
      summary: 'Add a company',
      body: wire.newCompany,
      replies: { 201: company },
      async handle({ body }, reply) {
        const made = orProblem(await createCompany(parts, body));
        return reply.code(201).send(companyOnWire(made));
      },
    }),
    changeCompany: endpoint({
      id: 'changeCompany',
      summary: 'Change a company',
      params: wire.siteParams,
      body: wire.companyChange,
      replies: { 200: company },
      handle: async ({ params, body }) =>
        companyOnWire(orProblem(await changeCompany(parts, params.code, body))),
    }),
  };
}

/** A site out of his reach answers as one that does not exist. */
async function siteOr404({ database }: ReferenceParts, code: string, sites: Sites): Promise<sql.SiteRow> {
  const { rows } = await database.query<sql.SiteRow>(sql.selectSite, [code]);
  if (rows[0] && within(sites, rows[0].id)) return rows[0];
  throw new Problem('site_not_found', `There is no site ${code}.`, { where: 'params.code' });
}

const idOf = ({ id }: { readonly id: number }) => String(id);

function siteOnWire({ code, name, kind, time_zone, address, owner, active, scans }: sql.SiteRow) {
  return { code, name, kind, timeZone: time_zone, address, owner, active, scans };
}

function locationOnWire({ code, name, kind, aisle, color, position, capacity, active }: sql.LocationRow) {
  return { code, name, kind, aisle, color, position, capacity, active };
}

const most = limits.mapUnitsMax;

/** A spot that was made between the two reads holds nothing yet. */
function spotOnWire(row: sql.LocationRow, count: sql.SpotCountRow | undefined): wire.MapSpotOnWire {
  const { units = 0, pieces = 0 } = count ?? {};
  return { ...locationOnWire(row), units: Math.min(units, most), isMore: units > most, pieces };
}

function companyOnWire({ code, name, kind, tax_number, address }: sql.CompanyRow) {
  return { code, name, kind, taxNumber: tax_number, address };
}
