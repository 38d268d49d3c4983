import { type Caller, sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { type CustomerParts, changeCustomer, createCustomer, eraseCustomer } from './change-customer.ts';
import * as wire from './contract.ts';
import {
  accessesOf,
  accessOnWire,
  customerOnWire,
  exportCustomer,
  findCustomers,
  readCustomer,
} from './find-customers.ts';
import { CustomersLocked } from './vault.ts';

export function customerEndpoints(parts: CustomerParts) {
  return { ...personEndpoints(parts), ...rightsEndpoints(parts) };
}

const customer = { description: 'The customer.', schema: wire.customerSchema };

function personEndpoints(parts: CustomerParts) {
  return {
    create: endpoint({
      id: 'createCustomer',
      summary: 'Keep a customer’s personal data, sealed',
      body: wire.newCustomer,
      replies: { 201: customer },
      async handle({ body, caller }, reply) {
        const made = orProblem(await unlocked(() => createCustomer(parts, body, caller.actor.id)));
        reply.header('location', `/api/customers/${made.reference}`);
        return reply.code(201).send(customerOnWire(parts, made, true));
      },
    }),
    get: endpoint({
      id: 'getCustomer',
      summary: 'Read a customer; personal data only for who may see it',
      params: wire.customerParams,
      replies: { 200: customer },
      async handle({ params, caller }) {
        const looker = { actor: caller.actor.id, mayRead: mayRead(caller) };
        return orProblem(await unlocked(() => readCustomer(parts, params.reference, looker)));
      },
    }),
    change: endpoint({
      id: 'changeCustomer',
      summary: 'Change a customer’s personal data',
      params: wire.customerParams,
      body: wire.customerChange,
      replies: { 200: customer },
      async handle({ params, body, caller }) {
        const change = () => changeCustomer(parts, params.reference, body, caller.actor.id);
        return customerOnWire(parts, orProblem(await unlocked(change)), true);
      },
    }),
    search: endpoint({
      id: 'searchCustomers',
      summary: 'Find customers by e-mail address, phone number or its last digits',
      body: wire.customerSearch,
      replies: { 200: { description: 'Customers, the newest first.', schema: wire.customersFound } },
      handle: async ({ body, caller }) =>
        orProblem(await unlocked(() => findCustomers(parts, body, caller.actor.id))),
    }),
  };
}

/** What somebody may ask of us about their own data, and who else has looked. */
function rightsEndpoints(parts: CustomerParts) {
  return {
    export: endpoint({
      id: 'exportCustomer',
      summary: 'Give all that is kept about a customer, in one file',
      params: wire.customerParams,
      replies: { 200: { description: 'All of it.', schema: wire.customerExport } },
      async handle({ params: { reference }, caller }, reply) {
        const all = orProblem(await unlocked(() => exportCustomer(parts, reference, caller.actor.id)));
        reply.header(
          'content-disposition',
          `attachment; filename="customer-${reference.replaceAll(':', '_')}.json"`,
        );
        return all;
      },
    }),
    erase: endpoint({
      id: 'eraseCustomer',
      summary: 'Erase a customer’s personal data for ever',
      description:
        'The person’s key is destroyed. What was recorded stays, under a reference that says nothing.',
      params: wire.customerParams,
      body: wire.erasure,
      replies: { 200: customer },
      async handle({ params, body, caller }) {
        const erased = orProblem(await eraseCustomer(parts, params.reference, body, caller.actor.id));
        return customerOnWire(parts, erased, false);
      },
    }),
    accesses: endpoint({
      id: 'listCustomerAccesses',
      summary: 'List who had to do with a customer’s data, and when',
      params: wire.customerParams,
      query: wire.accessQuery,
      replies: { 200: { description: 'The oldest first.', schema: wire.accessPage } },
      async handle({ params: { reference }, query: { after, limit = limits.pageItemsDefault } }) {
        const { rows } = orProblem(await accessesOf(parts, reference, idCursor(after), limit));
        return pageOfRows(rows, limit, accessOnWire, ({ id }) => String(id));
      },
    }),
  };
}

/** Whoever may work with customers anywhere: a person is of no site. */
function mayRead({ rights }: Caller): boolean {
  const sites = sitesFor(rights, 'customers');
  return sites === null || sites.size > 0;
}

async function unlocked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CustomersLocked) throw new Problem('customers_locked', error.message);
    throw error;
  }
}
