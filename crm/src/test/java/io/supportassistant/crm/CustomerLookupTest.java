package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.CustomerProfile.Candidate;
import io.supportassistant.events.CustomerProfile.OpenCase;
import io.supportassistant.events.CustomerProfile.PastContact;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.SessionIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerLookupTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String OTHER_CALL = SessionIds.session("test", "two");

    private final FakeCrm crm = new FakeCrm();
    private final CustomerLookup lookup = lookup(Duration.ofMinutes(5));

    CustomerLookupTest() {
        crm.knows(FakeCrm.person("C-1"), PHONE);
        crm.knows(FakeCrm.person("C-2"), "(207) 555-0129");
        crm.knows(FakeCrm.person("C-3"), "+12075550129");
    }

    @Test
    void shouldLookUpTheIdFirst() {
        CustomerProfile profile = lookUp("C-1", "+12075550129");

        assertThat(profile.status()).isEqualTo(Status.UNIQUE);
        assertThat(profile.customer().customerId()).isEqualTo("C-1");
        assertThat(profile.crm()).isEqualTo("fake");
        assertThat(profile.retrievedAt()).isEqualTo(NOW);
        assertThat(crm.asked).containsExactly("find_by_id C-1", "history C-1");
    }

    @Test
    void shouldLookUpTheNumberForAnUnknownId() {
        assertThat(lookUp("C-9", "415 555 0142").customer().customerId()).isEqualTo("C-1");
        assertThat(crm.asked)
                .containsExactly("find_by_id C-9", "find_by_phone " + PHONE, "history C-1");
    }

    @Test
    void shouldNotLookUpAMissingId() {
        lookUp(null, PHONE);

        assertThat(crm.asked).containsExactly("find_by_phone " + PHONE, "history C-1");
    }

    @Test
    void shouldUseAnUntrustedIdOnlyToSelectAmongMatchesOfTheNumber() {
        CustomerLookup strict = new CustomerLookup("fake", crm, "US", false, Duration.ZERO, CLOCK);

        assertThat(strict.lookUp(Caller.announced(CALL, "C-3", "+12075550129")).join().customer())
                .extracting(CustomerProfile.Customer::customerId)
                .isEqualTo("C-3");
        assertThat(strict.lookUp(Caller.announced(CALL, "C-1", "+12075550129")).join().status())
                .isEqualTo(Status.AMBIGUOUS);
        assertThat(strict.lookUp(Caller.announced(CALL, "C-1", "+12125550000")).join().status())
                .isEqualTo(Status.NONE);
        assertThat(strict.lookUp(Caller.announced(CALL, "C-1", null)).join().status())
                .isEqualTo(Status.UNKNOWN_NUMBER);
        assertThat(crm.asked).noneMatch(asked -> asked.startsWith("find_by_id"));
        assertThat(strict.lookUp(Caller.chosen(CALL, "C-1")).join().status())
                .isEqualTo(Status.UNIQUE);
    }

    @Test
    void shouldReportThatNoCustomerIsKnown() {
        assertThat(lookUp("C-9", null).status()).isEqualTo(Status.NONE);
        assertThat(lookUp(null, "+12125550000").status()).isEqualTo(Status.NONE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "anonymous", "4711"})
    void shouldNotLookUpACallerWithoutIdAndNumber(String phone) {
        assertThat(lookUp(null, phone).status()).isEqualTo(Status.UNKNOWN_NUMBER);
        assertThat(crm.asked).isEmpty();
    }

    @Test
    void shouldNameAllWhoShareANumberWithoutReadingTheirHistory() {
        CustomerProfile profile = lookUp(null, "+12075550129");

        assertThat(profile.status()).isEqualTo(Status.AMBIGUOUS);
        assertThat(profile.customer()).isNull();
        assertThat(profile.candidates())
                .extracting(Candidate::customerId)
                .containsExactly("C-2", "C-3");
        assertThat(profile.openCases()).isEmpty();
        assertThat(crm.asked).containsExactly("find_by_phone +12075550129");
    }

    @Test
    void shouldListOpenCasesNewestFirst() {
        crm.knows(
                "C-1",
                new History(
                        IntStream.range(0, 15)
                                .mapToObj(i -> aCase("c" + i, i % 5 != 0, false, i))
                                .toList(),
                        List.of()));

        assertThat(lookUp("C-1", null).openCases())
                .extracting(OpenCase::caseId)
                .containsExactly("c14", "c13", "c12", "c11", "c9", "c8", "c7", "c6", "c4", "c3");
    }

    @Test
    void shouldListTheNewestThreeOfCasesAndCalls() {
        crm.knows(
                "C-1",
                new History(
                        List.of(
                                aCase("c1", false, false, 10),
                                aCase("c2", true, false, 40),
                                new History.Case("c3", "c3", "no time", "open", true, false, null)),
                        List.of(
                                new History.Call("call 1", "done", NOW.plusSeconds(20)),
                                new History.Call("call 2", null, NOW.plusSeconds(30)))));

        assertThat(lookUp("C-1", null).recentContacts())
                .containsExactly(
                        new PastContact("subject of c2", "open", NOW.plusSeconds(40)),
                        new PastContact("call 2", null, NOW.plusSeconds(30)),
                        new PastContact("call 1", "done", NOW.plusSeconds(20)));
    }

    @Test
    void shouldNameTheNewestOpenIncident() {
        crm.knows(
                "C-1",
                new History(
                        List.of(
                                aCase("older", true, true, 10),
                                aCase("newer", true, true, 20),
                                aCase("closed", false, true, 30),
                                aCase("own", true, false, 40)),
                        List.of()));

        assertThat(lookUp("C-1", null).knownIncident()).isEqualTo("subject of newer");
        assertThat(lookUp("C-2", null).knownIncident()).isNull();
    }

    @Test
    void shouldNameTheCustomerEvenWithoutTheHistory() {
        crm.knows("C-1", new History(List.of(aCase("c1", true, false, 1)), List.of()));
        crm.onlyIn("history");
        crm.failOnce(CrmFailure.TIMEOUT);

        CustomerProfile without = lookUp("C-1", null);
        assertThat(without.status()).isEqualTo(Status.UNIQUE);
        assertThat(without.openCases()).isEmpty();

        // The result is not cached: the history may be available next time.
        assertThat(lookUp("C-1", null).openCases()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReportAnUnavailableCrmWithoutCachingIt(CrmFailure failure) {
        crm.failOnce(failure);

        assertThat(lookUp(null, PHONE).status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(lookUp(null, PHONE).status()).isEqualTo(Status.UNIQUE);
    }

    @Test
    void shouldNotLookUpTheNumberAfterAFailedLookUpOfTheId() {
        crm.failOnce(CrmFailure.UNAVAILABLE);

        assertThat(lookUp("C-2", PHONE).status()).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void shouldReportExceptionsAsUnavailable() {
        crm.throwing();

        assertThat(lookUp("C-1", PHONE).status()).isEqualTo(Status.UNAVAILABLE);
    }

    /** People without an id yield no profile, neither at first nor later. */
    @Test
    void shouldReportInvalidAnswersAsUnavailable() {
        crm.knows(FakeCrm.person(null), "+12125550000");
        crm.knows(FakeCrm.person(null), "+12125550000");

        for (int i = 0; i < 2; i++) {
            assertThat(lookUp(null, "+12125550000").status()).isEqualTo(Status.UNAVAILABLE);
        }
    }

    @Test
    void shouldLookUpTheSameCallerOnce() {
        lookUp(null, PHONE);
        CustomerProfile again =
                lookup.lookUp(Caller.announced(OTHER_CALL, null, "(415) 555-0142")).join();
        lookUp(null, "+12125550000");
        lookUp(null, "+12125550000");
        lookUp(null, "+12075550129");
        lookUp(null, "+12075550129");

        assertThat(again.sessionId()).isEqualTo(OTHER_CALL);
        assertThat(again.customer().customerId()).isEqualTo("C-1");
        assertThat(crm.asked)
                .containsExactly(
                        "find_by_phone " + PHONE,
                        "history C-1",
                        "find_by_phone +12125550000",
                        "find_by_phone +12075550129");
    }

    @Test
    void shouldLookUpAgainAfterTheCacheExpires() {
        CustomerLookup uncached = lookup(Duration.ZERO);
        for (int i = 0; i < 2; i++) {
            uncached.lookUp(Caller.announced(CALL, null, PHONE)).join();
        }

        assertThat(crm.asked).hasSize(4);
    }

    @Test
    void shouldNotBlock() {
        crm.hang();

        assertThat(lookup.lookUp(Caller.announced(CALL, "C-1", PHONE))).isNotDone();
    }

    private CustomerLookup lookup(Duration keep) {
        return new CustomerLookup("fake", crm, "US", true, keep, CLOCK);
    }

    private CustomerProfile lookUp(String customerId, String phone) {
        CompletableFuture<CustomerProfile> profile =
                lookup.lookUp(Caller.announced(CALL, customerId, phone));
        return profile.orTimeout(5, TimeUnit.SECONDS).join();
    }

    private static History.Case aCase(String id, boolean open, boolean incident, int age) {
        return new History.Case(
                id,
                "number of " + id,
                "subject of " + id,
                open ? "New" : "Done",
                open,
                incident,
                NOW.plusSeconds(age));
    }
}
