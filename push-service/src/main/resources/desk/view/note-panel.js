import { t } from '../texts.js';
import { isEnded } from '../call-view.js';
import { noteAsText, noteView, OUTCOMES } from '../note-view.js';
import { dayOf } from '../promised-day.js';
import { announce } from './announcer.js';
import { copyFrom } from './copy-button.js';
import { byId, fromTemplate, partsOf, setText } from './dom.js';
import { KeyedList } from './keyed-list.js';

const SAVED_WITHIN_MS = 10_000;

/** What is typed is sent after such a pause. */
const PAUSE_MS = 1000;

/** The note of the call, in the place of the cards: editable until it is saved. */
export class NotePanel {
  #node = byId('note');
  #parts = partsOf(this.#node);
  #toggle = byId('note-toggle');
  #scroller = byId('suggestions-scroller');
  #scrollTop = 0;
  #actions;
  #sections;
  #articles;
  #wasOpenedByEnd = false;
  #canSave = false;
  #isSaving = false;
  /** @type {number | undefined} */
  #savingTimer;
  /** @type {string | undefined} */
  #agentName;
  /** @type {ReturnType<typeof noteView> | null} */
  #view = null;

  /** @param actions has editNote(change), saveNote(), nextCall(agentName), goToSegment(id), newId(), call() */
  constructor(actions) {
    this.#actions = {
      ...actions,
      goToSegment: (segmentId) => {
        this.close();
        actions.goToSegment(segmentId);
      },
    };
    this.#sections = new KeyedList(this.#parts.sections, () => new SectionView(this.#actions));
    this.#articles = new KeyedList(
      this.#parts.articles,
      () => new ArticleView((article) => actions.editNote({ article })),
    );
    this.#wire();
  }

  toggle() {
    if (this.#node.hidden) {
      this.#open();
      this.#parts.heading.focus();
    } else {
      this.close();
    }
  }

  close() {
    if (!this.#node.hidden) {
      const held = this.#node.contains(document.activeElement);
      this.#node.hidden = true;
      if (held) {
        this.#toggle.focus();
      }
      this.#scroller.hidden = false;
      this.#scroller.scrollTop = this.#scrollTop;
      this.#toggle.ariaExpanded = 'false';
    }
  }

  /** Resets for another call. */
  reset() {
    this.#wasOpenedByEnd = false;
    this.#isSaving = false;
    clearTimeout(this.#savingTimer);
    this.#view = null;
    for (const input of [this.#parts.remark, this.#parts.promise]) {
      input.value = '';
    }
    this.close();
  }

  /** Opens once by itself, when the call has ended and its note is not saved. */
  render(call) {
    const view = noteView(call);
    const hasNote = call.brief !== null || view.canSave;
    this.#toggle.hidden = !hasNote;
    this.#agentName = call.details.agentName;
    this.#announceSaving(view);
    this.#view = view;
    this.#canSave = view.canSave;
    this.#renderContent(view);
    this.#openAtTheEnd(call);
    if (!hasNote) {
      this.close();
    }
  }

  /** A call that was only silent may go on; then the cards are there again. */
  #openAtTheEnd(call) {
    if (this.#canSave && call.caughtUp && !this.#wasOpenedByEnd) {
      this.#wasOpenedByEnd = true;
      this.#open();
    } else if (this.#wasOpenedByEnd && !isEnded(call)) {
      this.#wasOpenedByEnd = false;
      this.close();
    }
  }

  #renderContent(view) {
    const { state, save, copyNote, other, fields, added } = this.#parts;
    this.#node.dataset.saved = String(view.isSaved);
    setText(state, view.state);
    save.hidden = view.isSaved;
    save.disabled = !view.canSave || this.#isSaving;
    copyNote.hidden = view.sections.length === 0;
    added.hidden = view.isSaved;
    fields.disabled = view.isSaved;
    this.#sections.render(
      view.sections.map((section) => ({ ...section, isSaved: view.isSaved })),
      { animate: false },
    );
    this.#articles.render(view.articles, { animate: false });
    this.#parts.articlesPart.hidden = view.articles.length === 0;
    choices(this.#parts.outcomes, OUTCOMES, view.outcome, 'note-outcome');
    choices(this.#parts.likely, view.likely, view.disposition, 'note-disposition');
    this.#parts.dispositionPart.hidden = view.others.length === 0;
    options(other, view.others, view.disposition);
  }

  #announceSaving({ isSaved, state }) {
    if (this.#view !== null && !this.#view.isSaved && isSaved) {
      if (this.#isSaving) {
        const agentName = this.#agentName;
        setTimeout(() => this.#actions.nextCall(agentName));
      }
      this.#isSaving = false;
      announce(t('Note: {state}', { state }));
    }
  }

  #wire() {
    const { editNote } = this.#actions;
    const { back, save, copyNote, outcomes, likely, other, remark, promise } = this.#parts;
    this.#toggle.addEventListener('click', () => this.toggle());
    back.addEventListener('click', () => this.close());
    save.addEventListener('click', () => this.#save());
    copyNote.addEventListener('click', () => {
      if (this.#view !== null) {
        copyFrom(copyNote, noteAsText(this.#view));
      }
    });
    outcomes.addEventListener('change', ({ target }) => editNote({ outcome: target.value }));
    likely.addEventListener('change', ({ target }) => editNote({ disposition: target.value }));
    other.addEventListener('change', () => editNote({ disposition: other.value }));
    this.#addsLines(remark, 'other');
    this.#addsLines(promise, 'promised');
    this.#node.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#save();
      } else if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        this.close();
      }
    });
  }

  /** Enter in the field adds a line; so does leaving it. */
  #addsLines(input, section) {
    const add = () => {
      const text = oneLine(input.value);
      if (text !== '') {
        input.value = '';
        const due = section === 'promised' ? dayOf(text, new Date()) : '';
        const line = { id: `line:${this.#actions.newId()}`, section, text, due };
        this.#actions.editNote({ line });
      }
    };
    input.addEventListener('change', add);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.isComposing) {
        event.preventDefault();
        add();
      }
    });
  }

  /** Leaving the field first sends what was typed in it. */
  #save() {
    if (this.#canSave && !this.#isSaving) {
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
      noteView(this.#actions.call())
        .sections.flatMap(({ lines }) => lines)
        .filter(({ isDayGuessed }) => isDayGuessed)
        .forEach(({ id, section, text, due }) =>
          this.#actions.editNote({ line: { id, section, text, due } }),
        );
      this.#isSaving = this.#actions.saveNote();
      this.#parts.save.disabled = this.#isSaving;
      clearTimeout(this.#savingTimer);
      this.#savingTimer = setTimeout(() => this.refused(), SAVED_WITHIN_MS);
    }
  }

  /** The server refused to save the note or did not answer in time: enables the button again. */
  refused() {
    this.#isSaving = false;
    this.#parts.save.disabled = !this.#canSave;
  }

  #open() {
    if (this.#node.hidden) {
      const held = this.#scroller.contains(document.activeElement);
      this.#scrollTop = this.#scroller.scrollTop;
      this.#scroller.hidden = true;
      this.#node.hidden = false;
      if (held) {
        this.#parts.heading.focus();
      }
      this.#node.scrollTop = 0;
      this.#toggle.ariaExpanded = 'true';
      this.#node.querySelectorAll('textarea').forEach(fit);
    }
  }
}

/** Radio buttons in the look of buttons; a node stays as long as its code is offered. */
function choices(parent, offered, chosen, name) {
  const codes = offered.map(({ code }) => code).join(' ');
  if (parent.dataset.codes !== codes) {
    parent.dataset.codes = codes;
    parent.replaceChildren(
      ...offered.map(({ code, name: words }) => {
        const node = fromTemplate('note-choice-template');
        const { input, text } = partsOf(node);
        input.name = name;
        input.value = code;
        setText(text, words);
        return node;
      }),
    );
  }
  for (const input of parent.querySelectorAll('input')) {
    input.checked = input.value === chosen;
  }
}

function options(select, offered, chosen) {
  const codes = offered.map(({ code }) => code).join(' ');
  if (select.dataset.codes !== codes) {
    select.dataset.codes = codes;
    select.replaceChildren(
      new Option(t('All dispositions…'), ''),
      ...offered.map(({ code, name }) => new Option(name, code)),
    );
  }
  select.value = chosen;
}

class SectionView {
  node = fromTemplate('note-section-template');
  #parts = partsOf(this.node);
  #list;

  constructor(actions) {
    this.#list = new KeyedList(this.#parts.lines, () => new LineView(actions));
  }

  update({ heading, lines, isSaved }) {
    setText(this.#parts.heading, heading);
    this.#list.render(
      lines.map((line) => ({ ...line, isSaved, heading })),
      { animate: false },
    );
  }
}

class LineView {
  node = fromTemplate('note-line-template');
  #parts = partsOf(this.node);
  #line = { id: '', section: '', text: '', due: '', segmentId: '', mayHaveDay: false };
  #editNote;
  /** @type {number | undefined} */
  #typing;

  constructor({ editNote, goToSegment }) {
    this.#editNote = editNote;
    const { text, due, remove, go } = this.#parts;
    text.addEventListener('input', () => {
      fit(text);
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#sendUnlessEmpty(), PAUSE_MS);
    });
    text.addEventListener('change', () => this.#send());
    text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.isComposing) {
        event.preventDefault();
        text.blur();
      }
    });
    due.addEventListener('change', () => this.#change({ due: due.value }));
    remove.addEventListener('click', () => this.#change({ text: '' }));
    go.addEventListener('click', () => goToSegment(this.#line.segmentId));
  }

  update(line) {
    this.#line = line;
    const { text, due, remove, go } = this.#parts;
    if (document.activeElement !== text && text.value !== line.text) {
      text.value = line.text;
    }
    text.readOnly = line.isSaved;
    text.ariaLabel = line.heading;
    due.hidden = !line.mayHaveDay || (line.isSaved && line.due === '');
    due.disabled = line.isSaved;
    if (document.activeElement !== due) {
      due.value = line.due;
    }
    text.placeholder = line.text === '' ? t('What was the problem?') : '';
    remove.hidden = line.isSaved || line.text === '';
    go.hidden = line.segmentId === '';
    queueMicrotask(() => fit(text));
  }

  /** An emptied line may be about to be written anew. */
  #sendUnlessEmpty() {
    if (oneLine(this.#parts.text.value) !== '') {
      this.#send();
    }
  }

  #send() {
    clearTimeout(this.#typing);
    this.#change({ text: oneLine(this.#parts.text.value) });
  }

  #change(change) {
    const { id, section, text, due } = this.#line;
    const line = { id, section, text, due, ...change };
    if (line.text !== text || line.due !== due) {
      this.#editNote({ line });
    }
  }
}

class ArticleView {
  node = fromTemplate('note-article-template');
  #parts = partsOf(this.node);
  #article = { articleId: '', title: '', used: false };

  constructor(onChange) {
    this.#parts.used.addEventListener('change', () =>
      onChange({ ...this.#article, used: this.#parts.used.checked }),
    );
  }

  update({ articleId, title, used }) {
    this.#article = { articleId, title, used };
    this.#parts.used.checked = used;
    setText(this.#parts.title, title);
  }
}

/** As the server keeps it. */
function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** As high as its text. */
function fit(area) {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}
