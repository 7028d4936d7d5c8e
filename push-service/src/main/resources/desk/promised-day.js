/** The day that a promise names, in the languages in which agents promise. */

/** Names of weekdays begin with Sunday; numbers with one; `days` are ahead of today, the longest phrase first. */
const LANGUAGES = [
  {
    weekdays: 'sunday monday tuesday wednesday thursday friday saturday',
    before: 'by|on|until|next|this',
    span: 'in|within|next|within the next',
    kind: '(?:(?:business|working) )?',
    units: { hour: 'hours?', day: 'days?', week: 'weeks?' },
    numbers: ['an?|one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
    days: [
      ['day after tomorrow', 2],
      ['tomorrow', 1],
      ['today|tonight|this afternoon', 0],
    ],
  },
  {
    weekdays: 'sonntag montag dienstag mittwoch donnerstag freitag samstag',
    before: '(?:bis )?(?:spätestens )?(?:zum |am |nächsten |kommenden |diesen )?',
    span: 'in|innerhalb von|innerhalb der nächsten|binnen|in den nächsten|nächste[n]?',
    kind: '(?:(?:werk|arbeits) ?)?',
    units: { hour: 'stunden?', day: 'tage?n?', week: 'wochen?' },
    numbers: [
      'ein(?:e[rmn]?)?',
      'zwei',
      'drei',
      'vier',
      'fünf',
      'sechs',
      'sieben',
      'acht',
      'neun',
      'zehn',
    ],
    days: [
      ['übermorgen', 2],
      ['(?<!(?:guten|am|heute) )morgen', 1],
      ['heute', 0],
    ],
  },
  {
    weekdays: 'domingo lunes martes miércoles jueves viernes sábado',
    before: '(?:antes del|hasta el|para el|el próximo|este|el)',
    span: 'en|dentro de|en los próximos|en las próximas|en un plazo de',
    kind: '',
    units: { hour: 'horas?', day: 'días?(?: hábiles| laborables)?', week: 'semanas?' },
    numbers: ['una?', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'],
    days: [
      ['pasado mañana', 2],
      ['(?<!(?:la|esta|buena) )mañana', 1],
      ['hoy|esta tarde|esta noche', 0],
    ],
  },
].map(patternsOf);

const UNIT_HOURS = { hour: 1, day: 24, week: 7 * 24 };

/**
 * The day that a promise names, such as "by Friday" or "within three days".
 *
 * @param {string} words
 * @param {Date} from when it was promised
 * @returns {string} such as 2026-12-01, or empty if it names none
 */
export function dayOf(words, from) {
  const said = words.toLowerCase();
  return LANGUAGES.map((language) => dayIn(language, said, from)).find((day) => day !== '') ?? '';
}

function dayIn({ spans, days, weekdays }, said, from) {
  for (const { pattern, unit, numbers } of spans) {
    const many = pattern.exec(said)?.[1];
    if (many !== undefined) {
      return isoDay(hoursAfter(from, numberOf(many, numbers) * UNIT_HOURS[unit]));
    }
  }
  const near = days.find(({ pattern }) => pattern.test(said));
  if (near !== undefined) {
    return isoDay(daysAfter(from, near.ahead));
  }
  const weekday = weekdays.findIndex((pattern) => pattern.test(said));
  return weekday < 0 ? '' : isoDay(daysAfter(from, (weekday - from.getDay() + 7) % 7 || 7));
}

function patternsOf({ weekdays, before, span, kind, units, numbers, days }) {
  const number = `\\d{1,3}|${numbers.join('|')}`;
  return {
    spans: Object.entries(units).map(([unit, name]) => ({
      pattern: wholeWords(`(?:${span}) (${number}) ${kind}${name}`),
      unit,
      numbers: numbers.map((one) => new RegExp(`^(?:${one})$`, 'u')),
    })),
    days: days.map(([name, ahead]) => ({ pattern: wholeWords(name), ahead })),
    weekdays: weekdays.split(' ').map((name) => wholeWords(`(?:${before}) ?${name}`)),
  };
}

/** Whole words; \b knows only letters without accents. */
function wholeWords(pattern) {
  return new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'u');
}

function numberOf(word, numbers) {
  const index = numbers.findIndex((one) => one.test(word));
  return index < 0 ? Number(word) : index + 1;
}

/** Whole days keep the time of the day, also where a clock changes in between. */
function hoursAfter(date, hours) {
  const later = daysAfter(date, Math.floor(hours / 24));
  later.setHours(later.getHours() + (hours % 24));
  return later;
}

/** The same time on a later day. */
function daysAfter(date, days) {
  const later = new Date(date);
  later.setDate(later.getDate() + days);
  return later;
}

function isoDay(date) {
  const two = (value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
