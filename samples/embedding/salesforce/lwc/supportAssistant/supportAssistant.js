import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { loadScript } from 'lightning/platformResourceLoader';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import access from '@salesforce/apex/SupportAssistantController.access';
import COMPONENT from '@salesforce/resourceUrl/supportAssistant';
import { callDesk } from 'c/callDesk';

/** The desk of the call on whose record page it is. */
export default class SupportAssistant extends LightningElement {
  isLoaded = false;
  problem = '';
  _recordId = null;
  _calls = null;

  @api
  get recordId() {
    return this._recordId;
  }

  set recordId(recordId) {
    this._recordId = recordId;
    this._calls?.show(recordId);
  }

  async connectedCallback() {
    await loadScript(this, COMPONENT);
    this.isLoaded = true;
    this._calls?.show(this._recordId);
  }

  renderedCallback() {
    const desk = this.refs?.desk;
    if (desk && this._calls === null) {
      this._calls = callDesk(desk, accessTo, ({ message }) => {
        this.problem = message;
      });
      desk.addEventListener('ready', () => {
        this.problem = '';
      });
      desk.addEventListener('wrapup', ({ detail }) => this.wrapUp(detail));
      this._calls.show(this._recordId);
    }
  }

  disconnectedCallback() {
    this._calls?.show(null);
  }

  /** The note becomes a record a moment later; the page shows it without being loaded again. */
  wrapUp({ state, disposition }) {
    if (state === 'saved') {
      this.dispatchEvent(
        new ShowToastEvent({ title: 'Call note saved', message: disposition, variant: 'success' }),
      );
      notifyRecordUpdateAvailable([{ recordId: this._recordId }]);
    }
  }
}

async function accessTo(voiceCallId) {
  const granted = await granting(voiceCallId);
  if (granted === null) {
    throw new Error('The call is not yours, or has not been answered yet');
  }
  return granted;
}

async function granting(voiceCallId) {
  try {
    return await access({ voiceCallId });
  } catch (error) {
    // Salesforce answered: to ask again would not help.
    const status = error.body === undefined ? undefined : 403;
    throw Object.assign(new Error(error.body?.message ?? error.message), { status });
  }
}
