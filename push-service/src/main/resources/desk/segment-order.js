/**
 * Segments by start time; one without a time stays behind what it arrived after.
 *
 * @returns the segments with `segment` added, or put in the place of its earlier version
 */
export function placeSegment(segments, segment) {
  const earlier = segments.find(({ id }) => id === segment.id);
  if (earlier?.isFinal && !segment.isFinal) {
    return segments;
  }
  const placed = { ...segment, startTime: segment.startTime ?? earlier?.startTime };
  if (earlier && earlier.startTime === placed.startTime) {
    return segments.map((other) => (other === earlier ? placed : other));
  }
  const others = segments.filter((other) => other !== earlier);
  const index = placed.startTime === undefined ? others.length : indexOfTime(others, placed);
  return others.toSpliced(index, 0, placed);
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
