package io.supportassistant.crmjob;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.UnwrittenRecord;
import io.supportassistant.job.crm.CallFileState;
import io.supportassistant.job.crm.CallRecorder;
import io.supportassistant.job.crm.Caller;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flink keeps in state or sends between tasks must be readable by the next version. */
class FlinkTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                CallFileState.class,
                Caller.class,
                CallRecord.class,
                CallRecorder.Written.class,
                CustomerProfile.class,
                CrmOutcome.class,
                UnwrittenRecord.class,
                DeadLetter.class
            })
    void shouldBeARecordThatFlinkCanMigrate(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
