import type { Statement } from '../../platform/database.ts';
import type { Address } from './contract.ts';

const statement = (name: string, text: string): Statement => ({ name: `places_${name}`, text });

// ---- Sites and locations. What is outside (carrier, customer, vendor) is no site to anybody.

export interface SiteRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'warehouse' | 'store' | 'returns_hub' | 'repair_shop' | 'partner';
  readonly time_zone: string;
  readonly address: Address | null;
  readonly active: boolean;
  readonly scans: boolean;
  readonly owner: string;
}

const siteColumns = `s.id, s.code, s.name, s.kind, s.time_zone, s.address, s.active, s.scans, o.code as owner`;

export const selectSite = statement(
  'site',
  `select ${siteColumns} from site s join owner o on o.id = s.owner_id where s.code = $1 and s.kind <> 'outside'`,
);

export const selectSites = statement(
  'sites',
  `select ${siteColumns} from site s join owner o on o.id = s.owner_id
   where s.id > $1 and s.kind <> 'outside' and ($3::int[] is null or s.id = any($3)) order by s.id limit $2`,
);

export const selectOwner = statement('owner', 'select id from owner where code = $1');

export const insertSite = statement(
  'insert_site',
  `insert into site (code, name, kind, time_zone, owner_id, address, version, scans)
   values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8) on conflict (code) do nothing returning id`,
);

export const updateSite = statement(
  'update_site',
  `update site set name = $2, kind = $3, time_zone = $4, address = $5::jsonb, active = $6, version = $7,
     scans = $8 where id = $1`,
);

export interface LocationRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'floor' | 'dock' | 'bin' | 'staging' | 'quarantine' | 'cage' | 'workshop';
  readonly aisle: string | null;
  readonly color: string | null;
  readonly position: number | null;
  readonly capacity: number | null;
  readonly active: boolean;
}

const locationColumns = 'id, code, name, kind, aisle, color, position, capacity, active';

export const selectLocations = statement(
  'locations',
  `select ${locationColumns} from location where site_id = $1 and id > $2 order by id limit $3`,
);

export const selectLocation = statement(
  'location',
  `select ${locationColumns} from location where site_id = $1 and code = $2`,
);

export interface SpotCountRow {
  readonly location_id: number;
  readonly units: number;
  readonly pieces: number;
}

/**
 * What lies at each spot of a site: units by the key of those in our hands, counting stops at $2 a spot; and pieces of
 * plain products. One walk along the key a spot, so a site's map costs at most $2 times its spots.
 */
export const selectSpotCounts = statement(
  'spot_counts',
  `select l.id as location_id, coalesce(u.units, 0)::int as units, coalesce(q.pieces, 0)::bigint as pieces
   from location l
   left join lateral (select count(*) as units from (
     select from stock_unit where site_id = $1 and location_id = l.id limit $2) s) u on true
   left join lateral (select sum(quantity)::bigint as pieces from quantity_count where place = l.id) q on true
   where l.site_id = $1 and l.id > $3 order by l.id limit $4`,
);

/** In the given order, so that the first one gets the lowest number; those that exist are left out. */
export const insertLocations = statement(
  'insert_locations',
  `insert into location (site_id, code, name, kind, aisle, color, position, capacity, version)
   select $1, code, name, kind, aisle, color, position, capacity, $9
   from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[]) with ordinality
     as n(code, name, kind, aisle, color, position, capacity, nth) order by nth
   on conflict (site_id, code) do nothing returning ${locationColumns}`,
);

export const updateLocation = statement(
  'update_location',
  `update location set name = $2, kind = $3, aisle = $4, color = $5, position = $6, active = $7, version = $8,
     capacity = $9
   where id = $1`,
);

/** Whether anything of ours is at a site, or at one of its spots alone: units or pieces. */
export const selectHeld = statement(
  'held',
  `select exists (select from stock_unit where site_id = $1 and ($2::int is null or location_id = $2))
     or exists (select from quantity_count q join location l on l.id = q.place
       where l.site_id = $1 and ($2::int is null or l.id = $2) and q.quantity <> 0) as held`,
);

// ---- Companies

export interface CompanyRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'company' | 'consignor';
  readonly tax_number: string | null;
  readonly address: Address | null;
}

const companyColumns = 'id, code, name, kind, tax_number, address';
const isCompany = `kind in ('company', 'consignor')`;

export const selectCompanies = statement(
  'companies',
  `select ${companyColumns} from owner where id > $1 and ${isCompany} order by id limit $2`,
);

export const selectCompany = statement(
  'company',
  `select ${companyColumns} from owner where code = $1 and ${isCompany}`,
);

export const insertCompany = statement(
  'insert_company',
  `insert into owner (code, name, kind, tax_number, address, version) values ($1, $2, $3, $4, $5::jsonb, $6)
   on conflict (code) do nothing returning id`,
);

export const updateCompany = statement(
  'update_company',
  'update owner set name = $2, tax_number = $3, address = $4::jsonb, version = $5 where id = $1',
);
