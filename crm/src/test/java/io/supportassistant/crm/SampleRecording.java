package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.CallRecordBuilder.Step;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One call from its first event to its records, as {@link CallRecordBuilder} makes them. */
final class SampleRecording {

    static final Duration SETTLE = Duration.ofSeconds(10);
    static final Duration LATE = Duration.ofMinutes(30);
    static final Duration IDLE = Duration.ofHours(4);
    static final CallRecordBuilderSettings SETTINGS =
            new CallRecordBuilderSettings(SETTLE, LATE, IDLE, Duration.ZERO);
    static final Instant END = START.plusSeconds(90);

    CallRecordBuilderSettings settings = SETTINGS;
    CaseRules rules = CaseRules.NONE;
    CallRecordBuilderState state;
    Instant now = START;
    final List<Caller> callers = new ArrayList<>();
    final List<CallRecord> records = new ArrayList<>();
    boolean closed;

    static DetectedEntity error(String code) {
        return new DetectedEntity(DetectedEntity.ERROR_CODE, code);
    }

    static ShownArticle article(String card) {
        return new ShownArticle("KB-" + card, "About " + card, null);
    }

    CallRecord recordAfterTheEnd() {
        hear(ended(CALL, END));
        pass(SETTLE);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** As between two messages: restored from its state. */
    CallRecordBuilder file() {
        return new CallRecordBuilder(CALL, settings, rules, state, now);
    }

    void hear(SessionEvent event) {
        CallRecordBuilder file = file();
        take(file.on(event, now), file);
    }

    void pass(Duration time) {
        now = now.plus(time);
        CallRecordBuilder file = file();
        take(file.onTimer(now), file);
    }

    private void take(Step step, CallRecordBuilder file) {
        if (step.caller() != null) {
            callers.add(step.caller());
        }
        if (step.record() != null) {
            records.add(step.record());
        }
        closed = step.closed();
        state = file.state();
    }
}
