import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { deskSays, granted, holdTimers, lastInit, openPage, sent, settled } from './page.js';
import { load, text } from './samples.js';

const BUNDLE = 'salesforce/lwc/supportAssistant/supportAssistant';

afterEach(() => mock.restoreAll());

/** The engine of LWC and the org: access stands for the Apex method. */
function recordPage(access) {
  const notices = [];
  class LightningElement extends EventTarget {
    refs = {};

    dispatchEvent(event) {
      notices.push(event);
      return true;
    }
  }
  const { default: Panel } = load(`${BUNDLE}.js`, {
    lwc: { LightningElement, api: () => {} },
    'lightning/platformShowToastEvent': {
      ShowToastEvent: class {
        constructor(fields) {
          Object.assign(this, fields);
        }
      },
    },
    'lightning/platformResourceLoader': { loadScript: async () => {} },
    'lightning/uiRecordApi': {
      notifyRecordUpdateAvailable: (records) => notices.push(...records),
    },
    '@salesforce/apex/SupportAssistantController.access': { __esModule: true, default: access },
    '@salesforce/resourceUrl/supportAssistant': {
      __esModule: true,
      default: '/resource/supportAssistant',
    },
  });
  const panel = new Panel();
  panel.recordId = '0LQ1';
  return {
    panel,
    notices,
    async open() {
      panel.renderedCallback();
      await panel.connectedCallback();
      panel.refs = { desk: openPage() };
      panel.renderedCallback();
      panel.renderedCallback();
      await settled();
    },
  };
}

const byRecord = async ({ voiceCallId }) => granted(`session-${voiceCallId}`, `t-${voiceCallId}`);

describe('the component on a Salesforce record page', () => {
  it('is rendered as a third-party component', () => {
    assert.match(text(`${BUNDLE}.html`), /<support-assistant lwc:external lwc:ref="desk"/);
  });

  it('opens the call of the record, and that of the next record', async () => {
    const { panel, open } = recordPage(byRecord);
    await open();
    deskSays('ready');
    assert.deepEqual([lastInit().session, lastInit().token], ['session-0LQ1', 't-0LQ1']);

    panel.recordId = '0LQ2';
    await settled();
    assert.deepEqual([lastInit().session, lastInit().token], ['session-0LQ2', 't-0LQ2']);
    panel.disconnectedCallback();
    assert.equal(lastInit().session, null);
  });

  it('renews the token', async () => {
    let count = 0;
    const { open } = recordPage(async () => granted('session-1', `token-${++count}`));
    await open();
    deskSays('ready');
    const timers = holdTimers();
    deskSays('token-expiring', { expiresAt: new Date().toISOString() });
    timers.run();
    await settled();

    assert.deepEqual([sent.at(-1).type, sent.at(-1).token], ['token', 'token-2']);
  });

  it('tells that the note is saved, and refreshes the record', async () => {
    const { notices, open } = recordPage(byRecord);
    await open();
    deskSays('wrapup', { state: 'open' });
    assert.deepEqual(notices, []);
    deskSays('wrapup', { state: 'saved', disposition: 'Billing' });

    assert.equal(notices[0].message, 'Billing');
    assert.deepEqual(notices[1], { recordId: '0LQ1' });
  });

  it('asks again for a call that is not answered yet', async () => {
    const answers = [null, granted('session-1', 'token-1')];
    const timers = holdTimers();
    const { panel, open } = recordPage(async () => answers.shift());
    await open();
    assert.match(panel.problem, /not been answered/);
    timers.run();
    await settled();
    deskSays('ready');

    assert.equal(lastInit().session, 'session-1');
    assert.equal(panel.problem, '');
  });

  it('shows the error of Apex and does not repeat it', async () => {
    const timers = holdTimers();
    const { panel, open } = recordPage(async () => {
      throw { status: 500, body: { message: 'The custom metadata is missing' } };
    });
    await open();

    assert.equal(panel.problem, 'The custom metadata is missing');
    assert.deepEqual(timers.due(), []);
  });
});
