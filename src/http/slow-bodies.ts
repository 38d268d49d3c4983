import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

export interface SlowBodiesOptions {
  /** Milliseconds for a whole request, from its head to the end of its body. */
  readonly wholeMs: number;
  /** A body that may take long has to bring `bytes` in each window of so many milliseconds. */
  readonly window: { readonly ms: number; readonly bytes: number };
  /** Milliseconds between two looks. */
  readonly lookMs: number;
  /** Ends a connection whose request is too slow. */
  readonly cutOff: (socket: Socket) => void;
  readonly now?: () => number;
}

export interface SlowBodies {
  /** A request begins: its head is here. */
  watch(request: IncomingMessage): void;
  /** This request's body is bounded by how long it is silent, not by how long it takes. */
  mayTakeLong(request: IncomingMessage): void;
  close(): void;
}

interface Watched {
  request: IncomingMessage | null;
  /** When the request came, or the present window began. */
  since: number;
  /** What the connection had brought by then; null: it may not take long. */
  bytes: number | null;
}

/**
 * Cuts off whoever sends a body drop by drop. Node's own bound (`requestTimeout`) is one time for every request, in which a
 * large file does not come through a slow line; this knows which bodies are files. What waits unread in our memory is no
 * silence of the client's. It keeps one record a connection, so that busy ones cost a look and no memory.
 */
export function watchBodies(options: SlowBodiesOptions): SlowBodies {
  const { wholeMs, window, lookMs, cutOff, now = () => performance.now() } = options;
  const connections = new Map<Socket, Watched>();

  function watch(request: IncomingMessage): void {
    const { socket } = request;
    // A request that was made inside the process comes over none.
    if (!(socket instanceof Socket)) return;
    const known = connections.get(socket);
    if (known) {
      known.request = request;
      known.since = now();
      known.bytes = null;
      return;
    }
    connections.set(socket, { request, since: now(), bytes: null });
    socket.once('close', () => connections.delete(socket));
  }

  function look(): void {
    for (const [socket, watched] of connections) {
      const { request } = watched;
      if (request === null) continue;
      if (request.complete || request.destroyed) watched.request = null;
      else if (isTooSlow(socket, request, watched)) {
        // Once: it may take a while until the connection is gone.
        watched.request = null;
        cutOff(socket);
      }
    }
  }

  function isTooSlow(socket: Socket, request: IncomingMessage, watched: Watched): boolean {
    const elapsed = now() - watched.since;
    if (watched.bytes === null) return elapsed > wholeMs;
    if (elapsed <= window.ms) return false;
    const isOurs = request.readableLength >= request.readableHighWaterMark;
    const came = socket.bytesRead - watched.bytes;
    watched.since = now();
    watched.bytes = socket.bytesRead;
    return came < window.bytes && !isOurs;
  }

  const timer = setInterval(look, lookMs);
  timer.unref();
  return {
    watch,
    mayTakeLong(request) {
      const watched = connections.get(request.socket);
      if (watched?.request !== request) return;
      watched.since = now();
      watched.bytes = request.socket.bytesRead;
    },
    close: () => clearInterval(timer),
  };
}
