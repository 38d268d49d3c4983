import { inboundLimits } from './inbound-limits.ts';
import { printingLimits } from './labels/printing-limits.ts';
import { rfidLimits } from './rfid/rfid-limits.ts';
import { stockLimits } from './stock-limits.ts';
import { valueLimits } from './valuation/value-limits.ts';
import { watchingLimits } from './watching-limits.ts';

/** Every limit of the product in one place. Over a limit the answer names the limit. */
export const limits = {
  ...inboundLimits,
  /** Longest serial kept, in code points. GS1 allows 20; makers' own numbers are longer. */
  serialLengthMax: 64,
  /** Longest text taken from one scan, in UTF-16 units: a Digital Link with its query fits. */
  scanTextLengthMax: 512,
  /**
   * Most ranges, and most prefixes, in one set of serials: n ranges can cross n²/4 times. Single serials are
   * not bounded.
   */
  serialSetRangesMax: 1_000,
  /** Longest written set of serials, in UTF-16 units: some 60,000 serials. */
  serialSetTextLengthMax: 1_000_000,
  /** Longest serial that a GS1 symbol takes beside a GTIN: AI (21), in characters. */
  gs1SerialLengthMax: 20,
  /** Digits of numbers that are counted up: all fit a whole number that JavaScript keeps exactly. */
  numberWidthMax: 15,
  /** Characters of random numbers behind their prefix: the fewest have 41 bits, the most 82. */
  randomLengthMin: 9,
  randomLengthMax: 18,
  randomLengthDefault: 12,
  /** Bytes of the key under which random numbers are permuted: AES-256. */
  permutationKeyBytes: 32,
  /** Numbers given out in one answer; more are made by a job. */
  numbersAtOnceMax: 1_000,
  /** Numbers of one block. */
  numbersPerBlockMax: 1_000_000,
  /** Numbers that a job takes in one transaction, and that are looked at together. */
  numbersChunk: 50_000,
  /** Windows in a row in which every number is somebody's already, before it is said that something is wrong with them. */
  takenWindowsMax: 20,
  /** A maker's single numbers, and numbers of all its ranges, in one import. */
  pooledSerialsMax: 100_000,
  pooledNumbersMax: 1_000_000_000,
  /** Milliseconds after which work on a block counts as left. */
  blockLeftMs: 10_000,
  /** Most scans, and most units that they resolve to, in one request. */
  scansPerRequestMax: 10_000,
  /** Most codes of one unit in one scan: what a camera sees on one box. */
  codesPerScanMax: 16,
  /** Requests with more scans than this go in the bulk lane. */
  smallRequestScansMax: 20,
  /** Scans in one group of the lane for single scans. */
  groupScansMax: 500,
  /** Scans in one group of the bulk lane: short locks; beyond 1,000 nothing is gained (measured). */
  bulkScansMax: 500,
  /** Groups of the bulk lane at once: while PostgreSQL writes one, the next is judged. */
  bulkGroupsAtOnce: 2,
  /** Transactions at once where grouping is off, for comparison. */
  ungroupedAtOnce: 16,
  /** Scans that may wait in a lane before more are turned away with 503. */
  queueScansMax: 50_000,
  /** Tries of a group that lost to others, before it is turned away with 503. */
  groupRetriesMax: 5,
  /** Milliseconds that a group waits for a lost database before it is turned away with 503. */
  reconnectMsMax: 8_000,
  /** Units whose holds change in one batch, after a recall scope has frozen them all at once. */
  spreadBatchMax: 500,
  /** Bytes of a request's body: 10,000 scans of some 800 bytes. A longer one is not read to its end. */
  bodyBytesMax: 8 * 1024 * 1024,
  /** Bytes of a refused body that are passed over; for a longer one the connection is not worth keeping. */
  unreadBytesMax: 65_536,
  /** On somebody's home: how far things are counted, events of a day too; own questions and open receipts shown. */
  homeCountMax: 10_000,
  homeScansMax: 100_000,
  homeItemsMax: 20,
  homeReceiptsMax: 5,
  /** Scans that were not recorded, the newest of all sites, in which those of one site are looked for. */
  refusalsLookedMax: 20_000,
  /** Units, and kinds of plain products, counted at one spot of a site's map. */
  mapUnitsMax: 10_000,
  /** Lists and objects inside each other in a body; the deepest that we ask for is 4, the rest is for `details`. */
  jsonDepthMax: 32,
  /** Written length of one scan's details, a recall scope's list of serials aside. */
  detailsTextLengthMax: 20_000,
  /** Hours by which a device's clock may be ahead of ours before a person is asked about a scan's time. */
  clockAheadHoursMax: 48,
  /** Pieces of a plain product in one scan. */
  quantityMax: 1_000_000_000,
  /** Items on one page of a list, and how many when the caller does not say. */
  pageItemsMax: 1_000,
  pageItemsDefault: 100,
  /** Things of the feed read at once for somebody who sees some sites only; and passed over before he is answered. */
  feedStepItems: 1_000,
  feedPassedMax: 20_000,
  /** A cursor as it is sent back; ours are shorter. */
  cursorLengthMax: 200,
  /** A time as a device writes it, and the name of a time zone. */
  timeLengthMax: 64,
  timeZoneLengthMax: 64,
  /** The number of a badge, and a pairing code, as they were scanned or typed. */
  badgeLengthMax: 80,
  pairingCodeLengthMax: 32,
  /** The address of a page of ours, to go on to after a single sign-on. */
  pagePathLengthMax: 500,
  /** Permissions that a key may be narrowed to. */
  scopesPerKeyMax: 20,
  /** The header of a column in a file, and a list of columns with commas. */
  columnNamesLengthMax: 1_000,
  /** Rules of policy in force or to come: every scan of a new number is held against them. */
  policyRulesMax: 2_000,
  /** Codes of sites, locations and document kinds. */
  codeLengthMax: 32,
  skuLengthMax: 64,
  /** Characters of a product's serial pattern. */
  serialPatternLengthMax: 200,
  documentNumberLengthMax: 64,
  /** Lines of a receipt or a transfer that say only how many, and units of one of them. */
  receiptLinesMax: 1_000,
  receiptLineQuantityMax: 100_000,
  /** Spots named by one count, units that it may expect, and scans in one request of it. */
  countSpotsMax: 500,
  countUnitsMax: 20_000,
  countScansMax: 500,
  /** Units on one page of a count's list: a handheld reads 4,000 in two. */
  countPageItemsMax: 2_000,
  /** How long a device may have kept a scan of a count: two days, in milliseconds. */
  countScanAgeMsMax: 172_800_000,
  /** Hours without a scan after which an open count is listed as abandoned. */
  countAbandonedHours: 24,
  /** Differences printed in the PDF of a report: some 50 sheets. The CSV, which is inside it, has them all. */
  reportRowsMax: 2_000,
  /** Names of products, places and keys. */
  nameLengthMax: 200,
  /** Why something was revoked; it stands in an address. */
  reasonLengthMax: 200,
  /** What somebody writes about how an exception was settled. */
  settlementLengthMax: 2_000,
  /** Days of age by which open questions are looked for, and how many of them are counted for a list. */
  exceptionDaysMax: 3_650,
  exceptionsCountedMax: 10_000,
  gtinsPerProductMax: 100,
  /** What is kept about a customer. An e-mail address: RFC 5321, 4.5.3.1. */
  emailLengthMax: 254,
  phoneLengthMax: 40,
  notesLengthMax: 4_000,
  /** Customers shown for one search, and rows of each kind in one export. */
  customersFoundMax: 50,
  customerExportMax: 10_000,
  /** People whose keys are wrapped anew in one transaction. */
  rotationBatchMax: 500,
  locationsPerRequestMax: 1_000,
  /** Units that a spot can be said to hold. */
  spotCapacityMax: 1_000_000,
  /** Where and how a product's numbers are found. */
  labelHintsMax: 20,
  labelHintLengthMax: 500,
  /** Different products in one kit, and pieces of one of them. */
  partsPerKitMax: 200,
  partQuantityMax: 1_000,
  /** Kits inside kits, and categories inside categories. */
  kitDepthMax: 8,
  categoryDepthMax: 8,
  /** Grams and millimetres of one piece: 100 tonnes, 100 metres. */
  weightGramsMax: 100_000_000,
  lengthMmMax: 100_000,
  /** Months of a warranty: 100 years. */
  warrantyMonthsMax: 1_200,
  /** A cost in minor units of its currency. */
  moneyMinorMax: 1_000_000_000_000,
  /** Lines of an address, and characters of one part of it. */
  addressLinesMax: 4,
  addressPartLengthMax: 100,
  /** Numbers (GLN, DUNS, the ERP's) of one supplier. */
  supplierNumbersMax: 20,
  /** Most units that an inbound sample looks at. */
  sampleSizeMax: 1_000,
  /** One part of an address, percent-encoded: any code of `scanTextLengthMax` fits. */
  pathPartLengthMax: 6_144,
  /** A password's characters: at least, and at most. */
  passwordLengthMin: 12,
  passwordLengthMax: 256,
  loginLengthMax: 100,
  /** Passwords that are checked at once (46 MiB each), and that may wait before more are turned away with 503. */
  passwordsAtOnce: 4,
  passwordQueueMax: 60,
  /** Days that a password which somebody else gave is good for. */
  oneTimePasswordDays: 7,
  /** Wrong logins of one account, and from one address, in a window of so many minutes; then 429. */
  accountFailuresMax: 10,
  addressFailuresMax: 100,
  failuresMinutes: 15,
  /** Minutes after which a session ends that nobody uses, and hours after which it ends in any case. */
  sessionIdleMinutes: 12 * 60,
  sessionHours: 72,
  /** Hours after which a session's token is replaced, and seconds that the old one is still good for. */
  sessionRenewHours: 4,
  sessionGraceSeconds: 60,
  /** Seconds between two notes of when a key or a session was last used. */
  lastUseSeconds: 60,
  /** Days that ended sessions are kept. */
  endedSessionDays: 30,
  /** Roles of one person at sites, and sites of one key. */
  grantsPerPersonMax: 500,
  /** An API key as it is sent. */
  apiKeyLengthMax: 200,
  /** How often a command asks a busy server again before it gives up. */
  clientTriesMax: 5,
  /** Milliseconds: what is known about keys and reference data is checked again after the first, waited for after the second. */
  freshnessCheckMs: 250,
  freshnessWaitMs: 750,
  /** Milliseconds between two looks for a key that is not known: guesses cost the database no more than that. */
  freshnessNewestMs: 20,
  /** Milliseconds that the last known keys are good for while the database is away. */
  freshnessAwayMs: 30_000,
  /** Shortest fragment of a number that is searched for, in letters and digits; and of a product's name or SKU. */
  fragmentLengthMin: 3,
  productFragmentLengthMin: 2,
  /** Shortest fragment that is taken for a misreading where nothing holds it as typed: any four characters are near something. */
  nearLengthMin: 5,
  /** Hits of each kind in one answer, and how many when the caller does not say. */
  searchItemsMax: 50,
  searchItemsDefault: 10,
  /** Units that one question for a page looks at, and units that a list shows for one fragment of a number. */
  unitsWalkMax: 5_000,
  unitsHoldingMax: 1_000,
  /** The kinds of things to search for, as they are listed; the code of a problem, as it is asked for. */
  searchKindsLengthMax: 100,
  problemCodeLengthMax: 64,
  /** A GTIN as it is written. */
  gtinLengthMax: 14,
  /** Keys, and documents, looked through for somebody who sees some sites only, before he is asked to type more. */
  searchWalkMax: 300,
  searchDocumentsMax: 200,
  /** Units of a document that are looked at to say whether somebody may see it. */
  unitsPerDocumentLooked: 50,
  /** Misreadings of one code that are looked for: every one-character edit of 48 characters. */
  misreadingsMax: 3_600,
  /** Of these, how many as fragments: each is some 150 short walks along the index. */
  nearFragmentsMax: 24,
  /** Units shown for one number that products share, and explanations in one answer. */
  unitsPerNumberShown: 20,
  explanationsMax: 10,
  /** Milliseconds between two looks of the search index at the feed; and after a lost database. */
  searchPollMs: 500,
  searchRetryMs: 5_000,
  /**
   * Streams of hints (GET /api/live) of one caller, for many devices may share a key, and in one process. Bytes that wait
   * for one who does not take them before his stream is cut off.
   */
  liveStreamsPerCallerMax: 100,
  liveStreamsMax: 2_000,
  liveBacklogBytesMax: 65_536,
  /** Things that happened between two looks, and units and documents named in one hint; more is told as "look at all again". */
  liveItemsMax: 2_000,
  liveNamesMax: 200,
  /** Milliseconds between two looks, between two signs of life, and after which a stream that broke off is begun again. */
  livePollMs: 500,
  liveBeatMs: 15_000,
  liveRetryMs: 3_000,
  /** Milliseconds for a request's headers, for the whole request, and that a silent kept connection stays open. */
  headersMs: 15_000,
  requestMs: 60_000,
  /**
   * A file on its way in may take as long as its line needs: in each window of so many milliseconds that many bytes have to
   * come (some 500 a second). Bytes of memory that it takes meanwhile, since it goes to disk as it comes.
   */
  uploadWindowMs: 30_000,
  uploadWindowBytesMin: 16_384,
  uploadMemoryBytes: 512 * 1024,
  keepAliveMs: 72_000,
  /** Milliseconds between two looks for connections that are too slow. */
  slownessCheckMs: 2_000,
  /** Requests of a kind under way at once: before anything was measured, at least, and at most (http/valve.ts). */
  atOnceStart: 256,
  atOnceMin: 64,
  atOnceMax: 4_000,
  /** Milliseconds that a request may wait when the server is as busy as it can be. */
  writeWaitMs: 150,
  readWaitMs: 150,
  /** Milliseconds that a connection waits at most for its no when it comes again before the time it was told. */
  impatientMs: 1_000,
  /** Milliseconds between two corrections of how much may be under way. */
  overloadWindowMs: 100,
  /** Milliseconds after a rush in which the limit that was measured in it still holds. */
  overloadHoldMs: 3_000,
  /** Bytes of a body up to which a request counts as a small one: some 40 scans. */
  smallBodyBytesMax: 16_384,
  /** Bytes of larger bodies under way at once: the memory that they may take. */
  bulkBytesAtOnceMax: 64 * 1024 * 1024,
  /** Milliseconds after which a server that stops cuts off what is still not answered. */
  drainMs: 15_000,
  /** Milliseconds that sessions with the database are then given to end. */
  sessionsCloseMs: 2_000,
  /** Milliseconds that a server which stops gives kept connections to hear that they are not kept any longer. */
  drainQuietMs: 500,
  /** Milliseconds that a pairing code is good for, and between two notes of when a device was seen. */
  pairingCodeMs: 15 * 60_000,
  lastSeenMs: 60_000,
  /** Seconds that a browser keeps a device’s cookie: 400 days, the most that browsers do. */
  deviceCookieSeconds: 34_560_000,
  /** Seconds that the single sign-on’s provider has for an answer, milliseconds until what it says of itself is asked again. */
  providerSeconds: 10,
  providerFreshMs: 3_600_000,
  /** Wrong pairing codes from one address in `failuresMinutes`; then 429. */
  pairingFailuresMax: 30,
  /** Wrong PINs of one badge, and on one device whatever the badges, in `failuresMinutes`; then 429. */
  badgeFailuresMax: 5,
  deviceFailuresMax: 30,
  /** Seconds after which a shared device locks that nobody uses, and between two notes of its use. */
  badgeIdleSeconds: 120,
  badgeNoteSeconds: 15,
  /** Seconds that a sign-in through a provider may take. */
  signOnSeconds: 600,
  /** Milliseconds for a TLS handshake, and for a plain connection to a secure port from its beginning to its end. */
  handshakeMs: 15_000,
  plainMs: 20_000,
  plainHeaderBytesMax: 8_192,
  /** Milliseconds between two looks whether the server's certificate has changed. */
  certificateCheckMs: 2_000,
  /**
   * Days that the local authority is good for; its server's certificate (Apple and the CA/Browser Forum take none
   * over 398); and that one has left when it is replaced.
   */
  authorityDays: 3_652,
  serverCertificateDays: 397,
  renewCertificateDays: 30,
  /** Bytes of a file to import, and of an XLSX file, whose sheet is held in memory whole; of its parts unpacked. */
  importBytesMax: 1024 * 1024 * 1024,
  importXlsxBytesMax: 16 * 1024 * 1024,
  importXlsxUnpackedMax: 128 * 1024 * 1024,
  /** Columns of a file to import; characters of one of its lines, also where quotes hold line ends. */
  importColumnsMax: 256,
  importLineLengthMax: 65_536,
  /** Lines of a file that are recorded and answered for together; short locks, and little to do again after a crash. */
  importChunkLines: 1_000,
  /** Imports that one process works on at the same time. */
  importsAtOnce: 2,
  /** Milliseconds that whoever takes a cancelled import back waits for its last chunk to be noted down, and between two looks. */
  importLeaveMs: 10_000,
  importLookMs: 100,
  /** Milliseconds between two looks for work that another process has left. */
  importSweepMs: 5_000,
  /** Days that the file of an import which was never begun is kept. */
  importFileDays: 14,
  /** Line numbers that a dry run names for each kind of problem; the list of lines names all. */
  importSamplesMax: 20,
  importPresetsMax: 200,
  /** Units of one bulk move that are named, or found where one looks; a file may hold as many as any file. */
  bulkUnitsMax: 100_000,
  /** Warranty terms, and costs, in one line of a file of products. */
  termsPerLineMax: 1_000,
  /** Rows of an exported XLSX file, which is made in memory; CSV and JSON have no limit. */
  exportXlsxRowsMax: 50_000,
  /** Bytes and pixels of a photograph: a phone's, shrunk or not. Pixels are what a browser has to hold, 4 bytes each. */
  photoBytesMax: 6 * 1024 * 1024,
  photoPixelsMax: 40_000_000,
  /** Photographs of one scan. */
  photosPerScanMax: 8,
  /** Hours after which a photograph is removed that nothing refers to; milliseconds between two looks; how many a look takes. */
  photoUnusedHours: 24,
  photoSweepMs: 600_000,
  photoSweepBatch: 500,
  /** Units that are looked at to say whether somebody may see a photograph: it is rarely of more than one. */
  unitsPerPhotoLooked: 50,
  /** Seconds that a browser keeps a photograph: one that is erased is nowhere shown for longer. */
  photoKeptSeconds: 86_400,
  /** Milliseconds for one request to the store of photographs, and how often it is sent again. */
  fileStoreMs: 10_000,
  fileStoreRetries: 2,
  /** Where Digital Links lead: scheme and host. */
  linkStemLengthMax: 200,
  /** Links of one product. */
  linksPerProductMax: 24,
  /** Longest address that a product may link to. */
  linkLengthMax: 1_000,
  /** Wrong receipts for one unit, and from one address, in `failuresMinutes`; then 429. */
  proofsPerUnitMax: 5,
  proofsPerAddressMax: 30,
  /** Characters of the serial that somebody reads off the thing itself to prove that he has it. */
  proofEndLength: 4,
  /** Bytes of the form with a receipt's number. */
  proofFormBytesMax: 2_048,
  /** Rows that an export reads at a time. */
  exportBatchRows: 1_000,
  ...printingLimits,
  ...rfidLimits,
  ...watchingLimits,
  ...stockLimits,
  ...valueLimits,
} as const;
