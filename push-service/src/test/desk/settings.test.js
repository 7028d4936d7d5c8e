import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { choose, isOn, setting } from '../../main/resources/desk/settings.js';
import { languageOf } from '../../main/resources/desk/spoken-language.js';
import { canStore } from '../../main/resources/desk/stored.js';

function storage(entries) {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  };
}

function provide(value) {
  Object.defineProperty(globalThis, 'localStorage', { value, configurable: true });
}

describe('a setting', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'localStorage'));

  it('has its default where nothing or nonsense is kept', () => {
    provide(storage({ 'desk.theme': 'pink' }));

    assert.equal(setting('theme'), 'system');
    assert.equal(setting('text-size'), 'normal');
    assert.equal(isOn('sound'), false);
  });

  it('is kept', () => {
    const kept = storage({});
    provide(kept);
    choose('read-aloud', 'all');

    assert.equal(setting('read-aloud'), 'all');
    assert.equal(kept.getItem('desk.read-aloud'), 'all');
    assert.ok(canStore());
  });

  it('lasts until the page is left where storage is forbidden', () => {
    const refuse = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    provide({ getItem: refuse, setItem: refuse });
    choose('sound', 'on');

    assert.ok(isOn('sound'));
    assert.equal(setting('quiet'), 'off');
    assert.ok(!canStore());
  });
});

describe('the language of a text', () => {
  it('is recognised by frequent words', () => {
    assert.equal(languageOf('Reset your password on the page for accounts'), 'en');
    assert.equal(languageOf('Öffnen Sie die App und melden Sie sich mit dem Konto an'), 'de');
    assert.equal(languageOf('Abra la aplicación y entre con su cuenta'), 'es');
    assert.equal(languageOf('Ouvrez la page et entrez dans le compte'), 'fr');
  });

  it('is open where few words tell', () => {
    assert.equal(languageOf('Error 401'), '');
    assert.equal(languageOf(''), '');
  });
});
