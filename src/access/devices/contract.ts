import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description: 'For people.' });
const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const station = Type.String({
  minLength: 1,
  maxLength: limits.nameLengthMax,
  description: 'Where at the site, in people’s words: Till 3, Dock 1.',
});

export const newPairing = record('NewPairing', {
  name,
  site,
  station: Type.Optional(station),
});

export const pairingSchema = record('Pairing', {
  code: Type.String({ description: 'Typed into the device, or scanned with the link. Good once.' }),
  endsAt: timestamp,
  link: Type.String({ description: 'The address that the device opens, the code behind its #.' }),
  qr: Type.String({ description: 'The link as a QR code, SVG.' }),
});

export const pairRequest = record('PairDevice', {
  code: Type.String({
    minLength: 1,
    maxLength: limits.pairingCodeLengthMax,
    description: 'Capitals and the dash do not matter.',
  }),
  name: Type.Optional(name),
  site: Type.Optional(site),
  station: Type.Optional(station),
});

const deviceMembers = {
  id: wholeNumber({ minimum: 1 }),
  name: Type.String(),
  site: Type.String({ description: 'The site’s code.' }),
  station: nullable(Type.String()),
  pairedAt: timestamp,
  pairedBy: Type.String({ description: 'The actor who made its pairing code.' }),
  lastSeenAt: nullable(timestamp),
  revokedAt: nullable(timestamp),
};

export const deviceSchema = record('Device', deviceMembers, 'A handheld or till that was let in.');
export const thisDevice = record('ThisDevice', {
  device: nullable(deviceSchema),
  why: nullable(
    choice(undefined, ['unknown_device', 'device_revoked'], 'Why it is none: not paired, or shut out.'),
  ),
});
export const devicePage = pageOf('DevicePage', deviceSchema);
export const pairedDevice = record('PairedDevice', {
  ...deviceMembers,
  token: Type.String({
    description:
      'What the device shows from now on, as the header X-Unitrail-Device. Browsers keep it as a cookie and need ' +
      'not look at it. It is told here and never again.',
  }),
});

export const deviceChanges = record('DeviceChanges', {
  name: Type.Optional(name),
  site: Type.Optional(site),
  station: Type.Optional(nullable(station)),
});

export const deviceQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));
export const deviceParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 }) });

export type PairingOnWire = Static<typeof pairingSchema>;
export type DeviceOnWire = Static<typeof deviceSchema>;
