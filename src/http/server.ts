import type http from 'node:http';
import { type RouteDefinition, SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import type { TSchema } from 'typebox';
import { type DeviceRing, noDevices } from '../access/devices/device-ring.ts';
import type { Gate } from '../access/gate.ts';
import { limits } from '../domain/limits.ts';
import type { Log } from '../platform/log.ts';
import type { TlsMaterial } from '../platform/tls-material.ts';
import { admission } from './admission.ts';
import { deviceAdmission } from './device-admission.ts';
import type { Route } from './endpoint.ts';
import { jsonProblem, Problem } from './errors.ts';
import { answerError, answerNoise, frameworkProblem, sendProblem } from './failures.ts';
import type { Metrics } from './metrics.ts';
import type { Overload } from './overload.ts';
import { requestId } from './request-id.ts';
import { answeredOf, logAnswered } from './request-log.ts';
import type { ScreenFiles } from './screen-files.ts';
import { serveScreens } from './screens.ts';
import { secure } from './security-headers.ts';
import { type Origins, originsOf } from './session-cookie.ts';
import { type SlowBodies, type SlowBodiesOptions, watchBodies } from './slow-bodies.ts';
import { type Stopping, watchConnections } from './stopping.ts';
import { parseJson } from './strict-json.ts';
import { protocols } from './tls-listening.ts';
import { compileCheck } from './validation.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly gate: Pick<Gate, 'admit'>;
  /** Without it no device's token is known. */
  readonly ring?: DeviceRing;
  /** How browsers reach it; plain HTTP under any name if not said. */
  readonly origins?: Origins;
  /** What browsers are shown; without it there is only the API. */
  readonly screens?: ScreenFiles;
  /** Undefined: plain HTTP. */
  readonly tls?: TlsMaterial | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly overload: Overload;
  readonly stopping: Stopping;
  /** Instead of the usual ones, for tests that hold the clock. */
  readonly slowness?: Partial<SlowBodiesOptions>;
  /** Told of a fault of our own, with what was asked for. */
  readonly onFault: (error: unknown, what: string, request: string) => void;
}

/** The HTTP shell: bytes in, problems out, who asks. It knows nothing of inventory; routes bring their own contracts. */
export function buildServer(options: ServerOptions): FastifyInstance {
  const { routes, gate, ring = noDevices, origins = originsOf(undefined, false), tls, onFault } = options;
  const bodies = watchBodies({
    wholeMs: limits.requestMs,
    window: { ms: limits.uploadWindowMs, bytes: limits.uploadWindowBytesMin },
    lookMs: limits.slownessCheckMs,
    cutOff: (socket) => answerNoise({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, socket),
    ...options.slowness,
  });
  const server = fastify({
    logger: false,
    genReqId: ({ headers }) => requestId(headers),
    // While it stops, what still comes over a kept connection is answered, and told that the connection ends.
    return503OnClosing: false,
    bodyLimit: limits.bodyBytesMax,
    // A file may take longer than any other request: slow-bodies.ts bounds both.
    requestTimeout: 0,
    // A proxy in front of us stands on this machine or in the same network; anybody else's word is not taken.
    trustProxy: origins.publicOrigin !== undefined && !tls ? 'loopback, uniquelocal' : false,
    keepAliveTimeout: limits.keepAliveMs,
    ...transport(tls),
    routerOptions: { maxParamLength: limits.pathPartLengthMax },
    frameworkErrors(error, request, reply) {
      bodies.watch(request.raw);
      sendProblem(request, reply as FastifyReply, frameworkProblem(error));
    },
    clientErrorHandler: answerNoise,
  });
  watchConnections(server.server);
  server.decorateRequest('caller', null);
  server.decorateRequest('problem', null);
  server.decorateRequest('device', null);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.streams) return done(wrongType(request));
    const parsed = parseJson(body as Buffer);
    if ('fault' in parsed) done(jsonProblem(parsed.fault));
    else done(null, parsed.value);
  });
  const streamed = [...new Set(routes.flatMap(({ endpoint }) => endpoint.streams ?? []))];
  if (streamed.length > 0)
    server.addContentTypeParser(streamed, (request, body, done) => {
      const type = request.headers['content-type']!.split(';')[0]!.trim().toLowerCase();
      if (!request.routeOptions.config.streams?.includes(type)) return done(wrongType(request));
      bodies.mayTakeLong(request.raw);
      done(null, body);
    });
  server.setValidatorCompiler(({ schema, httpPart }) =>
    whenFirstAsked(() => compileCheck(schema as TSchema, httpPart as 'body')),
  );
  server.setSerializerCompiler((route) => whenFirstAsked(() => compileReply(route as RouteDefinition)));
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply, onFault));
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, notFound(request)));
  server.addHook('onRoute', requirePermission);
  surround(server, options, bodies);
  if (options.screens) server.addHook('onRequest', serveScreens(options.screens));
  server.addHook('onRequest', deviceAdmission(ring, origins));
  server.addHook('onRequest', admission(gate, origins));
  server.addHook('onRequest', (request, reply, done) => options.overload.admit(request, reply, done));
  for (const route of routes) server.route(optionsOf(route));
  for (const path of new Set(routes.filter(({ endpoint }) => endpoint.anyOrigin).map(({ path }) => path)))
    server.route(answerOptions(path));
  for (const [path, methods] of methodsByPath(routes)) refuseOthers(server, path, methods);
  return server;
}

const compileReply = SerializerSelector()({}, {});

/**
 * Most of what a server with hundreds of routes did before it was ready was to compile contracts that nobody asks for in
 * its first hours (measured: 0.4 of 0.7 s): each is compiled when its first request or reply comes.
 */
function whenFirstAsked<Given, Made>(compile: () => (given: Given) => Made): (given: Given) => Made {
  let compiled: ((given: Given) => Made) | undefined;
  return (given) => {
    compiled ??= compile();
    return compiled(given);
  };
}

/** What stands around every request, whoever asks for whatever: headers, the end of the server, figures, the log. */
function surround(
  server: FastifyInstance,
  { log, metrics, stopping }: ServerOptions,
  bodies: SlowBodies,
): void {
  server.addHook('onClose', async () => bodies.close());
  server.addHook('onRequest', (request, reply, done) => {
    bodies.watch(request.raw);
    secure(request, reply);
    if (request.routeOptions.config?.anyOrigin) reply.headers(readByAnybody);
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping.begun) reply.header('connection', 'close');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const answered = answeredOf(request, reply);
    metrics.onAnswered(answered);
    logAnswered(log, request, answered);
    done();
  });
}

/** TRACE and other methods that no address has are known nowhere. */
function notFound({ method, url }: FastifyRequest): Problem {
  const isOurs = method === 'HEAD' || (allMethods as readonly string[]).includes(method);
  if (!isOurs) return new Problem('method_not_allowed', `${method} is not known here.`);
  return new Problem('not_found', `There is nothing at ${url.slice(0, 200)}.`);
}

/** Options of node's own server. Which kind it is changes types that nothing here looks at. */
function transport(tls: TlsMaterial | undefined): { readonly http: http.ServerOptions } {
  const timeouts = { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.slownessCheckMs };
  if (!tls) return { http: timeouts };
  const { certificate: cert, key } = tls;
  const https = { ...timeouts, cert, key, handshakeTimeout: limits.handshakeMs, ...protocols };
  return { https } as unknown as { readonly http: http.ServerOptions };
}

function optionsOf({ method, path, permission, reach, endpoint }: Route): RouteOptions {
  const { params, query, body, streams, endless = false, replies, anyOrigin = false, handle } = endpoint;
  const produces = Object.values(replies).flatMap(({ contentType = 'application/json', files = [] }) =>
    [contentType, files].flat(),
  );
  const response = Object.fromEntries(
    Object.entries(replies).flatMap(([status, { schema }]) => (schema ? [[status, withoutIds(schema)]] : [])),
  );
  return {
    method,
    url: path,
    config: { permission, reach, produces, endless, anyOrigin, ...(streams ? { streams } : {}) },
    ...(streams ? { preHandler: requireStream } : {}),
    schema: {
      ...(params ? { params: withoutIds(params) } : {}),
      ...(query ? { querystring: withoutIds(query) } : {}),
      ...(body ? { body: withoutIds(body) } : {}),
      response,
    },
    handler: handle,
  };
}

/** Names of schemas are for the OpenAPI page; the compilers would take them for addresses. */
export function withoutIds(schema: TSchema): TSchema {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === '$id' ? undefined : value)));
}

/** A route that does not say who may use it, and how far it reaches, stops the server from starting. */
function requirePermission({ config, method, url }: RouteOptions): void {
  if (config?.permission === undefined)
    throw new Error(`${String(method)} ${url} does not say who may use it`);
  if (config.reach === undefined) throw new Error(`${String(method)} ${url} does not say how far it reaches`);
}

/** A file's body that was not sent at all has no media type either, and no parser has seen it. */
function requireStream(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  done(request.body == null ? new Problem('body_missing', 'Send the file as the body.') : undefined);
}

function wrongType(request: FastifyRequest): Problem {
  const types = request.routeOptions.config.streams ?? ['application/json'];
  return new Problem('unsupported_media_type', `Bodies are ${types.join(' or ')}.`, {
    where: 'content-type',
  });
}

// ---- Scripts of other sites

/** Fetch standard, CORS protocol. Without credentials: nobody's session is in it. */
const readByAnybody = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-expose-headers': 'link, location',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** What a browser asks before a script of another site may ask. */
function answerOptions(path: string): RouteOptions {
  return {
    method: 'OPTIONS',
    url: path,
    config: { permission: 'public', reach: 'network', anyOrigin: true },
    handler: (_request, reply) =>
      reply
        .headers({ allow: 'GET, HEAD, OPTIONS', 'access-control-allow-headers': 'accept, accept-language' })
        .code(204)
        .send(),
  };
}

// ---- Other methods

const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { method, path, endpoint } of routes) {
    const known = paths.get(path) ?? (endpoint.anyOrigin ? ['OPTIONS'] : []);
    paths.set(path, [...known, method]);
  }
  return paths;
}

function refuseOthers(server: FastifyInstance, path: string, methods: readonly string[]): void {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
  server.route({
    method: allMethods.filter((method) => !methods.includes(method)),
    url: path,
    config: { permission: 'public', reach: 'network' },
    // Before the body is looked at.
    onRequest(request, reply, done) {
      reply.header('allow', allow);
      done(new Problem('method_not_allowed', `${request.method} is not known here; ${allow} is.`));
    },
    handler: () => undefined,
  });
}
