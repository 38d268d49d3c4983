/** Limits of what RFID readers send and of what is kept of it: a part of `limits`. */
export const rfidLimits = {
  /** Events of an RFID reader in one message; hexadecimal digits of a tag's EPC memory (496 bits). */
  readsPerRequestMax: 5_000,
  tagHexLengthMax: 124,
  /** Tags of which a process remembers what their memory says. */
  tagNamesKept: 20_000,
  /** RFID readers of one site, and antennas of one reader. */
  readersPerSiteMax: 500,
  antennasPerReaderMax: 64,
  /** Reads that may wait to be stored before more are turned away with 503, and reads stored in one transaction. */
  readsQueueMax: 100_000,
  readsPerGroup: 10_000,
  /** Milliseconds that reads of one tag by one antenna are one sighting. */
  sightingWindowMs: 300_000,
  /** Milliseconds by which a reader's clock may be ahead; what comes later than that many counts as of when it came. */
  readerAheadMs: 60_000,
  readerLateMs: 86_400_000,
  /** Days that sightings are kept; that unknown tags are; and how many of these a site lists, the latest. */
  sightingDays: 30,
  unknownTagDays: 7,
  unknownTagsPerSite: 5_000,
  /** Hours that a message is known again when it is delivered twice. */
  readsAgainHours: 24,
  /** Milliseconds between two looks for sightings that are too old, and rows removed at a time. */
  sightingSweepMs: 600_000,
  sightingSweepBatch: 20_000,
  /** Minutes in which a gate asks about a unit once. */
  gateQuestionMinutes: 30,
  /** Minutes back that sightings of a site are looked for, and when the caller does not say; rows read for one page. */
  sightingMinutesMax: 43_200,
  sightingMinutesDefault: 60,
  sightingRowsPerPage: 20_000,
  /** Times that a unit's page tells of. */
  sightingsPerUnit: 10,
  /** Units looked for at once; such streams of one caller and in one process; milliseconds between two looks. */
  findUnitsMax: 50,
  findStreamsPerCallerMax: 20,
  findStreamsMax: 200,
  findPollMs: 400,
  /** Milliseconds until a lost broker is tried again, and a message that could not be stored; at most so long in the end. */
  mqttReconnectMs: 1_000,
  mqttRetryMs: 250,
  mqttRetryMaxMs: 10_000,
  /** Kinds of messages that cannot be stored of which is told. */
  mqttToldMax: 1_000,
} as const;
