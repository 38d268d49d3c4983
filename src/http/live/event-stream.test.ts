import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openEventStream } from './event-stream.ts';

function open(backlogMax = 1_000) {
  let closed = 0;
  const onClosed = () => {
    closed += 1;
  };
  const stream = openEventStream({ backlogMax, retryMs: 3_000, onClosed });
  return { stream, closed: () => closed };
}

async function textOf(body: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const piece of body) text += String(piece);
  return text;
}

test('each event is its name, its position and one line of JSON, whatever stands in it', async () => {
  const { stream } = open();
  stream.tell('changed', { text: 'a\n\ndata: b\r' }, '7-1');
  stream.beat();
  stream.tell('reload', {});
  stream.end();
  expect(await textOf(stream.body)).toBe(
    'retry: 3000\n\nevent: changed\nid: 7-1\ndata: {"text":"a\\n\\ndata: b\\r"}\n\n:\n\nevent: reload\ndata: {}\n\n',
  );
});

test('a reader who takes nothing is cut off before more than the limit waits for him, once', async () => {
  const { stream, closed } = open();
  const over = once(stream.body, 'close');
  for (let n = 0; n < 200; n += 1) stream.tell('changed', { n });
  await over;
  expect([stream.body.destroyed, closed()]).toEqual([true, 1]);
  expect(stream.body.readableLength).toBeLessThan(1_100);
  stream.tell('changed', {});
  stream.end();
  expect(closed()).toBe(1);
});

test('a reader who takes what he is told is told without end', async () => {
  const { stream } = open();
  let read = 0;
  stream.body.on('data', (piece: Buffer) => {
    read += piece.length;
  });
  for (let n = 0; n < 200; n += 1) {
    stream.tell('changed', { n });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([stream.body.destroyed, read > 2_000]).toEqual([false, true]);
});
