import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Caller } from '../access/caller.ts';
import type { Device } from '../access/devices/device-ring.ts';
import type { Permission, Reach } from '../access/roles.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on public routes. */
    caller: Caller | null;
    /** The code of the problem it was answered with; null while there is none. */
    problem: string | null;
    /** The device it comes from; null where it brought no device’s token, and on public routes. */
    device: Device | null;
  }
  interface FastifyContextConfig {
    permission: Permission;
    reach: Reach;
    /** Media types that a streamed body may have. */
    streams?: readonly string[];
    /** Its reply goes on until one of both ends closes it. */
    endless?: boolean;
    /** Media types of good replies. */
    produces?: readonly string[];
    /** Scripts of other sites may read its replies. */
    anyOrigin?: boolean;
  }
}

/** What a slice offers on the wire: its contract and what answers it. Address, permission and reach stand in routes.ts. */
export interface Endpoint {
  /** Stable: client libraries name their functions after it. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Media types of a body that comes as a stream, instead of JSON: the handler reads `request.body` and bounds it. */
  readonly streams?: readonly string[];
  /** The reply goes on until one of both ends closes it: it is no request under way, and how long it lasted says nothing. */
  readonly endless?: boolean;
  readonly replies: Readonly<Record<number, Reply>>;
  /** A browser is led here: to one that asks for a page, problems are told as one. */
  readonly problemsAsPages?: true;
  /** Scripts of other sites may read its replies: for what is public, and turns on nobody's session. */
  readonly anyOrigin?: true;
  handle(request: FastifyRequest, reply: FastifyReply): unknown;
}

export interface Reply {
  readonly description: string;
  readonly schema?: TSchema;
  /** Other than application/json; several where the caller chooses. */
  readonly contentType?: string | readonly string[];
  /** Media types of files that a caller may ask for instead. */
  readonly files?: readonly string[];
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly permission: Permission;
  readonly reach: Reach;
  readonly endpoint: Endpoint;
}

type Shape<Schema> = Schema extends TSchema ? Static<Schema> : undefined;

/** A request whose parts have passed the endpoint's schemas. */
export type Asked<Params, Query, Body> = Omit<FastifyRequest, 'params' | 'query' | 'body' | 'caller'> & {
  readonly params: Shape<Params>;
  readonly query: Shape<Query>;
  readonly body: Shape<Body>;
  /** Never null where the route has a permission; public routes do not look. `caller.sites` limits what reaches `site`. */
  readonly caller: Caller;
};

/** An endpoint whose handler's types follow from its schemas. */
export function endpoint<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
>(
  definition: Omit<Endpoint, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: Body;
    handle(request: Asked<Params, Query, Body>, reply: FastifyReply): unknown;
  },
): Endpoint {
  return definition as unknown as Endpoint;
}

export function route(
  method: Route['method'],
  path: string,
  permission: Permission,
  reach: Reach,
  answeredBy: Endpoint,
): Route {
  return { method, path, permission, reach, endpoint: answeredBy };
}
