import { languageOf } from '../spoken-language.js';

export function canSpeak() {
  return 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;
}

/** Reads a card after those that are being read. */
export function readAloud({ title, isRow, isAnswer, answer, answerLine, excerpt }) {
  if (!canSpeak()) {
    return;
  }
  const more = isRow ? '' : isAnswer ? answer : answerLine;
  const speech = new SpeechSynthesisUtterance([title, more].filter(Boolean).join('. '));
  speech.lang = languageOf([title, answer, answerLine, excerpt].join(' '));
  speechSynthesis.speak(speech);
}

export function stopReading() {
  if (canSpeak()) {
    speechSynthesis.cancel();
  }
}
