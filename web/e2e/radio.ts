import { impinjEvents, readsOf, tagOf } from '../../src/testing/rfid-reads.ts';
import type { ask } from './station.ts';

export type Api = (method: string, path: string, data?: unknown) => ReturnType<typeof ask>;

/** The reader hears a unit's tag for a second, just now. */
export async function hear(api: Api, reader: string, gtin: string, serial: string): Promise<void> {
  const events = impinjEvents(readsOf({ tags: [tagOf(gtin, serial)], seconds: 1, from: Date.now() - 1_000 }));
  const told = await api('POST', `/api/rfid/readers/${reader}/reads`, events);
  if (told.units !== 1) throw new Error(JSON.stringify(told));
}

export async function phoneGtin(api: Api): Promise<string> {
  return (await api('GET', '/api/products/PHONE-128')).gtins[0].gtin;
}

/** A reader has heard some phones, and a tag that is none of ours; their ids with commas. */
export async function hearPhones(api: Api): Promise<string> {
  const gtin = await phoneGtin(api);
  await api('POST', '/api/rfid/readers', {
    ...{
      code: 'HANDHELD-1',
      name: 'Handheld of the dock',
      site: 'DC',
      purpose: 'handheld',
      location: 'DOCK',
    },
  });
  const serials = ['PH1A000077', 'PH1A000078', 'PH1A000079'];
  for (const serial of serials) await hear(api, 'HANDHELD-1', gtin, serial);
  const strange = {
    tagInventoryEvent: { epcHex: 'E28011700000020AABBCCDD0', antennaPort: 1, peakRssiCdbm: -6150 },
  };
  await api('POST', '/api/rfid/readers/HANDHELD-1/reads', [strange]);
  const found = await Promise.all(serials.map((serial) => api('GET', `/api/units/by-code/${serial}`)));
  return found.map(({ units }) => units[0].id).join();
}
