/** Recognises the language of a text by its most frequent words, for the voice that reads it. */

const WORDS = {
  en: 'the and is to of you your in for with this that not on it are be from can',
  de: 'der die das und ist nicht sie ihr mit für den dem ein eine auf zu von im wird',
  es: 'el la los las de que y en un una con para no su del se por es al',
  fr: 'le la les des et est vous votre dans pour avec un une du pas sur il au ne',
};

const LANGUAGES = Object.entries(WORDS).map(([language, words]) => ({
  language,
  words: new Set(words.split(' ')),
}));

/** Fewer of them say nothing. */
const ENOUGH = 2;

/** @returns {string} such as de, or empty if it is not clear */
export function languageOf(text) {
  const said = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const [first, second] = LANGUAGES.map(({ language, words }) => ({
    language,
    hits: said.filter((word) => words.has(word)).length,
  })).sort((one, other) => other.hits - one.hits);
  return first.hits >= ENOUGH && first.hits > second.hits ? first.language : '';
}
