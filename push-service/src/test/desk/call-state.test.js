import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as state from '../../main/resources/desk/call-state.js';

const card = (id, more = {}) => ({ id, title: id, excerpt: 'text', level: 'lead', ...more });

const update = (more) => ({ type: 'suggestions', trigger: 'customer_speech', run: 1, ...more });

const after = (...messages) => messages.reduce(state.receive, state.newCall());

const ids = (call) => call.cards.map(({ id }) => id);

describe('a correction', () => {
  it('also changes the problem and the reasons that quote the segment', () => {
    const shown = { id: 'c-1', article_id: 'KB-1', title: 'One', confidence_score: 0.9 };
    const call = [
      {
        type: 'suggestions',
        suggestions: [{ ...shown, why_now: 'Customer said: “it is 4812”' }],
        context: { issue_text: 'it is 4812' },
      },
      {
        type: 'redaction',
        segment_id: 's-1',
        text: 'it is [secret]',
        context: { issue_text: 'it is [secret]' },
        reasons: { 'c-1': 'Customer said: “it is [secret]”' },
      },
    ].reduce(state.receive, state.newCall());

    assert.equal(call.context.issue, 'it is [secret]');
    assert.equal(call.cards[0].whyNow, 'Customer said: “it is [secret]”');
  });
});

describe('cards', () => {
  it('put the newest lead before the others, and rows behind leads', () => {
    const call = after(
      update({ suggestions: [card('a')] }),
      update({ suggestions: [card('r', { level: 'row' })], run: 2 }),
      update({ suggestions: [card('b')], run: 3 }),
    );

    assert.deepEqual(ids(call), ['b', 'a', 'r']);
  });

  it('leave a row where it is when it is sent again, unless the agent asked for it', () => {
    const rows = [card('r', { level: 'row' }), card('s', { level: 'row' })];
    const call = after(update({ suggestions: rows }));
    const again = update({ suggestions: [rows[1]], run: 2 });

    assert.deepEqual(ids(state.receive(call, again)), ['r', 's']);
    assert.deepEqual(ids(state.receive(call, { ...again, trigger: 'agent_question' })), ['s', 'r']);
  });

  it('are removed when withdrawn, and shown again when sent again', () => {
    const call = after(
      update({ suggestions: [card('a'), card('b')] }),
      update({ withdrawn: [{ id: 'a', reason: 'need_met' }], run: 2 }),
    );

    assert.deepEqual(ids(call), ['b']);
    assert.equal(call.withdrawals.get('a'), 'need_met');
    assert.deepEqual(ids(state.receive(call, update({ suggestions: [card('a')], run: 3 }))), [
      'a',
      'b',
    ]);
  });

  it('leave out generated answers without citations', () => {
    const answer = card('m', { suggestion_type: 'generated_answer', answer: 'Restart it.' });

    assert.deepEqual(ids(after(update({ suggestions: [answer] }))), []);
    assert.deepEqual(
      ids(after(update({ suggestions: [{ ...answer, citations: [{ article_id: 'A' }] }] }))),
      ['m'],
    );
  });

  it('tolerate fields of wrong types', () => {
    const odd = { id: 'o', title: 7, highlights: 'x', confidence_score: '1', also_in: [null] };

    const [shown] = after(update({ suggestions: [odd, 'text', null] })).cards;

    assert.equal(shown.title, '');
    assert.deepEqual(shown.highlights, []);
    assert.equal(shown.confidence, 0);
    assert.deepEqual(shown.alsoIn, []);
  });
});

describe('the detected issue', () => {
  it('is not replaced by an earlier analysis', () => {
    const call = after(
      update({ run: 5, context: { issue_text: 'cannot log in' } }),
      update({ run: 4, context: { issue_text: 'hello' } }),
    );

    assert.equal(call.context?.issue, 'cannot log in');
  });

  it("is not replaced by the topic of an agent's question", () => {
    const call = after(
      update({ context: { issue_text: 'cannot log in' } }),
      update({ run: 2, trigger: 'agent_question', context: { issue_text: 'opening hours' } }),
    );

    assert.equal(call.context?.issue, 'cannot log in');
  });
});

describe('a question of the agent', () => {
  const asked = state.ask(state.newCall(), 'opening hours', 'q1');
  const answer = (more) => update({ trigger: 'agent_question', ...more });

  it('ends with an answer that found something', () => {
    const call = state.receive(asked, answer({ question_id: 'q1', suggestions: [card('a')] }));

    assert.equal(call.asking, null);
  });

  it('says that nothing was found', () => {
    assert.equal(state.receive(asked, answer({ question_id: 'q1' })).asking?.answered, true);
  });

  it('is not answered by the answer to another one', () => {
    const other = answer({ question_id: 'q0', suggestions: [card('a')] });

    assert.equal(state.receive(asked, other).asking?.answered, false);
  });
});

describe('a call', () => {
  const live = { type: 'call', status: 'live', customer_name: 'Dana' };

  it('keeps fields that a later message omits', () => {
    const call = after({ ...live, agent_name: 'Sam' }, live);

    assert.equal(call.details.agentName, 'Sam');
  });

  it('forgets the name of a caller who turned out to be another', () => {
    const call = after(live, { type: 'call', status: 'live' });

    assert.equal(call.details.customerName, undefined);
  });

  it('continues after it was ended because of silence', () => {
    const call = after(
      live,
      { type: 'call', status: 'ended', ended_at: 'x', reason: 'idle' },
      live,
    );

    assert.equal(call.details.endedAt, undefined);
    assert.equal(call.details.reason, undefined);
  });

  it('belongs to the call: a resync forgets it, and the server sends it again', () => {
    const rated = state.withFeedback(after(update({ suggestions: [card('a')] })), 'a', 'helpful');

    const empty = state.receive(rated, { type: 'resync' });
    const call = state.receive(empty, { type: 'marks', marks: { a: { rating: 'helpful' } } });

    assert.equal(state.hasFeedback(empty, 'a', 'helpful'), false);
    assert.equal(state.hasFeedback(call, 'a', 'helpful'), true);
  });

  it('of another desk replaces what is known of a card', () => {
    const rated = state.withFeedback(state.newCall(), 'a', 'helpful');

    const call = state.receive(rated, { type: 'marks', marks: { a: { pinned: true } } });

    assert.deepEqual(call.feedback, { a: { pinned: true } });
  });

  it('has one rating per card', () => {
    const rated = state.withFeedback(state.newCall(), 'a', 'helpful');

    const call = state.withFeedback(rated, 'a', 'not_helpful');

    assert.equal(state.hasFeedback(call, 'a', 'helpful'), false);
    assert.equal(state.hasFeedback(call, 'a', 'not_helpful'), true);
  });
});

describe('a step', () => {
  it('is ticked off and on again', () => {
    const ticked = state.withFeedback(state.newCall(), 'a', 'step_done', { step: 2 });
    const twice = state.withFeedback(ticked, 'a', 'step_done', { step: 3 });

    const back = state.withFeedback(twice, 'a', 'step_undone', { step: 2 });

    assert.deepEqual(twice.feedback.a.steps_done, [2, 3]);
    assert.deepEqual(back.feedback.a.steps_done, [3]);
  });
});

describe('a dismissal', () => {
  it('can be taken back without losing a rating', () => {
    const rated = state.withFeedback(state.newCall(), 'a', 'helpful');
    const dismissed = state.withFeedback(rated, 'a', 'dismissed', { reason: 'outdated' });
    assert.equal(dismissed.feedback.a.reason, 'outdated');

    const back = state.withFeedback(dismissed, 'a', 'restored');

    assert.equal(state.hasFeedback(back, 'a', 'dismissed'), false);
    assert.equal(state.hasFeedback(back, 'a', 'helpful'), true);
    assert.equal(back.feedback.a.reason, undefined);
  });
});
