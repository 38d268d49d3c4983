import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { anyObject, choice, nullable, pageOf, pageQuery, record, timestamp } from '../../platform/schemas.ts';
import { personFields } from './rules.ts';

const part = Type.String({ minLength: 1, maxLength: limits.addressPartLengthMax });
const fields = {
  name: Type.String({ minLength: 1, maxLength: limits.nameLengthMax }),
  email: Type.String({ minLength: 3, maxLength: limits.emailLengthMax }),
  phone: Type.String({
    maxLength: limits.phoneLengthMax,
    description: 'With its country code: +49 170 1234567.',
  }),
  address: record('CustomerAddress', {
    lines: Type.Array(part, { maxItems: limits.addressLinesMax }),
    postalCode: Type.Optional(part),
    city: Type.Optional(part),
    region: Type.Optional(part),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1, two letters.' }),
  }),
  notes: Type.String({ minLength: 1, maxLength: limits.notesLengthMax }),
};
const reference = Type.String({
  pattern: `^[A-Za-z0-9._:-]{1,${limits.documentNumberLengthMax}}$`,
  description:
    'By which everything else knows the customer: no name, no number of theirs. One is made if not said.',
});

export const personSchema = record('Person', {
  name: Type.Optional(fields.name),
  email: Type.Optional(fields.email),
  phone: Type.Optional(fields.phone),
  address: Type.Optional(fields.address),
  notes: Type.Optional(fields.notes),
});
export const newCustomer = record('NewCustomer', {
  reference: Type.Optional(reference),
  ...personSchema.properties,
});
export const customerChange = record(
  'CustomerChange',
  {
    name: Type.Optional(nullable(fields.name)),
    email: Type.Optional(nullable(fields.email)),
    phone: Type.Optional(nullable(fields.phone)),
    address: Type.Optional(nullable(fields.address)),
    notes: Type.Optional(nullable(fields.notes)),
  },
  'What is not said stays; null takes away.',
);

const customerFields = {
  reference: Type.String(),
  createdAt: timestamp,
  changedAt: timestamp,
  erasedAt: nullable(timestamp),
  has: Type.Array(choice(undefined, personFields), { description: 'Which fields are filled.' }),
  person: nullable(
    Type.Object(personSchema.properties, {
      additionalProperties: false,
      description: 'Null for who may not see personal data, and once it is erased.',
    }),
  ),
};
export const customerSchema = record('Customer', customerFields);
export const customerParams = record(undefined, {
  reference: Type.String({ maxLength: limits.documentNumberLengthMax }),
});

export const customerSearch = record(
  'CustomerSearch',
  {
    email: Type.Optional(fields.email),
    phone: Type.Optional(fields.phone),
    phoneEnd: Type.Optional(
      Type.String({
        pattern: '^(?:[0-9]{4}|[0-9]{7})$',
        description: 'The last four or seven digits of the phone number.',
      }),
    ),
  },
  'One of the three. It is in the body, so that it stands in no log of addresses.',
);
export const customersFound = record('CustomersFound', {
  items: Type.Array(customerSchema),
  more: Type.Boolean({ description: 'More people than are shown: search by more.' }),
});

export const erasure = record('CustomerErasure', {
  reason: choice(undefined, ['requested', 'retention', 'mistake'], 'Why, without a word about the person.'),
});

const access = record('CustomerAccess', {
  at: timestamp,
  by: Type.String({ description: 'The actor’s code.' }),
  what: choice(undefined, ['created', 'read', 'found', 'changed', 'exported', 'erased']),
});
export const accessPage = pageOf('CustomerAccessPage', access);
export const accessQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

export const customerExport = record('CustomerExport', {
  exportedAt: timestamp,
  customer: customerSchema,
  orders: Type.Array(
    record(undefined, {
      kind: Type.String(),
      number: Type.String(),
      channel: nullable(Type.String()),
      orderedAt: nullable(timestamp),
    }),
  ),
  events: Type.Array(
    record(undefined, {
      unit: Type.Integer(),
      seq: Type.Integer(),
      sku: Type.String(),
      serial: Type.String(),
      move: Type.String(),
      recordedAt: timestamp,
      document: nullable(record(undefined, { kind: Type.String(), number: Type.String() })),
      details: anyObject(),
    }),
    { description: 'What was recorded about units of theirs, as far as it names the reference.' },
  ),
  accesses: Type.Array(access),
  complete: Type.Boolean({ description: 'Whether all that is recorded is in this file.' }),
});

export type NewCustomer = Static<typeof newCustomer>;
export type CustomerChange = Static<typeof customerChange>;
export type CustomerSearch = Static<typeof customerSearch>;
export type CustomerOnWire = Static<typeof customerSchema>;
export type CustomerExport = Static<typeof customerExport>;
export type Erasure = Static<typeof erasure>;
