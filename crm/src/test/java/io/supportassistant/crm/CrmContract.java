package io.supportassistant.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.CrmDouble.Trouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of every CRM client, run against the vendor's double. A client's test extends this
 * and adds vendor-specific cases.
 */
public abstract class CrmContract {

    /** Names and subjects that have broken clients before. */
    private static final List<String> UNUSUAL =
            List.of(
                    "O'Hara \"Bob\" \\ back",
                    "two\nlines\ttab",
                    "smile \uD83D\uDE00 Zoë",
                    "' OR Name LIKE '%",
                    "x\\'",
                    "<script>alert(1)</script> & more",
                    "{braces} [brackets] (round) ? & | ! ^ ~ * : + -");

    private static final String SESSION = SessionIds.session("generic", "call-1");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private final CapturedLogs logs = new CapturedLogs();
    protected CrmDouble vendor;
    protected Crm crm;

    protected abstract CrmDouble start(SampleCustomers people);

    protected abstract CrmProvider provider();

    @BeforeEach
    void start() {
        vendor = start(people());
        crm = open(Map.of());
    }

    @AfterEach
    void stop() {
        crm.close();
        vendor.close();
        logs.close();
    }

    protected Crm open(Map<String, String> more) {
        return open(more, CrmMetrics.NONE);
    }

    protected Crm open(Map<String, String> more, CrmMetrics metrics) {
        Map<String, String> environment = new HashMap<>(vendor.settings());
        // On a busy machine the first request takes longer than the default deadline.
        environment.put("CRM_READ_DEADLINE", "5s");
        environment.putAll(more);
        return provider().open(Settings.of(environment), metrics);
    }

    /** One person with a history, two with the same number, one with a wild name. */
    protected static SampleCustomers people() {
        return new SampleCustomers(
                List.of(
                        person("P-1", "Dana Reyes", "(415) 555-0142", "Reyes Ceramics", "Gold"),
                        person("P-2", "Margaret Oakley", "(207) 555-0129", null, "Basic"),
                        person("P-3", "Harold Oakley", "+1 207-555-0129", null, "Basic"),
                        person("P-4", UNUSUAL.get(0), "+4930901820000", UNUSUAL.get(5), null),
                        // This whole number is part of another person's number.
                        person("P-5", "Nobody", "+494155550142", null, null)));
    }

    private static SampleCustomers.Person person(
            String id, String name, String phone, String company, String tier) {
        boolean known = id.equals("P-1");
        return new SampleCustomers.Person(
                id,
                name,
                id.toLowerCase() + "@example.com",
                phone,
                company,
                tier,
                known ? List.of("Hub", "Outdoor Cam") : List.of(),
                known
                        ? List.of(
                                new SampleCustomers.Case(
                                        "00001042", "Recordings late", "open", true, AT),
                                new SampleCustomers.Case(
                                        "00000931",
                                        UNUSUAL.get(0),
                                        "closed",
                                        false,
                                        AT.minusSeconds(60)))
                        : List.of(),
                known
                        ? List.of(new SampleCustomers.Call("Hub offline", AT.minusSeconds(120)))
                        : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+14155550142",
                "tel:+1-415-555-0142",
                "(415) 555-0142",
                "4155550142",
                "1 415.555.0142"
            })
    void shouldFindTheCustomerWithTheNumber(String raw) {
        CustomerMatch match = crm.findByPhone(number(raw)).join();

        assertThat(match.isUnique()).isTrue();
        Customer customer = match.customers().get(0);
        assertThat(customer.name()).isEqualTo("Dana Reyes");
        assertThat(customer.company()).isEqualTo("Reyes Ceramics");
        assertThat(customer.tier()).isEqualTo("Gold");
        assertThat(customer.products()).containsExactly("Hub", "Outdoor Cam");
    }

    @Test
    void shouldFindNoCustomerForAnUnknownNumber() {
        assertThat(crm.findByPhone(number("+12125550000")).join().customers()).isEmpty();
    }

    @Test
    void shouldFindAllCustomersWhoShareANumber() {
        CustomerMatch match = crm.findByPhone(number("+12075550129")).join();

        assertThat(match.isUnique()).isFalse();
        assertThat(match.customers())
                .extracting(Customer::name)
                .containsExactlyInAnyOrder("Margaret Oakley", "Harold Oakley");
    }

    @Test
    void shouldFindACustomerByItsId() {
        Customer dana = dana();

        assertThat(crm.findById(dana.id()).join()).contains(dana);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-20417", "0", "' OR Name LIKE '%", "../../x", "x\\'", "ü", "1 OR 1"})
    void shouldFindNoCustomerByAnInvalidId(String id) {
        assertThat(crm.findById(id).join()).isEmpty();
    }

    @Test
    void shouldReadTheHistory() {
        History history = crm.history(dana().id()).join();

        assertThat(history.cases())
                .extracting(History.Case::subject, History.Case::open, History.Case::incident)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Recordings late", true, true),
                        org.assertj.core.groups.Tuple.tuple(UNUSUAL.get(0), false, false));
        assertThat(history.cases()).extracting(History.Case::openedAt).contains(AT);
        assertThat(history.cases()).extracting(History.Case::number).doesNotContainNull();
        List<String> contacts = new ArrayList<>();
        history.cases().forEach(one -> contacts.add(one.subject()));
        history.calls().forEach(one -> contacts.add(one.subject()));
        // Where every call is a case, the cases include it.
        assertThat(contacts).contains("Hub offline");
    }

    @Test
    void shouldReadUnusualNames() {
        Customer unusualText = crm.findByPhone(number("+4930901820000")).join().customers().get(0);

        assertThat(unusualText.name()).isEqualTo(UNUSUAL.get(0));
        assertThat(unusualText.company()).isEqualTo(UNUSUAL.get(5));
    }

    @Test
    void shouldRecordACallOnce() {
        InteractionDraft draft = interaction(dana().id(), null, "Calls about the hub");

        CrmEntry first = crm.addInteraction(draft).join();
        CrmEntry second = crm.addInteraction(draft).join();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(vendor.written()).hasSize(1);
        assertThat(vendor.written().get(0).fields().toString()).contains("Calls about the hub");
        assertThat(vendor.written().get(0).sessionId()).isEqualTo(SESSION);
    }

    @Test
    void shouldKeepBothRecordsOfACallThatWentOnAfterTheFirst() {
        CrmEntry first = crm.addInteraction(interaction(dana(), 0, "hub offline")).join();
        CrmEntry second = crm.addInteraction(interaction(dana(), 1, "charged twice")).join();
        CrmEntry again = crm.addInteraction(interaction(dana(), 1, "charged twice")).join();

        assertThat(second.id()).isNotEqualTo(first.id()).isEqualTo(again.id());
        assertThat(vendor.written()).hasSize(2);
        assertThat(vendor.written().toString()).contains("hub offline", "charged twice");
    }

    private static InteractionDraft interaction(Customer customer, int continuation, String issue) {
        CallRecord record =
                new CallRecord(
                        SESSION,
                        "test",
                        "one",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AT,
                        AT,
                        null,
                        issue,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        continuation);
        return CallSummary.interaction(record, customer.id(), null, null);
    }

    @Test
    void shouldOpenACaseOnce() {
        CaseDraft draft = aCase(dana().id(), "Hub is dead");

        CrmEntry first = crm.openCase(draft).join();
        CrmEntry second = crm.openCase(draft).join();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.number()).isNotBlank();
        assertThat(vendor.written()).hasSize(1);
        assertThat(crm.history(dana().id()).join().cases())
                .extracting(History.Case::subject, History.Case::open)
                .contains(org.assertj.core.groups.Tuple.tuple("Hub is dead", true));
    }

    @Test
    void shouldOpenACaseWithoutACustomer() {
        crm.openCase(aCase(null, "Somebody's hub is dead")).join();

        assertThat(vendor.written()).hasSize(1);
    }

    @Test
    void shouldRecordACallAndItsCaseOnceEach() {
        CrmEntry opened = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        InteractionDraft draft = interaction(dana().id(), opened, "Calls about the hub");

        CrmEntry first = crm.addInteraction(draft).join();
        CrmEntry second = crm.addInteraction(draft).join();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(recordsOf("Calls about the hub")).isEqualTo(1);
    }

    @Test
    void shouldNotDuplicateACallAfterALostAnswer() {
        Crm impatient = open(Map.of("CRM_WRITE_DEADLINE", "600ms"));
        InteractionDraft draft = interaction(dana().id(), null, "Calls about the hub");
        vendor.behave(Trouble.of(Trouble.Kind.LOST_ANSWER));
        for (int i = 0; i < 3; i++) {
            assertThat(failure(impatient.addInteraction(draft))).isEqualTo(CrmFailure.TIMEOUT);
        }
        vendor.behave(Trouble.NONE);

        CrmEntry entry = crm.addInteraction(draft).join();

        assertThat(entry.id()).isNotBlank();
        assertThat(vendor.written()).hasSize(1);
        impatient.close();
    }

    /** The responses to sign-in and look-ups arrive; only the response to the write is lost. */
    @Test
    void shouldNotDuplicateACallAfterACreationWithoutAnswer() {
        Crm impatient = open(Map.of("CRM_WRITE_DEADLINE", "600ms"));
        String customer = dana().id();
        InteractionDraft draft = interaction(customer, null, "Calls about the hub");
        int before = vendor.requests();
        crm.addInteraction(interaction(customer, null, "A first one", "call-0")).join();
        int steps = vendor.requests() - before;
        assertThat(steps).isPositive();
        for (int answered = 0; answered < steps + 1; answered++) {
            Trouble[] troubles = new Trouble[answered + 1];
            java.util.Arrays.fill(troubles, Trouble.NONE);
            troubles[answered] = Trouble.of(Trouble.Kind.LOST_ANSWER);
            vendor.behaveOnce(troubles);
            catchThrowable(() -> impatient.addInteraction(draft).join());
            vendor.forgetTroubles();
        }

        crm.addInteraction(draft).join();

        assertThat(recordsOf("Calls about the hub")).isEqualTo(1);
        impatient.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldWriteUnusualTexts(int which) {
        String unusualText = UNUSUAL.get(which);
        String oneLine = unusualText.replace('\n', ' ');
        crm.openCase(aCase(dana().id(), oneLine)).join();

        assertThat(crm.history(dana().id()).join().cases())
                .extracting(one -> one.subject().strip())
                .contains(oneLine.strip());
    }

    @Test
    void shouldRenewAnExpiredTokenOnceForAllRequests() {
        dana();
        int before = vendor.tokensGiven();
        vendor.expireTokens();

        List<CompletableFuture<CustomerMatch>> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(crm.findByPhone(number("+14155550142")));
        }

        if (signsIn()) {
            assertThat(many).allMatch(found -> found.join().isUnique());
            assertThat(vendor.tokensGiven() - before).isEqualTo(1);
        } else {
            assertThat(many)
                    .allMatch(
                            found ->
                                    List.of(CrmFailure.CREDENTIALS, CrmFailure.CIRCUIT_OPEN)
                                            .contains(failure(found)));
        }
    }

    /** Whether the client requests tokens; otherwise its token is configured. */
    protected boolean signsIn() {
        return true;
    }

    @Test
    void shouldFailWhenARenewedTokenIsRefusedToo() {
        dana();
        vendor.behave(Trouble.status(401));

        assertThat(failure(crm.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.CREDENTIALS);
    }

    @Test
    void shouldDistinguishFailures() {
        dana();
        Map<Trouble, CrmFailure> wanted =
                Map.of(
                        Trouble.status(403), CrmFailure.FORBIDDEN,
                        Trouble.status(400), CrmFailure.REFUSED,
                        Trouble.status(500), CrmFailure.UNAVAILABLE,
                        Trouble.status(503), CrmFailure.UNAVAILABLE,
                        Trouble.status(429, "60"), CrmFailure.RATE_LIMITED,
                        Trouble.of(Trouble.Kind.GARBAGE), CrmFailure.MALFORMED,
                        Trouble.of(Trouble.Kind.HANG_UP), CrmFailure.UNAVAILABLE);
        wanted.forEach(
                (trouble, failure) -> {
                    Crm fresh = open(Map.of());
                    vendor.behave(Trouble.NONE);
                    fresh.findByPhone(number("+14155550142")).join();
                    vendor.behave(trouble);
                    assertThat(failure(fresh.findByPhone(number("+14155550142"))))
                            .as(trouble.toString())
                            .isEqualTo(failure);
                    fresh.close();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void shouldRetryTransientFailures(int status) {
        dana();
        vendor.behaveOnce(Trouble.status(status), Trouble.status(status));

        assertThat(crm.findByPhone(number("+14155550142")).join().isUnique()).isTrue();
    }

    @Test
    void shouldHonourRetryAfter() {
        Crm patient = open(Map.of("CRM_READ_DEADLINE", "8s"));
        patient.findByPhone(number("+14155550142")).join();
        vendor.behaveOnce(Trouble.status(429, "1"));
        long begun = System.nanoTime();

        assertThat(patient.findByPhone(number("+14155550142")).join().isUnique()).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        patient.close();
    }

    @Test
    void shouldHonourRetryAfterAsADate() {
        Crm patient = open(Map.of("CRM_READ_DEADLINE", "8s"));
        patient.findByPhone(number("+14155550142")).join();
        String soon =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
        vendor.behaveOnce(Trouble.status(429, soon));

        assertThat(patient.findByPhone(number("+14155550142")).join().isUnique()).isTrue();
        patient.close();
    }

    @Test
    void shouldOpenTheCircuitIfRetryAfterExceedsTheDeadline() {
        dana();
        vendor.behaveOnce(Trouble.status(429, "3600"));
        assertThat(failure(crm.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.RATE_LIMITED);
        int before = vendor.requests();

        assertThat(failure(crm.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.CIRCUIT_OPEN);

        assertThat(vendor.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL"})
    void shouldGiveUpAtTheDeadlineAndCloseTheConnection(Trouble.Kind kind) {
        Crm impatient = open(Map.of("CRM_READ_DEADLINE", "400ms"));
        dana();
        vendor.behave(Trouble.of(kind));
        int before = vendor.aborted();

        CompletableFuture<CustomerMatch> lookUp = impatient.findByPhone(number("+14155550142"));

        assertThat(failure(lookUp.orTimeout(5, TimeUnit.SECONDS))).isEqualTo(CrmFailure.TIMEOUT);
        await().untilAsserted(() -> assertThat(vendor.aborted()).isGreaterThan(before));
        impatient.close();
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThat(crm.check().join()).isNotEmpty().allMatch(Crm.Finding::ok);

        vendor.behave(Trouble.status(401));
        Crm fresh = open(Map.of());
        assertThat(fresh.check().join())
                .anySatisfy(
                        finding -> {
                            assertThat(finding.ok()).isFalse();
                            assertThat(finding.advice()).contains(settingsPrefix());
                        });
        fresh.close();
    }

    /** Prefix of the CRM's settings. */
    protected String settingsPrefix() {
        return provider().name().toUpperCase() + "_";
    }

    @Test
    void shouldLogNoPersonalData() {
        dana();
        vendor.behave(Trouble.status(400));
        failure(crm.findByPhone(number("+14155550142")));
        failure(crm.openCase(aCase("123", "Dana Reyes is angry")));
        vendor.behave(Trouble.of(Trouble.Kind.GARBAGE));
        failure(crm.findByPhone(number("+14155550142")));
        vendor.behave(Trouble.status(401));
        failure(crm.findByPhone(number("+14155550142")));

        String text = logs.text();
        assertThat(text).contains(provider().name());
        assertThat(text).doesNotContain("4155550142", "555-0142", "Dana", "angry");
        vendor.settings()
                .forEach(
                        (name, value) -> {
                            if (name.matches(".*(SECRET|TOKEN|PASSWORD|KEY)$")) {
                                assertThat(text).doesNotContain(value);
                            }
                        });
    }

    /** Number of written records that contain the text. */
    private long recordsOf(String text) {
        return vendor.written().stream()
                .filter(one -> one.fields().toString().contains(text))
                .count();
    }

    protected Customer dana() {
        return crm.findByPhone(number("+14155550142")).join().customers().get(0);
    }

    protected static CallerNumber number(String raw) {
        return CallerNumber.parse(raw, "US").orElseThrow();
    }

    protected static CaseDraft aCase(String customerId, String subject) {
        return new CaseDraft(
                SESSION,
                customerId,
                "+14155550142",
                subject,
                "The customer says: " + UNUSUAL.get(3) + "\nCall session: " + SESSION,
                Priority.NORMAL);
    }

    protected static InteractionDraft interaction(
            String customerId, CrmEntry opened, String subject) {
        return interaction(customerId, opened, subject, "call-1");
    }

    private static InteractionDraft interaction(
            String customerId, CrmEntry opened, String subject, String callId) {
        String session = SessionIds.session("generic", callId);
        return new InteractionDraft(
                session,
                customerId,
                "+14155550142",
                subject,
                subject + "\n" + UNUSUAL.get(0) + "\nCall session: " + session,
                AT,
                AT.plusSeconds(90),
                opened);
    }

    /** The failure of an operation. */
    protected static CrmFailure failure(CompletableFuture<?> operation) {
        Throwable thrown = catchThrowable(operation::join);
        assertThat(thrown).isInstanceOf(CompletionException.class);
        assertThat(thrown.getCause()).isInstanceOf(CrmException.class);
        return CrmException.of(thrown).failure();
    }
}
