import { Readable } from 'node:stream';

/** One answer that goes on: server-sent events (WHATWG HTML, 9.2). */
export interface EventStream {
  /** What is sent as the reply's body. */
  readonly body: Readable;
  /** One event; `data` goes as JSON on one line. `id`: what the reader gives as Last-Event-ID when it comes again. */
  tell(event: string, data: unknown, id?: string): void;
  /** A line that says nothing, so that both ends and what is between them notice when the other is gone. */
  beat(): void;
  /** No more is told. */
  end(): void;
}

export interface EventStreamOptions {
  /** Bytes that may wait for a reader who does not take them; then the stream is cut off, and he comes again. */
  readonly backlogMax: number;
  /** Milliseconds after which a browser's own EventSource comes again. */
  readonly retryMs: number;
  readonly onClosed: () => void;
}

export function openEventStream({ backlogMax, retryMs, onClosed }: EventStreamOptions): EventStream {
  const body = new Readable({ read() {} });
  let isOver = false;
  body.once('close', () => {
    isOver = true;
    onClosed();
  });

  /** What is between us and the reader takes its part; what it does not take any more waits here. */
  function write(text: string): void {
    if (isOver) return;
    body.push(text);
    if (body.readableLength <= backlogMax) return;
    isOver = true;
    body.destroy();
  }

  write(`retry: ${retryMs}\n\n`);
  return {
    body,
    tell(event, data, id) {
      const position = id === undefined ? '' : `id: ${id}\n`;
      write(`event: ${event}\n${position}data: ${JSON.stringify(data)}\n\n`);
    },
    beat: () => write(':\n\n'),
    end() {
      if (isOver) return;
      isOver = true;
      body.push(null);
    },
  };
}
