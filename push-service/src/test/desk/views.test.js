import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as state from '../../main/resources/desk/call-state.js';
import {
  answeredQuestions,
  visibleQuestions,
  arranged,
  briefSections,
  handOver,
  issueAndChips,
  matching,
  transcriptLines,
  visibleCards,
} from '../../main/resources/desk/call-view.js';
import { passageIn } from '../../main/resources/desk/article.js';
import { inOrder } from '../../main/resources/desk/calls-feed.js';
import { backOff } from '../../main/resources/desk/connection.js';
import { customerView } from '../../main/resources/desk/customer-view.js';
import { lines, pieces } from '../../main/resources/desk/excerpt.js';
import { isWebAddress, sourceWords } from '../../main/resources/desk/view/dom.js';
import * as words from '../../main/resources/desk/wording.js';

const after = (...messages) => messages.reduce(state.receive, state.newCall());

describe('an excerpt', () => {
  const text = 'Open Settings, then Accounts.';

  it('is split at its highlights without losing text', () => {
    const cut = pieces(text, [
      { start: 5, end: 13 },
      { start: 20, end: 28 },
    ]);

    assert.equal(cut.map((piece) => piece.text).join(''), text);
    assert.deepEqual(
      cut.filter(({ marked }) => marked).map((piece) => piece.text),
      ['Settings', 'Accounts'],
    );
  });

  it('leaves out highlights that overlap, are reversed or out of range', () => {
    const odd = [
      { start: 5, end: 13 },
      { start: 10, end: 20 },
      { start: 22, end: 21 },
      { start: 25, end: 99 },
      { start: '1', end: 2 },
    ];

    assert.equal(pieces(text, odd).filter(({ marked }) => marked).length, 1);
  });
});

describe('a link', () => {
  it('leads to web addresses only', () => {
    for (const url of ['https://help.example.com/a', 'http://localhost:8080/x']) {
      assert.ok(isWebAddress(url), url);
      assert.equal(sourceWords(url, 'KB-1'), url);
    }
    for (const url of [
      'javascript:alert(1)',
      ' javascript:alert(1)//https://',
      'data:text/html,x',
      'file:///etc/passwd',
      '//help.example.com',
      '/relative',
      'https:',
      '',
    ]) {
      assert.ok(!isWebAddress(url), url);
      assert.equal(sourceWords(url, 'KB-1'), 'KB-1');
    }
  });
});

describe('visible cards', () => {
  const cards = [
    { id: 'a', article_id: 'KB-1', confidence_score: 0.9 },
    { id: 'b', article_id: 'KB-2', confidence_score: 0.2 },
  ];
  const call = after({
    type: 'suggestions',
    trigger: 'customer_speech',
    run: 1,
    suggestions: cards,
  });

  it('state how strong they are', () => {
    assert.deepEqual(
      visibleCards(call).map(({ confidence }) => confidence.words),
      ['Strong match', 'Possible'],
    );
  });

  it('leave out cards that the agent dismissed', () => {
    const left = visibleCards(state.withFeedback(call, 'a', 'dismissed'));

    assert.deepEqual(
      left.map(({ id }) => id),
      ['b'],
    );
  });
});

describe('the transcript', () => {
  it('names the speaker at each change of speaker', () => {
    const said = (id, speaker, start) => ({
      type: 'transcript',
      segment_id: id,
      speaker,
      text: id,
      start_time: start,
    });
    const call = after(said('1', 'agent', 0), said('2', 'agent', 1), said('3', 'customer', 2));

    assert.deepEqual(
      transcriptLines(call).map(({ startsTurn }) => startsTurn),
      [true, false, true],
    );
  });
});

describe('a card of another producer', () => {
  it('is a row that changes nothing of the call', () => {
    const ours = {
      type: 'suggestions',
      run: 1,
      context: { detected_issue: 'login_problem', issue_text: 'error 401' },
      suggestions: [{ id: 'a', title: 'Ours', level: 'lead' }],
    };
    const call = after(ours);

    const next = state.receive(call, {
      type: 'suggestions',
      source: 'billing-hints',
      suggestions: [{ id: 'b', title: 'Theirs', level: 'row', source: 'billing-hints' }],
    });

    assert.deepEqual(
      next.cards.map(({ id, isRow, source }) => [id, isRow, source]),
      [
        ['a', false, ''],
        ['b', true, 'billing-hints'],
      ],
    );
    assert.equal(next.context, call.context);
    const taken = state.receive(next, {
      type: 'suggestions',
      source: 'x',
      withdrawn: [{ id: 'b' }],
    });
    assert.deepEqual(
      taken.cards.map(({ id }) => id),
      ['a'],
    );
  });
});

describe('the passage in an article', () => {
  const body = 'First.\nSign out everywhere. Then sign in.\nLast.';

  it('is the excerpt of the card', () => {
    const card = { excerpt: 'Sign out everywhere. Then sign in.', answerLine: 'Sign out' };

    assert.deepEqual(passageIn(body, card), [{ start: 7, end: 41 }]);
  });

  it('is the answer if the excerpt has changed', () => {
    const card = { excerpt: 'Sign out here.', answerLine: 'Sign out everywhere.' };

    assert.deepEqual(passageIn(body, card), [{ start: 7, end: 27 }]);
  });

  it('is nowhere in an article that no longer has either', () => {
    assert.deepEqual(passageIn(body, { excerpt: 'Other words', answerLine: '' }), []);
  });
});

describe('the steps of an excerpt', () => {
  const textOf = (line) => line.pieces.map(({ text }) => text).join('');

  it('are its lines numbered from 1, with their highlights', () => {
    const text = 'Do this:\n1. Open it.\n2. Close it.\n\nDone in 2. steps';
    const all = lines(text, [{ start: 12, end: 16 }]);

    assert.deepEqual(all.map(textOf), text.split('\n'));
    assert.deepEqual(
      all.map(({ step }) => step),
      [undefined, 1, 2, undefined, undefined],
    );
    assert.deepEqual(all[1].pieces[1], { text: 'Open', marked: true });
  });

  it('keep a highlight that goes on in the next line', () => {
    const all = lines('ab\ncd', [{ start: 1, end: 4 }]);

    assert.deepEqual(
      all.map(({ pieces: cut }) => cut.filter(({ marked }) => marked).map(({ text }) => text)),
      [['b'], ['c']],
    );
  });

  it('are not a single number, or numbers that start later', () => {
    for (const text of ['1. Alone.', '2. Two\n3. Three', 'No. 1\nNo. 2']) {
      assert.ok(lines(text, []).every(({ step }) => step === undefined));
    }
  });
});

describe('chips', () => {
  it('name each entity once', () => {
    const entities = [
      { type: 'error_code', value: '401' },
      { type: 'error_code', value: '401' },
      { type: 'product_name', value: 'Thermostat' },
    ];
    const context = { issue_text: 'error 401', detected_entities: entities };
    const call = after({ type: 'suggestions', trigger: 'customer_speech', run: 1, context });

    assert.deepEqual(issueAndChips(call), {
      issue: 'error 401',
      chips: ['Error 401', 'Thermostat'],
    });
  });
});

describe('the customer', () => {
  it('is not shown before the first CRM event', () => {
    assert.equal(customerView(state.newCall()), null);
  });

  it('is reported as unknown with the name of the CRM', () => {
    const call = after({ type: 'customer', crm: 'zendesk', status: 'none' });

    assert.equal(customerView(call)?.note, 'The customer is not in Zendesk.');
  });

  it('shows whether the requested case was opened', () => {
    const asked = after(
      { type: 'call', status: 'ended', case_requested_at: '2026-01-01T10:00:00Z' },
      { type: 'crm_outcome', crm: 'file', status: 'written', occurred_at: '2026-01-01T10:01:00Z' },
    );

    assert.deepEqual(
      customerView(asked)?.crmLines.map(({ kind, words: said }) => [kind, said]),
      [['failed', 'The case was not opened']],
    );
  });
});

describe('the list of calls', () => {
  it('has live calls first, the newest on top, then the latest that ended', () => {
    const calls = [
      { session_id: 'e1', status: 'ended', ended_at: '2026-01-01T10:00:00Z' },
      { session_id: 'l1', status: 'live', started_at: '2026-01-01T09:00:00Z' },
      { session_id: 'e2', status: 'ended', ended_at: '2026-01-01T11:00:00Z' },
      { session_id: 'l2', status: 'live', started_at: '2026-01-01T09:30:00Z' },
    ];

    assert.deepEqual(
      inOrder(calls).map(({ session_id: id }) => id),
      ['l2', 'l1', 'e2', 'e1'],
    );
    assert.deepEqual(inOrder(undefined), []);
  });
});

describe('reconnecting', () => {
  it('waits longer each time, at most ten seconds, and not in step with others', () => {
    assert.equal(
      backOff(0, () => 0),
      1000,
    );
    assert.equal(
      backOff(2, () => 0),
      4000,
    );
    assert.equal(
      backOff(9, () => 0),
      10_000,
    );
    assert.equal(
      backOff(9, () => 1),
      5000,
    );
  });
});

describe('words', () => {
  it('give the time with suitable precision', () => {
    assert.equal(words.clock(187), '03:07');
    assert.equal(words.clock(3787), '1:03:07');
    assert.equal(words.roughly(59_000), 'now');
    assert.equal(words.roughly(4 * 60_000), '4 min');
    assert.equal(words.age(86_400_000 * 5), '5 d');
    assert.equal(words.age(86_400_000 * 800), '2 y');
  });

  it('make initials of first and last names, in any script', () => {
    assert.equal(words.initials('Dana van Barnes'), 'DB');
    assert.equal(words.initials('Östen'), 'Ö');
    assert.equal(words.initials('42'), '');
  });

  it('give the reason for silence, and nothing for an unknown reason', () => {
    assert.equal(words.silenceWords('nothing_found'), 'The knowledge base has nothing on this.');
    assert.equal(words.silenceWords('a_new_reason'), '');
  });

  it('name one more article, or several', () => {
    assert.equal(words.alsoInWords(['A']), 'Also in 1 more article: A');
    assert.equal(words.alsoInWords(['A', 'B']), 'Also in 2 more articles: A, B');
  });
});

describe('a withdrawal', () => {
  it('says why, where that is known', () => {
    assert.equal(
      words.withdrawalWords('Error 401', 'need_met'),
      '“Error 401” has left: the customer says that it works.',
    );
    assert.equal(words.withdrawalWords('Error 401', 'answered'), '');
  });
});

describe('the places of cards', () => {
  const lead = (id, more = {}) => ({
    id,
    isRow: false,
    batch: id,
    isReply: false,
    isPinned: false,
    title: `Title ${id}`,
    excerpt: 'Restart the hub.',
    answer: '',
    articleId: `KB-${id}`,
    ...more,
  });
  const row = (id, more = {}) => lead(id, { isRow: true, ...more });
  const now = { heldId: null, isFresh: () => true, isHeldBack: () => false };
  const places = (cards, more = {}) => {
    const { first, waiting, earlier } = arranged(cards, { ...now, ...more });
    const idsOf = (list) => list.map(({ id }) => id).join(' ');
    return [idsOf(first), idsOf(waiting), idsOf(earlier)];
  };

  it('are: the newest lead, new rows, and all others', () => {
    const cards = [lead('c'), lead('b'), row('r'), row('s')];

    assert.deepEqual(places(cards), ['c r s', '', 'b']);
    assert.deepEqual(places(cards, { isFresh: (id) => id === 's' }), ['c s', '', 'b r']);
  });

  it('keep the cards of one message together', () => {
    const cards = [lead('c', { batch: 3 }), lead('b', { batch: 3 }), lead('a')];

    assert.deepEqual(places(cards), ['c b', '', 'a']);
    assert.deepEqual(places(cards, { heldId: 'b' }), ['b c', '', 'a']);
  });

  it('leave the lead that is being read in the first place, while newer ones wait', () => {
    const cards = [lead('c'), lead('b'), lead('a'), row('r')];

    assert.deepEqual(places(cards, { heldId: 'a' }), ['a r', 'c b', '']);
    assert.deepEqual(places(cards, { heldId: 'gone' }), ['c r', '', 'b a']);
  });

  it('give the first one to the reply to a question at once', () => {
    const cards = [lead('c', { isReply: true }), lead('b')];

    assert.deepEqual(places(cards, { heldId: 'b' }), ['c', '', 'b']);
    assert.deepEqual(places(cards, { isHeldBack: () => true }), ['c', '', 'b']);
  });

  it('keep everything new back while the agent wants quiet', () => {
    const cards = [lead('c'), lead('b'), row('r')];

    assert.deepEqual(places(cards, { isHeldBack: (id) => id !== 'b' }), ['b', 'c', 'r']);
    assert.deepEqual(places(cards, { isHeldBack: () => true }), ['', 'c b', 'r']);
  });

  it('put pinned cards before the other earlier ones', () => {
    const cards = [lead('d'), lead('c'), lead('b', { isPinned: true })];

    assert.deepEqual(places(cards), ['d', '', 'b c']);
  });

  it('can be searched by words of the title, the text and the article', () => {
    const cards = [lead('a'), lead('b', { excerpt: 'Pay the bill.' })];
    const found = (query) => matching(cards, query).map(({ id }) => id);

    assert.deepEqual(found(''), ['a', 'b']);
    assert.deepEqual(found(' HUB title '), ['a']);
    assert.deepEqual(found('kb-b'), ['b']);
    assert.deepEqual(found('nothing'), []);
  });
});

describe('a line of the transcript', () => {
  it('keeps the agent who spoke it after a transfer', () => {
    const said = (id, agent_name) => ({
      type: 'transcript',
      segment_id: id,
      speaker: 'agent',
      agent_name,
      text: 'hello',
      is_final: true,
    });
    const call = after(
      { type: 'call', status: 'live', agent_name: 'Ann' },
      said('1', 'Ann'),
      { type: 'call', status: 'live', agent_name: 'Noor' },
      said('2', 'Noor'),
      said('3', 'Noor'),
      said('4'),
    );

    assert.deepEqual(
      transcriptLines(call).map(({ speakerLabel, startsTurn }) => [speakerLabel, startsTurn]),
      [
        ['Ann', true],
        ['Noor', true],
        ['Noor', false],
        ['Noor', true],
      ],
    );
  });
});

describe('the brief', () => {
  const said = { text: 'it says E27', speaker: 'customer', segment_id: 's-2', start_time: 14 };
  const question = { text: 'what does it say?', speaker: 'agent', segment_id: 's-1' };

  it('has the sections that say something, in a fixed order', () => {
    const call = after({
      type: 'brief',
      promised: [{ said: { ...said, text: 'I send it today', segment_id: 's-9' } }],
      found: [{ said, question }],
      tried: [],
      articles: [{ article_id: 'KB-1', title: 'Error E27' }],
    });

    const sections = briefSections(call);

    assert.deepEqual(
      sections.map(({ heading }) => heading),
      ['Found out', 'Promised', 'Articles used'],
    );
    assert.deepEqual(sections[0].statements[0], {
      id: 's-2',
      text: 'it says E27',
      about: 'what does it say?',
      result: '',
      segmentId: 's-2',
      startTime: 14,
    });
  });

  it('reads a step with its result', () => {
    const call = after({
      type: 'brief',
      tried: [{ said: { ...said, text: 'unplug it' }, result: 'worked', reply: said }],
    });

    assert.equal(briefSections(call)[0].statements[0].about, 'Worked: “it says E27”');
  });

  it('is replaced by the next one, and ignores what is no statement', () => {
    const call = after(
      { type: 'brief', found: [{ said }] },
      { type: 'brief', found: [{ said: { text: 7 } }, {}, 'x', null], open: 'x', articles: 7 },
    );

    assert.deepEqual(briefSections(call), []);
    assert.deepEqual(briefSections(state.newCall()), []);
  });
});

describe('an answered question', () => {
  const asked = {
    type: 'suggestions',
    clarifying_questions: [{ id: 'q-1', text: 'Which model is it?', priority: 1 }],
  };
  const answered = {
    type: 'suggestions',
    withdrawn: [{ id: 'q-1', reason: 'answered', segment_id: 's-7' }],
  };
  const said = {
    type: 'transcript',
    segment_id: 's-7',
    speaker: 'customer',
    text: 'the Comfort 2',
    start_time: 31,
  };

  it('stays with its answer, in the words of the transcript', () => {
    const call = after(asked, said, answered);

    assert.deepEqual(call.questions, []);
    assert.deepEqual(answeredQuestions(call), [
      {
        id: 'q-1',
        text: 'Which model is it?',
        segmentId: 's-7',
        answer: 'the Comfort 2',
        startTime: 31,
      },
    ]);
  });

  it('shows the corrected text of its answer', () => {
    const correction = { type: 'redaction', segment_id: 's-7', text: '[secret]' };

    assert.equal(answeredQuestions(after(asked, said, answered, correction))[0].answer, '[secret]');
  });

  it('is open again when an agent says that it is not answered, until it is dismissed', () => {
    const marked = (marks) => ({ type: 'marks', marks: { 'q-1': marks } });
    const reopened = after(asked, said, answered, marked({ restored: true }));

    assert.deepEqual(answeredQuestions(reopened), []);
    assert.deepEqual(
      visibleQuestions(reopened).map(({ id }) => id),
      ['q-1'],
    );
    assert.deepEqual(
      visibleQuestions(state.receive(reopened, marked({ restored: true, dismissed: true }))),
      [],
    );
  });

  it('has no answer if the line is not known, and is listed once', () => {
    const [one, ...others] = answeredQuestions(after(asked, answered, asked, answered));

    assert.equal(one.answer, '');
    assert.equal(one.segmentId, '');
    assert.deepEqual(others, []);
  });
});

describe('the chips', () => {
  it('leave out the names of the people on the call', () => {
    const call = after(
      { type: 'call', status: 'live', customer_name: 'Rafael Domingo', agent_name: 'Aiko Mori' },
      {
        type: 'suggestions',
        context: {
          issue_text: 'it is dark',
          detected_entities: [
            { type: 'product_name', value: 'Rafael Domingo' },
            { type: 'product_name', value: 'thermostat' },
          ],
        },
      },
    );

    assert.deepEqual(issueAndChips(call), { issue: 'it is dark', chips: ['thermostat'] });
  });
});

describe('a hand-over', () => {
  const transfer = {
    type: 'call',
    status: 'live',
    agent_name: 'Sam Ortiz',
    customer_name: 'Dana Reyes',
    transferred_from: 'Priya Shah',
    transferred_at: '2026-11-22T10:05:00Z',
  };

  it('tells who calls, the problem and the card', () => {
    const known = handOver(
      after(
        transfer,
        { type: 'brief', problem: 'the camera is offline', revision: 1 },
        {
          type: 'suggestions',
          suggestions: [{ id: 'c-1', title: 'Reset the camera', level: 'lead' }],
        },
      ),
    );

    assert.equal(known.words, 'From Priya Shah · Dana Reyes');
    assert.equal(known.problem, 'the camera is offline');
    assert.equal(known.cardId, 'c-1');
    assert.equal(known.cardTitle, 'Reset the camera');
    assert.equal(known.at, Date.parse('2026-11-22T10:05:00Z'));
  });

  it('has the problem of the moment until there is a brief', () => {
    const context = { issue_text: 'it is offline' };
    const known = handOver(after(transfer, { type: 'suggestions', suggestions: [], context }));

    assert.equal(known.problem, 'it is offline');
    assert.equal(known.cardId, '');
  });

  it('is none without a transfer or after the end', () => {
    assert.equal(handOver(after({ type: 'call', status: 'live', agent_name: 'Sam' })), null);
    assert.equal(handOver(after({ ...transfer, status: 'ended', ended_at: '2026' })), null);
  });

  it('divides the transcript where another agent speaks for the first time', () => {
    const said = (id, speaker, agent_name) => ({
      type: 'transcript',
      segment_id: id,
      speaker,
      agent_name,
      text: id,
      is_final: true,
    });
    const shown = transcriptLines(
      after(
        said('1', 'customer'),
        said('2', 'agent', 'Priya Shah'),
        said('3', 'customer'),
        said('4', 'agent', 'Sam Ortiz'),
        said('5', 'agent', 'Sam Ortiz'),
        said('6', 'agent'),
      ),
    );

    assert.deepEqual(
      shown.map((line) => line.transfer),
      ['', '', '', 'Priya Shah → Sam Ortiz', '', ''],
    );
  });
});
