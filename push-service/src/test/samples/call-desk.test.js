import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import {
  deskSays,
  frameAddress,
  granted,
  holdTimers,
  lastInit,
  openPage,
  sent,
  settled,
} from './page.js';
import { load } from './samples.js';

const { callDesk } = load('common/call-desk.js');

afterEach(() => mock.restoreAll());

describe('the desk of a page', () => {
  it('opens a call with the token of the server', async () => {
    const desk = openPage();
    callDesk(desk, async (call) => granted(`session-${call}`, 'token-1')).show('1');
    await settled();

    assert.equal(frameAddress(), 'https://assist.example.com/desk/embed');
    assert.deepEqual(sent, []);
    deskSays('ready');
    const { session, token, origin } = lastInit();
    assert.deepEqual(
      [session, token, origin],
      ['session-1', 'token-1', 'https://assist.example.com'],
    );
  });

  it('gives the token again when the desk is loaded again', async () => {
    const desk = openPage();
    callDesk(desk, async () => granted('session-1', 'token-1')).show('1');
    await settled();
    deskSays('ready');
    sent.length = 0;
    deskSays('ready');

    assert.equal(lastInit().token, 'token-1');
  });

  it('renews the token while half of the time is left, and tries again after a failure', async () => {
    const timers = holdTimers();
    const desk = openPage();
    const answers = ['token-1', new Error('status 503'), 'token-2'];
    const errors = [];
    const access = async () => {
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return granted('session-1', answer);
    };
    callDesk(desk, access, (error) => errors.push(error.message)).show('1');
    await settled();
    deskSays('ready');

    deskSays('token-expiring', { expiresAt: new Date(Date.now() + 10_000).toISOString() });
    const [delay] = timers.due();
    assert.ok(delay > 4000 && delay <= 5000, `${delay} ms`);
    timers.run();
    await settled();
    assert.deepEqual(errors, ['status 503']);
    assert.deepEqual(timers.due(), [5000]);
    timers.run();
    await settled();

    const { type, token } = sent.at(-1);
    assert.deepEqual([type, token], ['token', 'token-2']);
    assert.deepEqual(timers.due(), []);
  });

  it('waits no longer than half a minute, and not at all for a clock that is ahead', async () => {
    const timers = holdTimers();
    const desk = openPage();
    callDesk(desk, async () => granted('session-1', 'token-1')).show('1');
    await settled();

    for (const [seconds, expected] of [
      [600, 30_000],
      [-600, 0],
    ]) {
      const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
      deskSays('token-expiring', { expiresAt });
      assert.deepEqual(timers.due(), [expected]);
    }
  });

  it('shows nothing of the call before while the next one is opened', async () => {
    const desk = openPage();
    let answer;
    const access = (call) =>
      call === '1'
        ? granted('session-1', 'token-1')
        : new Promise((resolve) => {
            answer = resolve;
          });
    const calls = callDesk(desk, access);
    calls.show('1');
    await settled();
    deskSays('ready');

    calls.show('2');
    await settled();
    assert.equal(lastInit().session, null);
    answer(granted('session-2', 'token-2'));
    await settled();
    const ofSecond = sent.filter(({ session }) => session === 'session-2');
    assert.deepEqual(new Set(ofSecond.map(({ token }) => token)), new Set(['token-2']));
    calls.show(null);
    assert.equal(lastInit().session, null);
  });

  it('ignores the answer for a call that is no longer shown', async () => {
    const desk = openPage();
    const answers = new Map();
    const access = (call) => new Promise((resolve) => answers.set(call, resolve));
    const calls = callDesk(desk, access);
    calls.show('1');
    calls.show('2');
    answers.get('2')(granted('session-2', 'token-2'));
    answers.get('1')(granted('session-1', 'token-1'));
    await settled();

    assert.deepEqual([desk.getAttribute('session'), desk.token], ['session-2', 'token-2']);
  });

  for (const status of [401, 403]) {
    it(`does not ask again after ${status}`, async () => {
      const timers = holdTimers();
      const desk = openPage();
      const errors = [];
      const access = async () => {
        throw Object.assign(new Error('refused'), { status });
      };
      callDesk(desk, access, (error) => errors.push(error.status)).show('1');
      await settled();

      assert.deepEqual(errors, [status]);
      assert.deepEqual(timers.due(), []);
      assert.equal(desk.token, null);
    });
  }
});
