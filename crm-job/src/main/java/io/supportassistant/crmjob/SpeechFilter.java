package io.supportassistant.crmjob;

import io.supportassistant.crm.CaseRules;
import io.supportassistant.events.EventHead;
import io.supportassistant.flink.RawMessage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.util.function.SerializableSupplier;

/** Drops the transcript, which nothing needs but case rules with words. */
final class SpeechFilter extends RichFilterFunction<RawMessage> {

    private static final long serialVersionUID = 1L;

    private final SerializableSupplier<CaseRules> rules;

    private transient boolean passesSpeech;

    SpeechFilter(SerializableSupplier<CaseRules> rules) {
        this.rules = rules;
    }

    @Override
    public void open(OpenContext context) {
        passesSpeech = rules.get().haveWords();
    }

    @Override
    public boolean filter(RawMessage message) {
        return passesSpeech || !EventHead.of(message.value()).isSegment();
    }
}
