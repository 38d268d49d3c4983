import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Set before anything else, on every answer (OWASP API8; ASVS 5.0, 3.4). A page of ours that needs more says so itself
 * by setting its own `content-security-policy` or `cache-control` afterwards. There is no CORS header at all: scripts
 * of other sites read nothing here.
 */
export function secure(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(always);
  // Over plain HTTP browsers ignore it, and it would be wrong (RFC 6797, 7.2).
  if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
}

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
} as const;
