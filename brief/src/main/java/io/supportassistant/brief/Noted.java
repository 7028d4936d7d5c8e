package io.supportassistant.brief;

import io.supportassistant.events.CallBrief.Statement;

/**
 * One statement worth keeping.
 *
 * @param weight how much it tells; the weakest statements of a section give way
 */
public record Noted(Section section, Statement statement, double weight) {

    /** The sections of a brief and how many statements each keeps. */
    public enum Section {
        FOUND(8),
        TRIED(5),
        PROMISED(6),
        OPEN(2),
        FEELINGS(3);

        private final int most;

        Section(int most) {
            this.most = most;
        }

        int most() {
            return most;
        }
    }
}
