import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as state from '../../main/resources/desk/call-state.js';
import { nextLive, ringing } from '../../main/resources/desk/calls-feed.js';
import { noteAsText, noteView } from '../../main/resources/desk/note-view.js';
import { dayOf } from '../../main/resources/desk/promised-day.js';

const after = (...messages) => messages.reduce(state.receive, state.newCall());
const line = (id, section, text, more = {}) => ({ line_id: id, section, text, ...more });
const brief = (note, dispositions = []) => ({
  type: 'brief',
  note: { status: 'draft', lines: [], articles: [], ...note },
  dispositions,
});
const texts = (call) =>
  noteView(call).sections.flatMap(({ lines }) => lines.flatMap((l) => l.text || []));
const ended = { type: 'call', status: 'ended', ended_at: '2026-11-30T10:05:00Z' };

describe('the note', () => {
  it('has its lines by section, and leaves out sections without any', () => {
    const call = after(
      brief({
        lines: [line('found:s1', 'found', 'It is red'), line('l-1', 'other', 'Prefers mail')],
      }),
    );

    assert.deepEqual(
      noteView(call).sections.map(({ heading }) => heading),
      ['Problem', 'Found out', 'Remarks'],
    );
  });

  it('shows a change at once, and until the server has it', () => {
    const first = brief({ lines: [line('found:s1', 'found', 'It is red')] });
    const edit = { id: 'found:s1', section: 'found', text: 'The lamp is red', due: '' };
    const call = state.editNote(after(first), { line: edit });
    assert.deepEqual(texts(call), ['The lamp is red']);

    const older = state.receive(call, first);
    assert.deepEqual(texts(older), ['The lamp is red']);

    const confirmed = state.receive(
      older,
      brief({ lines: [line('found:s1', 'found', 'The lamp is red', { edited_by: 'ann' })] }),
    );
    assert.deepEqual(confirmed.note.pending.lines, {});
  });

  it('shows the text without personal data that the server made of a change', () => {
    const edit = { id: 'l-1', section: 'other', text: 'card 4111 1111 1111 1111', due: '' };
    const call = state.receive(
      state.editNote(after(brief({})), { line: edit }),
      brief({ lines: [line('l-1', 'other', 'card [card number]', { edited_by: 'ann' })] }),
    );

    assert.deepEqual(texts(call), ['card [card number]']);
  });

  it('keeps changes while the connection is broken, and until it is saved', () => {
    const edit = { id: 'l-1', section: 'other', text: 'Prefers mail', due: '' };
    const call = state.editNote(after(brief({})), { line: edit });

    assert.deepEqual(texts(state.interrupted(call)), ['Prefers mail']);
    assert.deepEqual(texts(state.receive(call, { type: 'resync' })), ['Prefers mail']);
    assert.deepEqual(texts(state.refused(call)), ['Prefers mail']);
    assert.deepEqual(texts(state.receive(call, brief({ status: 'saved' }))), []);
  });

  it('hides a line that was removed', () => {
    const call = after(brief({ lines: [line('found:s1', 'found', 'It is red')] }));
    const removed = { id: 'found:s1', section: 'found', text: '', due: '' };

    assert.deepEqual(texts(state.editNote(call, { line: removed })), []);
  });

  it('can be saved from the end of the call until it is saved', () => {
    assert.equal(noteView(after(brief({}))).canSave, false);
    assert.equal(noteView(after(brief({}), ended)).canSave, true);
    const saved = after(brief({}), ended, brief({ status: 'saved', saved_by: 'ann' }));
    assert.equal(noteView(saved).canSave, false);
    assert.equal(noteView(saved).state, 'Saved by ann');
  });

  it('offers three codes, the chosen one among them', () => {
    const codes = ['a', 'b', 'c', 'd'].map((code) => ({ code, name: code.toUpperCase() }));
    const likely = (call) => noteView(call).likely.map(({ code }) => code);

    assert.deepEqual(likely(after(brief({}, codes))), ['a', 'b', 'c']);
    assert.deepEqual(likely(after(brief({ disposition: 'd' }, codes))), ['a', 'b', 'd']);
  });

  it('ticks the articles that were used, and lists the others of the call', () => {
    const card = { id: 'c-2', article_id: 'KB-2', title: 'Two', confidence_score: 0.9 };
    const call = after(
      { type: 'suggestions', suggestions: [card] },
      brief({ articles: [{ article_id: 'KB-1', title: 'One' }] }),
    );
    const ticked = (of) => noteView(of).articles.map(({ id, used }) => [id, used]);

    assert.deepEqual(ticked(call), [
      ['KB-1', true],
      ['KB-2', false],
    ]);
    const both = state.editNote(call, { article: { articleId: 'KB-2', title: 'Two', used: true } });
    assert.deepEqual(ticked(both), [
      ['KB-1', true],
      ['KB-2', true],
    ]);
  });

  it('is copied as text', () => {
    const call = after(
      brief(
        {
          lines: [line('promised:s1', 'promised', 'Call back', { due: '2026-12-01' })],
          outcome: 'follow_up',
          disposition: 'billing',
        },
        [{ code: 'billing', name: 'Billing' }],
      ),
    );

    assert.equal(
      noteAsText(noteView(call)),
      'Promised:\n- Call back (due 2026-12-01)\nOutcome: Follow-up\nDisposition: Billing',
    );
  });

  it('ignores what is no note', () => {
    assert.deepEqual(texts(after({ type: 'brief', note: 7, dispositions: 'x' })), []);
    assert.deepEqual(texts(after({ type: 'brief', note: { lines: [{}, 7, null] } })), []);
  });
});

describe('the day of a promise', () => {
  const monday = new Date(2026, 10, 30, 15);
  const days = {
    "I'll call you back by Friday": '2026-12-04',
    'within three business days': '2026-12-03',
    'you get it in 24 hours': '2026-12-01',
    'in two hours': '2026-11-30',
    'in ten hours': '2026-12-01',
    'in a week': '2026-12-07',
    'I will send it tomorrow': '2026-12-01',
    'the day after tomorrow': '2026-12-02',
    'you get a mail today': '2026-11-30',
    'until Monday': '2026-12-07',
    'I have sent it': '',
    'in the next step': '',
    'Ich rufe Sie bis Freitag zurück': '2026-12-04',
    'Sie bekommen das spätestens am Mittwoch': '2026-12-02',
    'innerhalb von drei Werktagen': '2026-12-03',
    'in den nächsten 24 Stunden': '2026-12-01',
    'in einer Woche': '2026-12-07',
    'Die Gutschrift kommt übermorgen': '2026-12-02',
    'Ich schicke es Ihnen morgen': '2026-12-01',
    'Guten Morgen, ich habe das geschickt': '',
    'Heute noch': '2026-11-30',
    'Le llamo antes del viernes': '2026-12-04',
    'en un plazo de tres días hábiles': '2026-12-03',
    'dentro de una semana': '2026-12-07',
    'Se lo envío mañana': '2026-12-01',
    'Pasado mañana lo tiene': '2026-12-02',
    'lo enviamos esta mañana': '',
    'el miércoles': '2026-12-02',
  };
  for (const [words, day] of Object.entries(days)) {
    it(`is ${day || 'not known'} for "${words}"`, () => {
      assert.equal(dayOf(words, monday), day);
    });
  }

  it('is suggested for a promise without one, and not once the agent has cleared it', () => {
    const started = { type: 'call', status: 'live', started_at: '2026-11-30T12:00:00' };
    const promise = line('promised:s1', 'promised', 'I send it tomorrow');
    const due = (call) => noteView(call).sections.at(-1).lines[0].due;

    assert.equal(due(after(started, brief({ lines: [promise] }))), '2026-12-01');
    const cleared = { ...promise, edited_by: 'ann' };
    assert.equal(due(after(started, brief({ lines: [cleared] }))), '');
  });
});

describe('the next call after a note', () => {
  it('is a live one of the same agent', () => {
    const calls = [
      { session_id: 'a', status: 'live', agent_name: 'Ann' },
      { session_id: 'b', status: 'live', agent_name: 'Bob' },
      { session_id: 'c', status: 'ended', agent_name: 'Ann' },
      { session_id: 'd', status: 'live', agent_name: 'Ann' },
    ];

    assert.equal(nextLive(calls, { agentName: 'Ann', except: 'a' }), 'd');
    assert.equal(
      nextLive([{ session_id: 'e', status: 'live' }], { agentName: undefined, except: 'a' }),
      undefined,
    );
    assert.equal(nextLive(calls, { agentName: 'Eve', except: 'a' }), undefined);
  });

  it('is followed, on the desk of one agent, by a live call that was not open yet', () => {
    const calls = [
      { session_id: 'a', status: 'live' },
      { session_id: 'b', status: 'live' },
      { session_id: 'c', status: 'ended' },
    ];

    assert.equal(ringing(calls, new Set()), 'a');
    assert.equal(ringing(calls, new Set(['a'])), 'b');
    assert.equal(ringing(calls, new Set(['a', 'b'])), undefined);
  });
});
