import type { TestApp } from './app.ts';

/** One event of a stream. */
export interface Heard {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into hints of every shape
  readonly data: any;
}

export interface ListeningEar {
  readonly status: number;
  /** The next event; undefined when the stream has ended. */
  next(): Promise<Heard | undefined>;
  /** What the next event that fits says, whatever comes before it. */
  until(fits: (heard: Heard) => boolean): Promise<Heard>;
  close(): void;
}

/** Listens to a test app over the network; it has to listen itself. */
export async function listenTo(
  url: string,
  key: string,
  after?: string,
  path = '/api/live',
): Promise<ListeningEar> {
  const stop = new AbortController();
  const reply = await fetch(url + path, {
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'text/event-stream',
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
    signal: stop.signal,
  });
  const events = readEvents(reply.body!);
  const next = async () => (await events.next()).value ?? undefined;
  return {
    status: reply.status,
    next,
    async until(fits) {
      for (;;) {
        const heard = await next();
        if (heard === undefined) throw new Error('the stream ended before');
        if (fits(heard)) return heard;
      }
    },
    close: () => stop.abort(),
  };
}

export async function listeningApp(app: TestApp): Promise<string> {
  return app.server.listen({ host: '127.0.0.1', port: 0 });
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<Heard, undefined> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return undefined;
    text += String(value);
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const lines = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (lines.event !== undefined)
        yield { event: lines.event, id: lines.id, data: JSON.parse(lines.data ?? 'null') };
    }
  }
}
