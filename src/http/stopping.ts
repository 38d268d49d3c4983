import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { limits } from '../domain/limits.ts';

/** Whether the server is on its way out: health is red, and every reply tells its connection to close. */
export interface Stopping {
  begun: boolean;
}

export interface StopOptions {
  /** Milliseconds between the red light and the closed door, for a load balancer to look. */
  readonly redMs: number;
}

const open = new WeakMap<Server, Set<Socket>>();

/** From here on its connections are known to `stopServer`. */
export function watchConnections(node: Server): void {
  const sockets = new Set<Socket>();
  open.set(node, sockets);
  node.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

/** Clients open connections ahead of what they will ask: on one that has not said a word nothing is under way. */
function closeSilent(node: Server): void {
  for (const socket of open.get(node) ?? []) if (socket.bytesRead === 0) socket.destroy();
}

/**
 * Stops without cutting anything: first red, while every request is still answered and its connection told to close;
 * then, when no connection is left or those that are left say nothing, no new ones are taken and what is under way is
 * answered. A connection whose client does not listen is closed when it is idle, or has not said a word. The caller bounds the whole.
 */
export async function stopServer(
  server: FastifyInstance,
  stopping: Stopping,
  { redMs }: StopOptions,
): Promise<void> {
  stopping.begun = true;
  await sleep(redMs);
  const { server: node } = server;
  const quietSince = performance.now();
  while ((await connections(server)) > 0 && performance.now() - quietSince < limits.drainQuietMs)
    await sleep(20);
  // A connection whose reply was under way is kept by a client that does not listen: idle ones are looked for again.
  const sweep = setInterval(() => {
    node.closeIdleConnections();
    closeSilent(node);
  }, 50);
  try {
    await server.close();
  } finally {
    clearInterval(sweep);
  }
}

function connections({ server }: FastifyInstance): Promise<number> {
  if (!server.listening) return Promise.resolve(0);
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}
