import { Type } from 'typebox';
import { labelMaterials, symbologies } from '../../domain/labels/design.ts';
import { durabilityNotes, labelPresets, presetDesign } from '../../domain/labels/presets.ts';
import { startFault } from '../../domain/labels/sheets.ts';
import { symbolRules } from '../../domain/labels/symbol-rules.ts';
import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import * as wire from './contract.ts';
import { contentTypes, drawLabels } from './draw-labels.ts';
import {
  type Changed,
  changeDesign,
  createDesign,
  endDesign,
  type LabelParts,
  notFound,
  removeDefault,
  type SampleParts,
  setDefault,
  type WhyNot,
} from './keep-designs.ts';
import * as sql from './queries.ts';
import { prepareSample, previewOf } from './sample.ts';

export function labelEndpoints(parts: SampleParts) {
  return { ...choices(), ...designs(parts), ...changes(parts), ...defaults(parts), ...samples(parts) };
}

function choices() {
  const { presets, symbologies: rules, materials } = choicesOnWire;
  return {
    presets: endpoint({
      id: 'listLabelPresets',
      summary: 'List label sizes, symbologies and materials to choose from',
      replies: { 200: { description: 'With what their standards ask for.', schema: wire.presetsSchema } },
      handle: () => ({ presets, symbologies: rules, materials }),
    }),
    preset: endpoint({
      id: 'getLabelPreset',
      summary: 'Take a preset as a design to begin with',
      params: wire.presetParams,
      query: wire.presetQuery,
      replies: { 200: { description: 'A design.', schema: wire.designSchema } },
      handle({ params: { key }, query: { symbology = 'gs1_datamatrix', dpi = 203 } }) {
        const preset = labelPresets.find((one) => one.key === key);
        if (preset) return presetDesign(preset, symbology, dpi);
        throw new Problem('preset_not_found', `There is no label preset "${key}".`, { where: 'params.key' });
      },
    }),
  };
}

const choicesOnWire = {
  presets: labelPresets.map(({ key, name, widthMm, heightMm, sheet }) => ({
    key,
    name,
    widthMm,
    heightMm,
    sheet,
  })),
  symbologies: symbologies.map((symbology) => {
    const { longest = null, ...rule } = symbolRules[symbology];
    return { symbology, ...rule, longest };
  }),
  materials: labelMaterials.map((material) => ({ material, note: durabilityNotes[material] })),
};

function designs(parts: LabelParts) {
  const { database } = parts;
  return {
    list: endpoint({
      id: 'listLabelDesigns',
      summary: 'List label designs in use',
      query: wire.designQuery,
      replies: {
        200: { description: 'In their newest version, the oldest first.', schema: wire.designPage },
      },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const { rows } = await database.query<sql.DesignRow>(sql.selectDesigns, [idCursor(after), limit + 1]);
        return pageOfRows(rows, limit, designOnWire, ({ id }) => String(id));
      },
    }),
    get: endpoint({
      id: 'getLabelDesign',
      summary: 'Read a label design, in any of its versions',
      params: wire.idParams,
      query: wire.versionQuery,
      replies: { 200: { description: 'The design.', schema: wire.storedDesign } },
      async handle({ params: { id }, query: { version = null } }) {
        const { rows } = await database.query<sql.DesignRow>(sql.selectDesign, [id, version]);
        return designOnWire(rows[0] ?? orThrow(notFound(id)));
      },
    }),
    versions: endpoint({
      id: 'listLabelDesignVersions',
      summary: 'List the versions of a label design',
      params: wire.idParams,
      replies: { 200: { description: 'The newest first, 1,000 at most.', schema: wire.designPage } },
      async handle({ params: { id } }) {
        const { rows } = await database.query<sql.DesignRow>(sql.selectVersions, [id, limits.pageItemsMax]);
        if (rows.length === 0) orThrow(notFound(id));
        return { items: rows.map(designOnWire), next: null };
      },
    }),
  };
}

function changes(parts: LabelParts) {
  const kept = { description: 'The design in its newest version.', schema: wire.storedDesign };
  const shown = async (changed: Changed<{ readonly id: number }>) => {
    const { id } = orThrow(changed);
    return designOnWire((await parts.database.query<sql.DesignRow>(sql.selectDesign, [id, null])).rows[0]!);
  };
  return {
    create: endpoint({
      id: 'createLabelDesign',
      summary: 'Keep a new label design',
      description: 'A design on which a symbol or a text has no room is refused, with all that is wrong.',
      body: wire.newDesign,
      replies: { 201: kept },
      async handle({ body, caller }, reply) {
        return reply.code(201).send(await shown(await createDesign(parts, body, caller.actor.id)));
      },
    }),
    change: endpoint({
      id: 'changeLabelDesign',
      summary: 'Change a label design: a new version of it',
      params: wire.idParams,
      body: wire.designChange,
      replies: { 200: kept },
      handle: async ({ params, body, caller }) =>
        shown(await changeDesign(parts, params.id, body, caller.actor.id)),
    }),
    end: endpoint({
      id: 'endLabelDesign',
      summary: 'Print no more by a label design',
      params: wire.idParams,
      replies: { 200: kept },
      handle: async ({ params, caller }) => shown(await endDesign(parts, params.id, caller.actor.id)),
    }),
  };
}

function defaults(parts: LabelParts) {
  const all = { description: 'All that was said.', schema: wire.defaultsSchema };
  const told = async () => {
    const { rows } = await parts.database.query<sql.DefaultRow>(sql.selectDefaults);
    const items = rows.map(({ sku, category, bare, design_id: id, design_name: name }) => {
      return { sku, category, bare, design: { id, name } };
    });
    return { items };
  };
  return {
    listDefaults: endpoint({
      id: 'listLabelDefaults',
      summary: 'List which design the labels of what have',
      replies: { 200: all },
      handle: told,
    }),
    setDefault: endpoint({
      id: 'setLabelDefault',
      summary: 'Say which design the labels of a product, a category or everything have',
      description: 'With a bare design it is said for what has no GTIN, besides the other.',
      body: wire.defaultChange,
      replies: { 200: all },
      async handle({ body, caller }) {
        orThrow(await setDefault(parts, body, caller.actor.id));
        return told();
      },
    }),
    removeDefault: endpoint({
      id: 'removeLabelDefault',
      summary: 'Let a product or category have the design of what is above it',
      body: wire.defaultRemoval,
      replies: { 200: all },
      async handle({ body }) {
        orThrow(await removeDefault(parts, body));
        return told();
      },
    }),
  };
}

function samples(parts: SampleParts) {
  return {
    preview: endpoint({
      id: 'previewLabel',
      summary: 'Look at a label design before it is kept',
      description: 'As it would be printed of a product, or why it cannot be. Nothing is kept.',
      body: wire.previewRequest,
      replies: { 200: { description: 'The picture, or what is wrong.', schema: wire.previewSchema } },
      handle: async ({ body }) => previewOf(orThrow(await prepareSample(parts, body))),
    }),
    sample: endpoint({
      id: 'drawSampleLabel',
      summary: 'Take a sample of a label design as a file',
      body: wire.sampleRequest,
      replies: {
        200: { description: 'The file.', contentType: Object.values(contentTypes), schema: Type.Unknown() },
      },
      async handle({ body: { form, copies = 1, startAt = 1, ...wish } }, reply) {
        const { facts, prepared } = orThrow(await prepareSample(parts, wish));
        if ('faults' in prepared) {
          const { where, sentence } = prepared.faults[0]!;
          return orThrow({ problem: { code: 'bad_label_design', where, sentence, faults: prepared.faults } });
        }
        const fault = startFault(wish.design.sheet, startAt);
        if (fault !== null) throw new Problem('invalid_request', fault, { where: 'startAt' });
        const more = { title: facts.serial, madeAt: parts.clock.now(), copies, startAt };
        const { bytes, contentType } = await drawLabels(prepared.labels, form, more);
        reply.headers({
          'content-type': contentType,
          'content-disposition': `attachment; filename="label.${form}"`,
        });
        return reply.send(bytes);
      },
    }),
  };
}

function orThrow<Outcome extends object>(changed: Outcome | WhyNot): Exclude<Outcome, WhyNot> {
  if (!('problem' in changed)) return changed as Exclude<Outcome, WhyNot>;
  const { code, where, sentence, faults } = (changed as WhyNot).problem;
  throw new Problem(code, sentence, { where, ...(faults ? { also: { faults } } : {}) });
}

function designOnWire(row: sql.DesignRow): wire.StoredDesignOnWire {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    design: { ...row.design, lines: [...row.design.lines] },
    savedAt: row.saved_at.toISOString(),
    savedBy: row.saved_by,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
