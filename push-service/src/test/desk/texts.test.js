import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import de from '../../main/resources/desk/texts/de.js';
import es from '../../main/resources/desk/texts/es.js';
import { translator } from '../../main/resources/desk/translation.js';
import { textsOfModule, textsOfPage } from './interface-texts.js';

const DESK = new URL('../../main/resources/desk/', import.meta.url);
const LANGUAGES = { de, es };

/** Words that are the same in each language, or that no agent sees. */
const NOT_TRANSLATED = new Set([
  'Support Assistant',
  '{} · Support Assistant',
  'Salesforce',
  'Zendesk',
  'HubSpot',
  // How the server introduces a quote.
  'Customer said: ',
  'You asked: ',
  // An HTTP header, and what `in window` is asked for.
  'Bearer {}',
  'AudioContext',
  'Notification',
  'SpeechSynthesisUtterance',
]);

/** The component for other pages, the words of languages that are heard, and the walk over the page. */
const NOT_THE_INTERFACE = [
  'support-assistant.js',
  'spoken-language.js',
  'promised-day.js',
  'translate-page.js',
];

const page = textsOfPage(read('index.html'));
const modules = readdirSync(DESK, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js') && !name.startsWith('texts/'))
  .filter((name) => !NOT_THE_INTERFACE.some((other) => name.endsWith(other)))
  .map((name) => ({ name, ...textsOfModule(read(name)) }));

const plurals = modules.flatMap((module) => module.plurals.map(({ other }) => other));
const texts = [...page, ...modules.flatMap((module) => module.texts)];

function read(name) {
  return readFileSync(new URL(name, DESK), 'utf8');
}

function formsOf(translation) {
  return translation instanceof Object ? Object.values(translation) : [translation];
}

function placeholders(text) {
  return (text.match(/\{\w+\}/g) ?? []).sort().join(' ');
}

for (const [language, translations] of Object.entries(LANGUAGES)) {
  describe(`the interface in ${language}`, () => {
    it('has a translation of every text, and no other', () => {
      const wanted = [...new Set([...texts, ...plurals])].sort();

      assert.deepEqual(Object.keys(translations).sort(), wanted);
    });

    it('has the forms of plurals for texts with a count, and only for them', () => {
      for (const [text, translation] of Object.entries(translations)) {
        const forms = translation instanceof Object ? Object.keys(translation) : [];
        assert.deepEqual(forms, plurals.includes(text) ? ['one', 'other'] : [], text);
      }
    });

    it('keeps every placeholder', () => {
      for (const [text, translation] of Object.entries(translations)) {
        for (const form of formsOf(translation)) {
          assert.equal(placeholders(form), placeholders(text), text);
        }
      }
    });

    it('is not empty, and has no spaces around its words', () => {
      for (const form of Object.values(translations).flatMap(formsOf)) {
        assert.equal(form, form.trim());
        assert.notEqual(form, '');
      }
    });
  });
}

describe('a module of the desk', () => {
  for (const { name, suspects } of modules) {
    it(`${name} translates all it shows`, () => {
      assert.deepEqual(
        suspects.filter((words) => !NOT_TRANSLATED.has(words)),
        [],
      );
    });
  }

  it('is searched for English words', () => {
    const {
      texts: found,
      plurals: counted,
      suspects,
    } = textsOfModule(`
      import { a } from './Some Module.js';
      setText(node, 'Nothing found');
      node.title = \`Saved by \${name}\`;
      button.ariaLabel = isOpen ? 'Close' : t('Open it');
      t(words);
      plural(3, '{count} card', '{count} cards', { name: t('Inner') });
      setText(node, isNew ? 'new' : 'old');
      if (key === 'Escape') { node.dataset.state = 'is-open'; }
      root.querySelector('main Article');
    `);

    assert.deepEqual(found, ['Open it', 'Inner']);
    assert.deepEqual(counted, [{ one: '{count} card', other: '{count} cards' }]);
    assert.deepEqual(suspects, ['Nothing found', 'Saved by {}', 'Close', 'words', 'new', 'old']);
  });
});

describe('the page', () => {
  it('is searched for visible words', () => {
    const html = `<body><p title="A title">Some <b translate="no">Brand <i>Name</i></b> words<br>more</p>
      <kbd>x</kbd><template><input placeholder="Type here" value="1"></template></body>`;

    assert.deepEqual(textsOfPage(html), ['A title', 'Some', 'words', 'more', 'Type here']);
  });
});

describe('a translation', () => {
  const { t, plural } = translator(
    {
      'Hello {name}': 'Hallo {name}',
      '{count} cards': { one: '{count} Karte', other: '{count} Karten' },
    },
    'de',
  );

  it('fills in values, as they are', () => {
    assert.equal(t('Hello {name}', { name: '$& {name}' }), 'Hallo $& {name}');
    assert.equal(t('Not known', {}), 'Not known');
    assert.equal(t('{count} min', { count: 12_345 }), '12.345 min');
  });

  it('has the plural of the language', () => {
    assert.equal(plural(1, '{count} card', '{count} cards'), '1 Karte');
    assert.equal(plural(2, '{count} card', '{count} cards'), '2 Karten');
    assert.equal(plural(1, '{count} row', '{count} rows'), '1 row');
    assert.equal(translator(es, 'es').plural(1_000_000, '', '{count} cards'), '1.000.000 tarjetas');
  });
});
