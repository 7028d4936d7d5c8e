package io.supportassistant.local.bench;

import io.supportassistant.settings.Settings;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that does almost nothing, in place of the assist job. */
final class IdleJob {

    private IdleJob() {}

    static void define(StreamExecutionEnvironment env, Settings settings) {
        env.fromSource(
                        new DataGeneratorSource<>(
                                n -> n,
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(1),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "idle")
                .sinkTo(new DiscardingSink<>());
    }
}
