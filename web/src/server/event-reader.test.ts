import { expect, test } from 'vitest';
import { eventReader } from './event-reader.ts';

const text =
  'retry: 3000\n\nevent: reload\nid: 7-0\ndata: {}\n\n:\n\nevent: changed\nid: 8-0\ndata: {"a":"x: y\\n"}\n\n';
const events = [
  { event: 'reload', id: '7-0', data: {} },
  { event: 'changed', id: '8-0', data: { a: 'x: y\n' } },
];

test('events are read whole, wherever the pieces end', () => {
  for (let length = 1; length <= text.length; length += 1) {
    const read = eventReader();
    const found = [];
    for (let at = 0; at < text.length; at += length) found.push(...read(text.slice(at, at + length)));
    expect([length, found]).toEqual([length, events]);
  }
});

test('what is not whole yet is no event', () => {
  const read = eventReader();
  expect(read('event: changed\ndata: {"a":1}\n')).toEqual([]);
  expect(read('\n')).toEqual([{ event: 'changed', id: undefined, data: { a: 1 } }]);
});
