import { expect, test } from 'vitest';
import { cutEvents } from './stream';

test('events are cut at empty lines, and the last one waits for its end', () => {
  expect(cutEvents('id: a1\ndata: {"kind":"ping"}\n\ndata: one\ndata: two\n\nid: b')).toEqual({
    events: [{ id: 'a1', data: '{"kind":"ping"}' }, { id: null, data: 'one\ntwo' }],
    rest: 'id: b',
  });
});

test('comments and other line ends are no events', () => {
  expect(cutEvents(': hello\n\nid:7\r\ndata:x\r\n\r\n').events).toEqual([{ id: '7', data: 'x' }]);
});
