import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { auditEndpoints } from './access/audit/routes.ts';
import { openPins, type Pins } from './access/badges/pin.ts';
import { badgeEndpoints } from './access/badges/routes.ts';
import { openAccess } from './access/change-access.ts';
import { type DeviceRing, openDeviceRing } from './access/devices/device-ring.ts';
import { makePairing } from './access/devices/pair.ts';
import { deviceEndpoints } from './access/devices/routes.ts';
import { type Gate, openGate } from './access/gate.ts';
import { ensureAdminKey } from './access/manage-keys.ts';
import { peopleEndpoints } from './access/people/routes.ts';
import { keyEndpoints } from './access/routes.ts';
import { openPasswords } from './access/sessions/password.ts';
import { sessionEndpoints } from './access/sessions/routes.ts';
import { singleSignOnOf } from './access/single-sign-on/sign-on-of-settings.ts';
import type { Config } from './config.ts';
import { seedDemo } from './demo/seed.ts';
import type { Route } from './http/endpoint.ts';
import { healthEndpoints } from './http/health.ts';
import { type Listeners, openListeners } from './http/live/listeners.ts';
import { type Metrics, openMetrics } from './http/metrics.ts';
import { openApiOf } from './http/openapi.ts';
import { type Overload, openOverload } from './http/overload.ts';
import type { LinkParts } from './http/pairing-link.ts';
import { readScreenFiles } from './http/screen-files.ts';
import { buildServer } from './http/server.ts';
import { type Origins, originsOf } from './http/session-cookie.ts';
import { type Stopping, stopServer } from './http/stopping.ts';
import { openTls } from './http/tls-listening.ts';
import { lineEndpoints } from './import-routes.ts';
import { openReaderBroker } from './integrations/mqtt/reader-broker.ts';
import { openReference, type ReadReference } from './ledger/current-reference.ts';
import type { DocumentRule } from './ledger/documents.ts';
import { feedLagSeconds } from './ledger/feed-lag.ts';
import { type Freshness, openFreshness } from './ledger/freshness.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { systemActor } from './ledger/reference.ts';
import { openWork } from './long-work.ts';
import { adjustingEndpoints } from './operations/adjusting/routes.ts';
import { catalogEndpoints } from './operations/catalog/routes.ts';
import { containerDocument } from './operations/containers/document.ts';
import { countDocument } from './operations/counting/document.ts';
import { countingEndpoints } from './operations/counting/routes.ts';
import { watchCounts } from './operations/counting/watch-counts.ts';
import { findByContact } from './operations/customers/find-customers.ts';
import { customerEndpoints } from './operations/customers/routes.ts';
import { ediEndpoints } from './operations/edi/routes.ts';
import { openExceptions } from './operations/exceptions/open-exceptions.ts';
import { exceptionEndpoints } from './operations/exceptions/routes.ts';
import { exportEndpoints } from './operations/exporting/routes.ts';
import { homeEndpoints } from './operations/home/routes.ts';
import type { MovesParts } from './operations/importing/moves/create-moves.ts';
import { watchImports } from './operations/importing/watch-imports.ts';
import { inventoryEndpoints } from './operations/inventory/routes.ts';
import { labelEndpoints } from './operations/labels/routes.ts';
import { lookForNews } from './operations/live/news.ts';
import { liveEndpoints } from './operations/live/routes.ts';
import type { NumberingParts } from './operations/numbering/define-numbers.ts';
import { numberingEndpoints } from './operations/numbering/routes.ts';
import { orderEndpoints } from './operations/orders/routes.ts';
import { openPhotoStore } from './operations/photos/photo-store.ts';
import { photoEndpoints } from './operations/photos/routes.ts';
import { watchPhotos } from './operations/photos/sweep-photos.ts';
import { placeEndpoints } from './operations/places/routes.ts';
import { policyEndpoints } from './operations/policy/routes.ts';
import { orderGoods } from './operations/purchasing/order-goods.ts';
import { purchasingEndpoints } from './operations/purchasing/routes.ts';
import { putawayEndpoints } from './operations/putaway/routes.ts';
import { announceReceipt } from './operations/receiving/announcing/announce.ts';
import { cartonEndpoints } from './operations/receiving/cartons/routes.ts';
import { receiptDocument } from './operations/receiving/document.ts';
import type { PrintLabels } from './operations/receiving/labelling/print-labels.ts';
import { labellingEndpoints } from './operations/receiving/labelling/routes.ts';
import { receivingEndpoints } from './operations/receiving/routes.ts';
import { supplierRuleEndpoints } from './operations/receiving/supplier-rules/routes.ts';
import { type LabelLinks, labelLinks, openLabelTokens } from './operations/resolver/label-token.ts';
import { resolverEndpoints } from './operations/resolver/routes.ts';
import { openRfid, type Rfid } from './operations/rfid/open-rfid.ts';
import { rfidEndpoints } from './operations/rfid/routes.ts';
import { sightingsIn } from './operations/rfid/sightings.ts';
import { scanningEndpoints } from './operations/scanning/routes.ts';
import { openSearchIndex, type SearchIndex } from './operations/search/keep-current.ts';
import { searchEndpoints } from './operations/search/routes.ts';
import { unitsHolding } from './operations/search/units-holding.ts';
import { transferDocument } from './operations/transfers/document.ts';
import { transferEndpoints } from './operations/transfers/routes.ts';
import { unitEndpoints } from './operations/units/routes.ts';
import { unreadEndpoints } from './operations/unread/routes.ts';
import { type HoldingKeeper, keepHoldings } from './operations/valuation/keep-holdings.ts';
import { valuationEndpoints } from './operations/valuation/routes.ts';
import { vendorReturnDocument } from './operations/vendor-returns/document.ts';
import { openWatch } from './operations/watching/open-watch.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import type { FileStore } from './platform/file-store.ts';
import { errorFacts, type Log } from './platform/log.ts';
import { type MasterKeys, masterKeysOf } from './platform/master-keys.ts';
import { programVersion } from './platform/program-version.ts';
import { projectDirectory } from './platform/project-directory.ts';
import { openSchemaCheck } from './platform/schema-check.ts';
import { type ServerSecret, serverSecret } from './platform/server-secret.ts';
import { sharedReader } from './platform/shared-reads.ts';
import type { TlsMaterial } from './platform/tls-material.ts';
import type { TlsSource } from './platform/tls-source.ts';
import { resolverParts } from './resolver-parts.ts';
import { type Endpoints, httpSurface } from './routes.ts';
import { stockEndpoints } from './stock-routes.ts';
import { vendorEndpoints } from './vendor-routes.ts';

export interface App {
  readonly url: string;
  /** Set when an administrator's key was made at this start: to be shown once. */
  readonly adminKey?: string;
  /** Lets one device in: made where our own authority says who we are. */
  readonly pairingCode?: string;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly ownerUrl: string;
  readonly clock: Clock;
  /** Says a sentence to the person at the terminal. */
  readonly say: (sentence: string) => void;
  readonly log: Log;
  /** Instead of the usual one, for measuring without it. */
  readonly overload?: Overload;
  /** Gives an empty database a small retailer to look at. */
  readonly demo?: boolean;
}

/** Opens the parts, listens (over TLS where a certificate's source is given), and answers where. */
export async function startApp(options: AppOptions & { readonly tls?: TlsSource | undefined }): Promise<App> {
  const { config } = options;
  const tls = options.tls && (await openTls(options.tls, config.publicUrl, options.say));
  const hasOwnAuthority = options.tls !== undefined && options.tls.authority !== null;
  const opened = await openApp({ ...options, tls: tls?.current, hasOwnAuthority });
  const { server, adminKey, close: closeApp } = opened;
  const close = async () => {
    tls?.close();
    await closeApp();
  };
  try {
    tls?.attach(server);
    const url = await server.listen({ host: config.host, port: config.port });
    const pairingCode = hasOwnAuthority ? await opened.pairingCode() : undefined;
    return {
      url,
      close,
      ...(adminKey === undefined ? {} : { adminKey }),
      ...(pairingCode === undefined ? {} : { pairingCode }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface OpenApp {
  readonly server: FastifyInstance;
  readonly routes: readonly Route[];
  readonly ledger: Ledger;
  readonly searchIndex: SearchIndex;
  readonly holdings: HoldingKeeper;
  readonly overload: Overload;
  readonly adminKey: string | undefined;
  /** A code that lets one device in, at a site of its choice: for who has the server's own terminal. */
  pairingCode(): Promise<string>;
  close(): Promise<void>;
}

/** Kinds of document that scans may name without a rule of their own yet. */
const plainKinds = ['order', 'sale', 'shipment', 'return', 'claim', 'repair', 'recall', 'kit'];

/** Where every part meets, once: database → ledger → keys → demo → routes. Nothing listens yet. */
export async function openApp(
  options: AppOptions & { readonly tls?: TlsMaterial | undefined; readonly hasOwnAuthority?: boolean },
): Promise<OpenApp> {
  const { config, database, clock, say, log, demo = false, tls, hasOwnAuthority = false } = options;
  const onFault = (error: unknown, where = 'background', request: string | null = null) => {
    metrics.onFault();
    log.error('fault', { where, ...(request === null ? {} : { request }), error: errorFacts(error) });
  };
  const overload =
    options.overload ?? openOverload({ onTurnedAway: (kind, why) => metrics.onTurnedAway(kind, why) });
  const metrics = openMetrics({
    lanes: () => ledger.load,
    valves: () => overload.valves,
    liveStreams: () => listeners.count,
    pools: database.use,
    openExceptions: () => openExceptions(database),
    feedLagSeconds: () => feedLagSeconds(database),
    readerLags: () => ({ search: searchIndex.lagSeconds, holdings: holdings.lagSeconds }),
  });
  const rules = [
    receiptDocument,
    countDocument,
    transferDocument,
    containerDocument,
    vendorReturnDocument,
  ] as unknown as DocumentRule<never>[];
  const { grouping } = config;
  const ledger = openLedger({
    database,
    clock,
    rules,
    plainKinds,
    grouping,
    onFault,
    onGroup: metrics.onGroup,
  });
  const freshness = openFreshness(database);
  const reference = openReference(ledger, freshness);
  const searchIndex = openSearchIndex({ database, clock, reference, onFault });
  const holdings = keepHoldings({ database, clock, reference, onFault });
  const access = openAccess(database);
  const listeners = openListeners({
    look: lookForNews({
      database,
      reference,
      importSteps: watchImports(database),
      countMoves: watchCounts(database),
    }),
    access,
    onFault: (error) => onFault(error, 'live'),
  });
  try {
    const admin = await ensureAdminKey({ database, freshness, access, clock }, config.adminKey);
    if (admin.said) say(admin.said);
    if (demo && (await seedDemo({ database, freshness, ledger, clock })))
      say('A small demo retailer was set up: a warehouse, two stores and 500 units.');
    ledger.spread.wake();
    const stopping: Stopping = { begun: false };
    const ring = openDeviceRing({ database, access, clock });
    const link = { publicUrl: config.publicUrl, hasOwnAuthority };
    const origins = originsOf(config.publicUrl, tls !== undefined, config.linkUrl);
    const gate = openGate({ database, access, clock });
    const masterKeys = masterKeysOf(config.customerKeys, config.dataDirectory);
    const stores = { database, clock, ledger, freshness, access, reference, masterKeys };
    const parts = { ...stores, holdings, origins, metrics, stopping, ring, link, gate, listeners };
    const secret = serverSecret(config.dataDirectory, config.secret);
    const linkOf = labelLinks(openLabelTokens(secret), config.linkUrl ?? config.publicUrl);
    const imports = openWork({ ...parts, linkOf }, config, onFault);
    const photos = openPhotoStore(config);
    const sweep = watchPhotos({ database, clock, store: photos }, (error) => onFault(error, 'photos'));
    const watch = openWatch(stores, (error) => onFault(error, 'watch'));
    const rfid = openRfid(stores, (error) => onFault(error, 'rfid'), metrics);
    const broker = await openReaderBroker({ ...stores, ...rfid }, config, log);
    const routes = routesOf(
      { ...parts, rfid, secret, linkOf, photos, pins: openPins(secret) },
      imports,
      config,
    );
    const screens = readScreenFiles(join(projectDirectory, 'dist-web'));
    const server = buildServer({ ...parts, routes, screens, tls, log, overload, onFault });
    return {
      server,
      routes,
      ledger,
      searchIndex,
      holdings,
      overload,
      adminKey: admin.generated,
      async pairingCode() {
        const parts = { database, freshness, access, clock };
        const anywhere = { name: null, site: null, station: null };
        return (await makePairing(parts, anywhere, { actor: systemActor.id, address: null })).code;
      },
      /** Takes no new requests, answers those it has, writes what the ledger holds. */
      async close() {
        await listeners.close();
        rfid.finders.close();
        await broker?.close();
        await stopServer(server, stopping, { redMs: config.redSeconds * 1_000 });
        await imports.close();
        await sweep.close();
        await watch.close();
        await rfid.close();
        await searchIndex.close();
        await holdings.close();
        await ledger.close();
      },
    };
  } catch (error) {
    await searchIndex.close();
    await holdings.close();
    await ledger.close();
    throw error;
  }
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly freshness: Freshness;
  readonly access: Freshness;
  readonly origins: Origins;
  readonly reference: ReadReference;
  readonly holdings: HoldingKeeper;
  readonly metrics: Metrics;
  readonly stopping: Stopping;
  readonly ring: DeviceRing;
  readonly link: LinkParts;
  readonly masterKeys: MasterKeys;
  readonly gate: Gate;
  readonly listeners: Listeners;
}

/** What only routes need. */
interface RouteParts extends Parts {
  readonly secret: ServerSecret;
  readonly linkOf: LabelLinks;
  readonly pins: Pins;
  readonly photos: FileStore;
  readonly rfid: Rfid;
}

function routesOf(
  parts: RouteParts,
  imports: {
    readonly parts: MovesParts;
    readonly numbering: NumberingParts;
    readonly printing: Endpoints['printing'];
    readonly printLabels: PrintLabels;
  },
  config: Config,
): readonly Route[] {
  const { database, ledger, metrics, stopping } = parts;
  const shared = {
    ...parts,
    read: sharedReader(database),
    passwords: openPasswords(),
    holding: (text: string) => unitsHolding(database, text),
  };
  const singleSignOn = singleSignOnOf(shared, config);
  const routes = httpSurface({
    health: healthEndpoints({
      stopping,
      notReady: openSchemaCheck(database),
      openApi: () => openApiOf(routes, programVersion),
    }),
    metrics: metrics.endpoint,
    keys: keyEndpoints(shared),
    sessions: sessionEndpoints({ ...shared, hasSingleSignOn: singleSignOn !== null }),
    people: peopleEndpoints(shared),
    audit: auditEndpoints(shared),
    devices: deviceEndpoints(shared),
    badges: badgeEndpoints(shared),
    singleSignOn,
    scans: scanningEndpoints({ ledger, onAnswers: metrics.onAnswers }),
    units: unitEndpoints(shared),
    catalog: catalogEndpoints(shared),
    places: placeEndpoints(shared),
    photos: photoEndpoints({ ...shared, store: parts.photos }),
    unread: unreadEndpoints(shared),
    putaway: putawayEndpoints(shared),
    adjusting: adjustingEndpoints(shared),
    policy: policyEndpoints(shared),
    customers: customerEndpoints(shared),
    exceptions: exceptionEndpoints(shared),
    vendors: vendorEndpoints(shared),
    receiving: receivingEndpoints(shared),
    cartons: cartonEndpoints(shared),
    labelling: labellingEndpoints({ ...shared, printLabels: imports.printLabels }),
    supplierRules: supplierRuleEndpoints(shared),
    purchasing: purchasingEndpoints(shared),
    edi: ediEndpoints({
      ...shared,
      announce: (notice, who, sites) => announceReceipt(shared, notice, who, sites),
      order: (order, sites) => orderGoods(shared, order, sites),
    }),
    counting: countingEndpoints({
      ...shared,
      heardAt: (names, asked) => sightingsIn(database, names, asked),
    }),
    transfers: transferEndpoints(shared),
    stock: stockEndpoints(shared, imports.numbering),
    valuation: valuationEndpoints(shared),
    inventory: inventoryEndpoints(shared),
    lines: lineEndpoints(imports.parts),
    numbers: numberingEndpoints(imports.numbering),
    rfid: rfidEndpoints({ ...shared, ...parts.rfid }),
    printing: imports.printing,
    exports: exportEndpoints(shared),
    orders: orderEndpoints(shared),
    search: searchEndpoints({
      ...shared,
      findCustomers: (contact, actor) => findByContact(shared, contact, actor),
    }),
    home: homeEndpoints(shared),
    resolver: resolverEndpoints(resolverParts(shared, parts, config)),
    labels: labelEndpoints({ ...shared, linkOf: parts.linkOf }),
    live: liveEndpoints(shared),
  });
  return routes;
}
