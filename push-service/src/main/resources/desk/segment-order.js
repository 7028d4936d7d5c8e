/**
 * @typedef {{id: string, speaker: string, agentName?: string, text: string, startTime?: number,
 *     isFinal: boolean}} Segment
 */

/**
 * Orders segments by start time; a segment without a time stays behind those that arrived before
 * it.
 *
 * @returns the segments with `segment` added, or in place of its earlier version; earlier interim
 *     segments of the same speaker are removed, because not every system gives them the same id
 * @param {Segment[]} segments
 * @param {Segment} segment
 */
export function placeSegment(segments, segment) {
  const earlier = segments.find(({ id }) => id === segment.id);
  if (earlier?.isFinal && !segment.isFinal) {
    return segments;
  }
  const placed = { ...segment, startTime: segment.startTime ?? earlier?.startTime };
  const kept = segments.filter((other) => other === earlier || !isOvertaken(other, placed));
  if (earlier && earlier.startTime === placed.startTime) {
    return kept.map((other) => (other === earlier ? placed : other));
  }
  const others = kept.filter((other) => other !== earlier);
  const index = placed.startTime === undefined ? others.length : indexOfTime(others, placed);
  return [...others.slice(0, index), placed, ...others.slice(index)];
}

/** @returns the segments with the text of one replaced; the order does not change */
export function redactSegment(segments, id, text) {
  return segments.map((segment) => (segment.id === id ? { ...segment, text } : segment));
}

function isOvertaken(interim, { speaker, startTime = Infinity }) {
  return !interim.isFinal && interim.speaker === speaker && !(interim.startTime > startTime);
}

function indexOfTime(segments, { startTime }) {
  let index = segments.length;
  for (let i = segments.length - 1; i >= 0; i--) {
    const time = segments[i].startTime;
    if (time !== undefined && time <= startTime) {
      break;
    }
    index = time === undefined ? index : i;
  }
  return index;
}
