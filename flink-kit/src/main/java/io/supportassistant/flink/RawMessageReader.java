package io.supportassistant.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Passes records on undecoded: a bad record that failed in the source would restart the job in a
 * loop.
 */
final class RawMessageReader implements KafkaRecordDeserializationSchema<RawMessage> {

    private static final byte[] NOTHING = new byte[0];

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawMessage> out) {
        String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        out.collect(new RawMessage(origin, record.value() == null ? NOTHING : record.value()));
    }

    @Override
    public TypeInformation<RawMessage> getProducedType() {
        return TypeInformation.of(RawMessage.class);
    }
}
