import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ScreenFile, ScreenFiles } from './screen-files.ts';

/**
 * A hook that answers browsers with the screens: their files by name, and the page for each address that the screens
 * know (web/src/shell/router.tsx). Who asks for JSON never meets it.
 */
export function serveScreens(files: ScreenFiles) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const file = fileFor(files, request);
    if (file === undefined) done();
    else send(file, request, reply);
  };
}

/** Addresses of pages. Whatever comes after them is the screens' own. */
const names = [
  'scan',
  'pair',
  'units',
  'stock',
  'inventory',
  'valuation',
  'putaway',
  'adjustments',
  'catalog',
  'exceptions',
  'watch',
  'vendor-returns',
  'vendor-credits',
  'unread',
  'numbering',
  'rfid',
  'label-designs',
  'label-bench',
  'printers',
  'bulk-moves',
  'imports',
  'settings',
  'receipts',
  'purchase-orders',
  'counts',
  'count-accuracy',
  'missing',
  'announce',
  'containers',
  'new-container',
  'kits',
  'build-kit',
  'transfers',
  'new-transfer',
  'in-transit',
  'company-books',
  'documents',
  'refusals',
  'sites',
  'people',
  'devices',
  'keys',
  'audit',
];
const pages = new RegExp(`^/(?:$|(?:${names.join('|')})(?:/|$))`);

function fileFor(files: ScreenFiles, { method, url, headers }: FastifyRequest): ScreenFile | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const path = url.split('?', 1)[0]!;
  if (!pages.test(path)) return files.get(path);
  // Only who says so wants a page: a bare */* is a program's.
  return headers.accept?.includes('text/html') ? files.get('/') : undefined;
}

function send(
  { type, body, gzipped, isImmutable }: ScreenFile,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const isGzip = gzipped !== null && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  reply.headers({
    'content-type': type,
    'cache-control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: isImmutable ? 'accept-encoding' : 'accept, accept-encoding',
    'content-security-policy': policy,
    // The camera as a scanner; nothing else of a device is asked for.
    'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
    ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
  });
  reply.send(isGzip ? gzipped : body);
}

/**
 * Scripts come from us alone. `wasm-unsafe-eval` lets the camera's reader be compiled, and nothing else; Mantine sets
 * sizes and colours by style attributes.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  // Papers of ours, which the browser's own viewer shows.
  'frame-src blob:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
