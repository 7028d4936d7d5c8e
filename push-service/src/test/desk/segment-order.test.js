import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeSegment, redactSegment } from '../../main/resources/desk/segment-order.js';

const segment = (id, startTime, more = {}) => ({
  id,
  startTime,
  speaker: 'customer',
  text: id,
  isFinal: true,
  ...more,
});

const placed = (...segments) => segments.reduce(placeSegment, []);

const ids = (segments) => segments.map(({ id }) => id);

describe('segments', () => {
  it('are ordered by their start, not by their arrival', () => {
    assert.deepEqual(ids(placed(segment('a', 1), segment('c', 3), segment('b', 2))), [
      'a',
      'b',
      'c',
    ]);
  });

  it('without a time follow the segment they arrived after', () => {
    const all = placed(segment('a', 1), segment('x', undefined), segment('b', 2));

    assert.deepEqual(ids(all), ['a', 'x', 'b']);
  });

  it('replace their earlier version in its place', () => {
    const interim = segment('a', 1, { isFinal: false, text: 'hel' });

    const all = placed(interim, segment('b', 2), segment('a', 1, { text: 'hello' }));

    assert.deepEqual(
      all.map(({ text }) => text),
      ['hello', 'b'],
    );
  });

  it('do not go back from a final version to an interim one', () => {
    const late = segment('a', 1, { isFinal: false, text: 'hel' });

    assert.deepEqual(placed(segment('a', 1), late), [segment('a', 1)]);
  });

  it('replace interim segments of the same speaker under another id', () => {
    const interim = segment('i', 1, { isFinal: false });
    const ofAgent = segment('j', 1, { isFinal: false, speaker: 'agent' });

    assert.deepEqual(ids(placed(interim, ofAgent, segment('a', 1.5))), ['j', 'a']);
  });

  it('take a redacted text without moving', () => {
    const all = redactSegment(placed(segment('a', 1), segment('b', 2)), 'a', '[card]');

    assert.deepEqual(
      all.map(({ text }) => text),
      ['[card]', 'b'],
    );
  });
});
