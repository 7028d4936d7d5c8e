package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.chosen;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.profile;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleEvents.update;
import static io.supportassistant.crm.SampleRecording.END;
import static io.supportassistant.crm.SampleRecording.SETTLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CustomerProfile.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Look-ups of the caller, and the customer that the record is attached to. */
class CallRecordBuilderCustomerTest {

    private static final String OTHER_PHONE = "+12075550129";

    private final SampleRecording call = new SampleRecording();

    @Test
    void shouldLookUpTheCallerAtTheStart() {
        call.hear(started(CALL, null, PHONE));

        assertThat(call.callers).containsExactly(Caller.announced(CALL, null, PHONE));
    }

    @Test
    void shouldLookUpOnceForTheSameInformation() {
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, null, null));
        call.hear(started(CALL, " ", ""));

        assertThat(call.callers).hasSize(1);
    }

    @Test
    void shouldLookUpAgainWithMoreCallerData() {
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, "C-1", null));

        assertThat(call.callers)
                .containsExactly(
                        Caller.announced(CALL, null, PHONE), Caller.announced(CALL, "C-1", PHONE));
    }

    @Test
    void shouldForgetTheCustomerOfAnEarlierId() {
        call.hear(started(CALL, "C-1", PHONE));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(started(CALL, "C-9", null));
        call.hear(profile(CALL, Status.NONE, null, 1));
        call.hear(profile(CALL, Status.UNIQUE, "C-1", 0));

        assertThat(call.recordAfterTheEnd().customerId()).isNull();
    }

    @Test
    void shouldHaveNoCustomerIfTheLookUpOfACorrectedIdFails() {
        call.hear(started(CALL, "C-1", null));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(started(CALL, "C-2", null));
        call.hear(profile(CALL, Status.UNAVAILABLE, null, 1));

        assertThat(call.recordAfterTheEnd().customerId()).isNull();
    }

    @Test
    void shouldKeepTheCustomerOfARepeatedIdWithANumber() {
        call.hear(started(CALL, "C-1", null));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(started(CALL, "C-1", PHONE));

        assertThat(call.recordAfterTheEnd().customerId()).isEqualTo("C-1");
    }

    @Test
    void shouldNotTakeTheOwnerOfAnEarlierNumberForTheCaller() {
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, null, OTHER_PHONE));
        call.hear(profile(CALL, Status.UNIQUE, "C-2", 1));
        call.hear(profile(CALL, Status.UNIQUE, "C-1", 0));

        assertThat(call.callers).extracting(Caller::generation).containsExactly(0, 1);
        assertThat(call.state.customerId()).isEqualTo("C-2");
    }

    @Test
    void shouldHaveNoCustomerIfOnlyTheEarlierNumberIsKnown() {
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, null, OTHER_PHONE));
        call.hear(profile(CALL, Status.NONE, null, 1));
        call.hear(profile(CALL, Status.UNIQUE, "C-1", 0));

        assertThat(call.state.customerId()).isNull();
    }

    @Test
    void shouldAcceptALateProfileOfTheSameNumber() {
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, "C-9", PHONE));
        call.hear(profile(CALL, Status.UNAVAILABLE, null));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));

        assertThat(call.state.customerId()).isEqualTo("C-1");
    }

    @Test
    void shouldLookUpTheCustomerTheAgentChooses() {
        call.hear(started(CALL, null, PHONE));
        call.hear(chosen(CALL, "C-2"));
        call.hear(chosen(CALL, "C-2"));
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, "C-9", PHONE));

        assertThat(call.callers)
                .containsExactly(Caller.announced(CALL, null, PHONE), Caller.chosen(CALL, "C-2"));
    }

    @Test
    void shouldKeepTheIdFromTheTelephoneSystem() {
        call.hear(started(CALL, "C-6", PHONE));
        call.hear(update(CALL, 1, "hub offline", List.of(), List.of()));

        CallRecord record = call.recordAfterTheEnd();

        assertThat(record.namedCustomerId()).isEqualTo("C-6");
        assertThat(record.customerId()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"AMBIGUOUS", "NONE", "UNAVAILABLE"})
    void shouldKeepTheChosenCustomerAfterLaterProfiles(Status late) {
        call.hear(started(CALL, null, PHONE));
        call.hear(chosen(CALL, "C-2"));
        call.hear(profile(CALL, late, null));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));

        assertThat(call.recordAfterTheEnd().customerId()).isEqualTo("C-2");
    }

    @Test
    void shouldReplaceTheFoundCustomerByTheChosenOne() {
        call.hear(started(CALL, null, PHONE));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(chosen(CALL, "C-2"));

        assertThat(call.recordAfterTheEnd().customerId()).isEqualTo("C-2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNIQUE")
    void shouldKeepTheCustomerAfterALaterLookUpWithoutResult(Status later) {
        call.hear(started(CALL, null, PHONE));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(started(CALL, "C-1", PHONE));
        call.hear(profile(CALL, later, null));

        assertThat(call.recordAfterTheEnd().customerId()).isEqualTo("C-1");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNIQUE")
    void shouldRecordNoCustomerWithoutAUniqueMatch(Status status) {
        call.hear(started(CALL, "C-7", PHONE));
        call.hear(profile(CALL, status, null));

        assertThat(call.recordAfterTheEnd().customerId()).isNull();
    }

    @Test
    void shouldRecordTheCallAgainWhenTheAgentChoosesTheCustomerLater() {
        call.hear(started(CALL, null, PHONE));
        call.hear(profile(CALL, Status.AMBIGUOUS, null));
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        call.hear(chosen(CALL, "C-2"));

        assertThat(call.records).extracting(CallRecord::customerId).containsExactly(null, "C-2");
        assertThat(call.callers).last().isEqualTo(Caller.chosen(CALL, "C-2"));
    }

    @Test
    void shouldForgetTheCustomerOfAnEarlierNumber() {
        call.hear(started(CALL, null, "+12125550000"));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(started(CALL, null, PHONE));
        call.hear(profile(CALL, Status.NONE, null));

        assertThat(call.recordAfterTheEnd().customerId()).isNull();
    }
}
