/** The address of the page names the call: /#call-1001. */

import { callDesk, post } from './call-desk.js';

const desk = document.querySelector('support-assistant');
const reply = document.querySelector('#reply');
const outcome = document.querySelector('#outcome');
const problem = document.querySelector('#problem');

const calls = callDesk(
  desk,
  async (call) => {
    const access = await post('assist-token', { call });
    problem.textContent = '';
    return access;
  },
  ({ message }) => {
    problem.textContent = message;
  },
);

desk.inserts = true;
desk.addEventListener('insert', ({ detail }) => {
  reply.setRangeText(detail.text, reply.selectionStart, reply.selectionEnd, 'end');
});
desk.addEventListener('wrapup', ({ detail }) => {
  outcome.textContent =
    detail.state === 'saved' ? `Saved: ${detail.disposition}` : 'After the call';
});

const show = () => calls.show(decodeURIComponent(window.location.hash.slice(1)) || null);
window.addEventListener('hashchange', show);
show();
