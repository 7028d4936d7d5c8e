package io.supportassistant.indexjob;

import io.supportassistant.flink.ArticleMessage;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Passes records on with their keys, including deletions; the operator decodes them. */
final class ArticleMessageReader implements KafkaRecordDeserializationSchema<ArticleMessage> {

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ArticleMessage> out) {
        String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        out.collect(new ArticleMessage(origin, key, record.value()));
    }

    @Override
    public TypeInformation<ArticleMessage> getProducedType() {
        return TypeInformation.of(ArticleMessage.class);
    }
}
