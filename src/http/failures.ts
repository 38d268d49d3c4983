import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../domain/limits.ts';
import { Problem, type ProblemCode, problemBody, problemOf } from './errors.ts';
import { secure } from './security-headers.ts';

/** Answers whatever was thrown; what is our own fault is told to `onFault`, and only its existence to the caller. */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  onFault: (error: unknown, what: string, request: string) => void,
): FastifyReply {
  const problem = problemOf(error) ?? frameworkProblem(error);
  if (problem.code === 'internal_fault')
    onFault(error, `${request.method} ${request.routeOptions.url ?? 'none'}`, request.id);
  return sendProblem(request, reply, problem);
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  request.problem = problem.code;
  // What the framework could not even read as an address has passed no hook.
  secure(request, reply);
  if (problem.more.retryAfter !== undefined) reply.header('retry-after', String(problem.more.retryAfter));
  if (isLongUnread(request)) reply.header('connection', 'close');
  return reply
    .code(problem.statusCode)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemBody(problem));
}

/** A body that nobody will read: short ones are passed over, for a long one the connection is not worth keeping. */
function isLongUnread({ raw }: FastifyRequest): boolean {
  if (raw.complete) return false;
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
  return encoding !== undefined || Number(length ?? 0) > limits.unreadBytesMax;
}

/** The shell's own errors, by Fastify's names for them. */
export function frameworkProblem(error: unknown): Problem {
  const { code } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem('body_too_large', `A body has at most ${limits.bodyBytesMax} bytes.`, {
        limit: limits.bodyBytesMax,
      });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem('unsupported_media_type', 'Bodies are application/json.', {
        where: 'content-type',
      });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Problem('body_missing', 'The body is empty.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new Problem('malformed_request', 'The body is not as long as its Content-Length says.');
    case 'FST_ERR_BAD_URL':
      return new Problem('bad_address', 'The address is not percent-encoded UTF-8.');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Problem('address_too_long', 'A part of the address is too long.', {
        limit: limits.pathPartLengthMax,
      });
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new Problem('malformed_request', 'The connection ended before the body did.');
    default:
      return new Problem('internal_fault', 'It was logged here under the x-request-id of this answer.');
  }
}

/** What node's own parser cannot read never becomes a request; it still gets a problem. */
export function answerNoise(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [code, status]: [ProblemCode, string] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['headers_too_large', '431 Request Header Fields Too Large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['request_timeout', '408 Request Timeout']
        : ['malformed_request', '400 Bad Request'];
  const body = JSON.stringify(problemBody(new Problem(code, 'The request could not be read.')));
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
