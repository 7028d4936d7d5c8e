import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import React, { useEffect, useState } from 'react';
import { act, create } from 'react-test-renderer';
import {
  deskSays,
  granted,
  holdTimers,
  lastInit,
  openPage,
  sent,
  serverAnswers,
  settled,
} from './page.js';
import { load } from './samples.js';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
afterEach(() => mock.restoreAll());

/** The store of Flex: the tasks of the worker, by reservation, and the selected one. */
function flexStore(...tasks) {
  const listeners = new Set();
  const flex = {
    session: { ssoTokenPayload: { token: 'flex-token' } },
    view: { selectedTaskSid: tasks[0]?.sid },
    worker: { tasks: new Map(tasks.map((one) => [one.sid, one])) },
  };
  return {
    getState: () => ({ flex }),
    select(sid) {
      flex.view = { selectedTaskSid: sid };
      listeners.forEach((listener) => listener({}));
    },
    useFlexSelector: (selector) => {
      const [, changed] = useState({});
      useEffect(() => {
        listeners.add(changed);
        return () => listeners.delete(changed);
      }, []);
      return selector({ flex });
    },
  };
}

function task(number, more = {}) {
  return {
    sid: `WR${number}`,
    taskSid: `WT${number}`,
    taskChannelUniqueName: 'voice',
    status: 'accepted',
    attributes: { call_sid: `CA${number}`, conversations: { queue: 'tech' } },
    setAttributes(attributes) {
      this.attributes = attributes;
    },
    ...more,
  };
}

async function openPanel(store, ...answers) {
  const desk = openPage();
  const requests = serverAnswers(...answers);
  const { AssistPanel } = load('flex/plugin/src/AssistPanel.js', {
    react: React,
    '@twilio/flex-ui': { useFlexSelector: store.useFlexSelector },
  });
  let panel;
  await act(async () => {
    panel = create(
      React.createElement(AssistPanel, { manager: { store }, tokenUrl: 'https://f.example.com/t' }),
      { createNodeMock: ({ type }) => (type === 'support-assistant' ? desk : null) },
    );
    await settled();
  });
  return { desk, panel, requests };
}

describe('the panel in Twilio Flex', () => {
  it('opens the call of the selected task', async () => {
    const { requests } = await openPanel(flexStore(task(1)), granted('session-1', 'token-1'));
    deskSays('ready');

    assert.deepEqual([lastInit().session, lastInit().token], ['session-1', 'token-1']);
    assert.equal(requests[0].url, 'https://f.example.com/t');
    assert.equal(String(requests[0].body), 'Token=flex-token&TaskSid=WT1&ReservationSid=WR1');
  });

  it('goes on to the next call with the selection', async () => {
    const store = flexStore(task(1), task(2));
    const answers = [granted('session-1', 'token-1'), granted('session-2', 'token-2')];
    const { panel, requests } = await openPanel(store, ...answers);
    deskSays('ready');
    await act(async () => {
      store.select('WR2');
      await settled();
    });
    assert.deepEqual([lastInit().session, lastInit().token], ['session-2', 'token-2']);
    assert.match(String(requests[1].body), /WT2&ReservationSid=WR2$/);

    await act(async () => store.select(undefined));
    assert.equal(lastInit().session, null);
    await act(async () => panel.unmount());
  });

  for (const other of [{ taskChannelUniqueName: 'sms' }, { status: 'pending' }]) {
    it(`opens nothing for a task with ${JSON.stringify(other)}`, async () => {
      const { requests } = await openPanel(flexStore(task(1, other)), 500);

      assert.deepEqual(requests, []);
    });
  }

  it('renews the token', async () => {
    const answers = [granted('session-1', 'token-1'), granted('session-1', 'token-2')];
    await openPanel(flexStore(task(1)), ...answers);
    deskSays('ready');
    const timers = holdTimers();
    deskSays('token-expiring', { expiresAt: new Date().toISOString() });
    timers.run();
    await settled();

    assert.deepEqual([sent.at(-1).type, sent.at(-1).token], ['token', 'token-2']);
  });

  it('keeps the disposition in the attributes of the task', async () => {
    const one = task(1);
    await openPanel(flexStore(one), granted('session-1', 'token-1'));
    deskSays('wrapup', { state: 'open' });
    deskSays('wrapup', { state: 'saved', disposition: 'Billing' });

    assert.deepEqual(one.attributes, {
      call_sid: 'CA1',
      conversations: { queue: 'tech', outcome: 'Billing' },
    });
  });
});
