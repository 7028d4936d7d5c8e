/** A short sound for a strong new card: two notes, made by the browser. */

const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.12 },
];
const NOTE_SECONDS = 0.25;
const LOUDNESS = 0.12;

/** A browser that allows sound only after a click resumes much later; the sound is no news then. */
const NEWS_MS = 2000;

/** @type {AudioContext | null} */
let context = null;

export function canPlay() {
  return 'AudioContext' in window;
}

export async function play() {
  if (!canPlay()) {
    return;
  }
  context ??= new AudioContext();
  const askedAt = performance.now();
  await context.resume();
  if (performance.now() - askedAt < NEWS_MS) {
    for (const { hertz, at } of NOTES) {
      playNote(context, hertz, context.currentTime + at);
    }
  }
}

/** @param {AudioContext} audio */
function playNote(audio, hertz, start) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(LOUDNESS, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + NOTE_SECONDS);
}
