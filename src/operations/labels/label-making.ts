import type { LabelDesign, LabelFacts } from '../../domain/labels/design.ts';
import { drawLabels, prepareLabels } from './draw-labels.ts';
import type { LabelParts } from './keep-designs.ts';
import { type DesignRow, selectDesign, selectDesignOf } from './queries.ts';

/** What a room that prints needs of this one; src/app.ts hands it over. */
export function openLabelMaking({ database, clock }: LabelParts) {
  return {
    /**
     * A design in its newest version; without an id that of the product: its own, its category's, or everybody's. Null where
     * there is none, or it was ended.
     */
    async find({ id, product, hasGtin }: DesignWish): Promise<FoundDesign | null> {
      const { rows } =
        id === null
          ? await database.query<DesignRow>(selectDesignOf, [product, hasGtin])
          : await database.query<DesignRow>(selectDesign, [id, null]);
      const found = rows[0];
      if (!found || found.ended_at !== null) return null;
      return { id: found.id, version: found.version, name: found.name, design: found.design };
    },

    /** Why labels cannot be made: the first that cannot, in a sentence. Null: all can. */
    async fault(design: LabelDesign, labels: readonly LabelFacts[]): Promise<string | null> {
      const prepared = await prepareLabels(design, labels);
      if (!('faults' in prepared)) return null;
      const { nth } = prepared.faults[0]!;
      const { sku, serial } = labels[nth]!;
      const why = prepared.faults.filter((one) => one.nth === nth).map(({ sentence }) => sentence);
      return `${sku} ${serial}: ${why.join(' ')}`;
    },

    /** The labels as one file, each so many times, on a sheet from one of its places on. Throws where one of them cannot be made: `fault` says why. */
    async draw(
      design: LabelDesign,
      labels: readonly LabelFacts[],
      { kind, ...as }: { readonly kind: 'zpl' | 'pdf'; readonly copies: number; readonly startAt?: number },
    ): Promise<Buffer> {
      const prepared = await prepareLabels(design, labels);
      if ('faults' in prepared) throw new Error(prepared.faults[0]!.sentence);
      const title = labels.length === 1 ? labels[0]!.serial : `${labels.length} labels`;
      return (await drawLabels(prepared.labels, kind, { title, madeAt: clock.now(), ...as })).bytes;
    },
  };
}

export interface DesignWish {
  /** Null: that of the product. */
  readonly id: number | null;
  readonly product: number;
  /** Without one only a design with the bare number will do. */
  readonly hasGtin: boolean;
}

export interface FoundDesign {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly design: LabelDesign;
}
