import type { Server as PlainServer } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';

/**
 * One TCP port for two protocols: whoever begins with a TLS handshake (its first byte is 22, RFC 8446 section 5.1) is
 * the secure server's, anybody else the plain one's. A device that does not trust us yet can so be told how on the very
 * address it was given. Plain connections are cut off after `plainMs`, however slowly they go on. Gives what ends them.
 */
export function sharePort(secure: SecureServer, plain: PlainServer, plainMs: number): () => void {
  const handshake = secure.listeners('connection') as ((socket: Socket) => void)[];
  const sockets = new Set<Socket>();
  secure.removeAllListeners('connection');
  secure.on('connection', (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), plainMs);
    const nobody = () => {};
    sockets.add(socket);
    socket.on('error', nobody).once('close', () => {
      clearTimeout(timer);
      sockets.delete(socket);
    });
    withFirstByte(socket, (byte) => {
      if (byte !== handshakeByte) return void plain.emit('connection', socket);
      clearTimeout(timer);
      sockets.delete(socket);
      socket.off('error', nobody);
      for (const listener of handshake) listener.call(secure, socket);
    });
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

const handshakeByte = 22;

/** Looks at the first byte and puts it back. */
function withFirstByte(socket: Socket, then: (byte: number) => void): void {
  const first: Buffer | null = socket.read(1);
  if (first === null) return void socket.once('readable', () => withFirstByte(socket, then));
  socket.unshift(first);
  then(first[0]!);
}
