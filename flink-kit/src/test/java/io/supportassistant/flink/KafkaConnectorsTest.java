package io.supportassistant.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class KafkaConnectorsTest {

    private static final CallEnded EVENT =
            new CallEnded(
                    SessionIds.session("test", "one"), Instant.EPOCH, "one", CallEnded.HANGUP);

    @Test
    void shouldSendADeadLetterInPlaceOfATooLargeMessage() {
        int size = EventCodec.encode(EVENT).length;

        assertThat(written(size).topic()).isEqualTo("call-events");
        ProducerRecord<byte[], byte[]> tooLarge = written(size - 1);
        assertThat(tooLarge.topic()).isEqualTo(Topic.DEAD_LETTERS.topicName());
        DeadLetter letter = EventCodec.decode(tooLarge.value(), DeadLetter.class);
        assertThat(letter.origin()).isEqualTo("to call-events");
        assertThat(letter.raw()).isEqualTo(EVENT.sessionId());
    }

    private static ProducerRecord<byte[], byte[]> written(int largest) {
        return KafkaConnectors.<CallEnded>writer("call-events", CallEnded::sessionId, largest)
                .serialize(EVENT, null, null);
    }
}
