package io.supportassistant.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmContract;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmProvider;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.CrmDouble.Trouble;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class HubspotCrmTest extends CrmContract {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    protected CrmDouble start(SampleCustomers people) {
        return HubspotDouble.start(people);
    }

    @Override
    protected CrmProvider provider() {
        return HubspotCrm.PROVIDER;
    }

    /** The token is configured; there is no way to get another. */
    @Override
    protected boolean signsIn() {
        return false;
    }

    private HubspotDouble hubspot() {
        return (HubspotDouble) vendor;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "2026-09"})
    void shouldSupportBothVersions(String version) {
        Crm other = open(Map.of("HUBSPOT_API_VERSION", version));
        Customer dana = other.findByPhone(number("+14155550142")).join().customers().get(0);

        CrmEntry opened = other.openCase(aCase(dana.id(), "Hub is dead")).join();
        CrmEntry kept = other.addInteraction(interaction(dana.id(), opened, "Calls")).join();

        assertThat(other.findById(dana.id()).join()).contains(dana);
        assertThat(hubspot().associated("calls", kept.id(), "tickets"))
                .containsExactly(opened.id());
        assertThat(other.history(dana.id()).join().cases())
                .extracting(History.Case::id)
                .contains(opened.id());
        assertThat(other.check().join()).allMatch(Crm.Finding::ok);
        other.close();
    }

    /** HubSpot reports missing associations as a failure inside a success: 207, or 200. */
    @ParameterizedTest
    @ValueSource(strings = {"v3", "2026-09"})
    void shouldReadAnEmptyHistory(String version) {
        Crm other = open(Map.of("HUBSPOT_API_VERSION", version));
        CustomerMatch match = other.findByPhone(number("+12075550129")).join();

        assertThat(other.history(match.customers().get(0).id()).join()).isEqualTo(History.EMPTY);
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "2026-09"})
    void shouldNotAcceptASuccessWithErrorsInside(String version) {
        Crm other = open(Map.of("HUBSPOT_API_VERSION", version));
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        // The ticket look-up, the pipelines, and the write.
        vendor.behaveOnce(Trouble.NONE, Trouble.NONE, Trouble.of(Trouble.Kind.PARTIAL));

        assertThat(failure(other.openCase(draft))).isEqualTo(CrmFailure.PARTIAL);

        assertThat(vendor.written()).isEmpty();
        other.openCase(draft).join();
        assertThat(vendor.written()).hasSize(1);
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "2026-09"})
    void shouldNotRetryARefusalInsideABatch(String version) {
        Crm other =
                open(
                        Map.of(
                                "HUBSPOT_API_VERSION",
                                version,
                                "HUBSPOT_PRIORITIES",
                                "LOW,NORMAL,HIGH,URGENT"));

        assertThat(failure(other.openCase(aCase(dana().id(), "Hub is dead"))))
                .isEqualTo(CrmFailure.REFUSED);
        other.close();
    }

    @Test
    void shouldNotAcceptAPartialHistory() {
        String dana = dana().id();
        vendor.behave(Trouble.of(Trouble.Kind.PARTIAL));

        assertThat(failure(crm.history(dana))).isEqualTo(CrmFailure.PARTIAL);
    }

    @Test
    void shouldPauseAtTheDailyLimit() {
        dana();
        hubspot().limit(0, 100, 5);

        assertThat(failure(crm.findByPhone(number("+14155550142")))).isEqualTo(CrmFailure.QUOTA);

        int before = vendor.requests();
        assertThat(failure(crm.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.CIRCUIT_OPEN);
        assertThat(vendor.requests()).isEqualTo(before);
    }

    /** Without Retry-After the interval header determines the wait. */
    @Test
    void shouldPauseForTenSecondsAtTheTenSecondLimit() {
        String dana = dana().id();
        hubspot().limit(1000, 2, 5);
        crm.findById(dana).join();

        assertThat(failure(crm.findById(dana))).isEqualTo(CrmFailure.RATE_LIMITED);

        int before = vendor.requests();
        assertThat(failure(crm.findById(dana))).isEqualTo(CrmFailure.CIRCUIT_OPEN);
        assertThat(vendor.requests()).isEqualTo(before);
    }

    @Test
    void shouldWaitAtTheSearchLimitPerSecond() {
        Crm patient = open(Map.of("CRM_READ_DEADLINE", "8s"));
        hubspot().limit(1000, 100, 2);

        List<CompletableFuture<CustomerMatch>> many =
                IntStream.range(0, 4)
                        .mapToObj(i -> patient.findByPhone(number("+14155550142")))
                        .toList();

        assertThat(many).allMatch(found -> found.join().isUnique());
        assertThat(vendor.requests()).isGreaterThan(4);
        patient.close();
    }

    @Test
    void shouldReportTheUsedShareOfTheDay() {
        List<Double> shares = new CopyOnWriteArrayList<>();
        CrmMetrics metrics =
                new CrmMetrics() {
                    @Override
                    public void answered(String operation, Duration took) {}

                    @Override
                    public void failed(String operation, CrmFailure failure, boolean again) {}

                    @Override
                    public void quotaUsed(double share) {
                        shares.add(share);
                    }
                };
        String dana = dana().id();
        hubspot().limit(4, 100, 100);
        Crm counting = open(Map.of(), metrics);

        counting.findById(dana).join();

        // The search before and this one, of four.
        assertThat(shares).containsExactly(0.5);
        counting.close();
    }

    @Test
    void shouldTreatANumberOfMoreThanOnePageOfContactsAsShared() {
        List<SampleCustomers.Person> people = new ArrayList<>();
        // The first page has one contact with the number, and a hundred whose numbers only look
        // like it.
        people.add(person("Dana Reyes", "+14155550142"));
        for (int i = 0; i < 100; i++) {
            people.add(person("Person " + i, "+494155550142"));
        }
        try (HubspotDouble crowded = HubspotDouble.start(new SampleCustomers(people));
                Crm other = provider().open(settingsOf(crowded), CrmMetrics.NONE)) {
            assertThat(other.findByPhone(number("+14155550142")).join().isUnique()).isFalse();
        }
    }

    @Test
    void shouldFindByAMobileNumber() {
        hubspot().edit("contacts", dana().id(), "mobilephone", "+1 (628) 555-0100");

        assertThat(crm.findByPhone(number("+16285550100")).join().customers())
                .extracting(Customer::name)
                .containsExactly("Dana Reyes");
    }

    @Test
    void shouldNotRequestInvalidIds() {
        int before = vendor.requests();

        assertThat(crm.findById("P-1").join()).isEmpty();
        assertThat(failure(crm.history("../../x"))).isEqualTo(CrmFailure.NOT_FOUND);
        assertThat(failure(crm.openCase(aCase("' OR 1", "x")))).isEqualTo(CrmFailure.REFUSED);
        assertThat(failure(crm.addInteraction(interaction("x\\'", null, "x"))))
                .isEqualTo(CrmFailure.REFUSED);

        assertThat(vendor.requests()).isEqualTo(before);
        assertThat(crm.findById("999999999").join()).isEmpty();
    }

    @Test
    void shouldOpenCasesInTheFirstOpenStageOfTheFirstPipeline() {
        CrmEntry opened = crm.openCase(aCase(dana().id(), "Hub is dead")).join();

        assertThat(hubspot().record("tickets", opened.id()))
                .containsEntry("hs_pipeline", "0")
                .containsEntry("hs_pipeline_stage", "1")
                .containsEntry("hs_ticket_priority", "MEDIUM")
                .containsEntry("source_type", "PHONE");
        assertThat(hubspot().associated("tickets", opened.id(), "contacts"))
                .containsExactly(dana().id());
    }

    @Test
    void shouldOpenCasesInTheConfiguredStage() {
        Crm other = open(Map.of("HUBSPOT_PIPELINE", "returns", "HUBSPOT_STAGE", "Received"));

        CrmEntry opened = other.openCase(aCase(dana().id(), "Hub is dead")).join();

        assertThat(hubspot().record("tickets", opened.id()))
                .containsEntry("hs_pipeline", "75e28846")
                .containsEntry("hs_pipeline_stage", "1001");
        other.close();
    }

    @Test
    void shouldOpenNoCaseInAMissingStage() {
        Crm other = open(Map.of("HUBSPOT_PIPELINE", "returns", "HUBSPOT_STAGE", "Wherever"));

        assertThat(failure(other.openCase(aCase(dana().id(), "Hub is dead"))))
                .isEqualTo(CrmFailure.REFUSED);

        assertThat(vendor.written()).isEmpty();
        other.close();
    }

    @Test
    void shouldNotOverwriteChangesOfACase() {
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        CrmEntry opened = crm.openCase(draft).join();
        hubspot().edit("tickets", opened.id(), "subject", "Hub needs a new battery");
        hubspot().edit("tickets", opened.id(), "hs_pipeline_stage", "4");

        crm.openCase(draft).join();

        assertThat(hubspot().record("tickets", opened.id()))
                .containsEntry("subject", "Hub needs a new battery")
                .containsEntry("hs_pipeline_stage", "4");
    }

    @Test
    void shouldAssociateACaseWithItsCustomerOnARetry() {
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        vendor.behaveOnce(Trouble.NONE, Trouble.NONE, Trouble.NONE, Trouble.status(403));
        assertThat(failure(crm.openCase(draft))).isEqualTo(CrmFailure.FORBIDDEN);
        assertThat(vendor.written()).hasSize(1);

        CrmEntry opened = crm.openCase(draft).join();

        assertThat(vendor.written()).hasSize(1);
        assertThat(hubspot().associated("tickets", opened.id(), "contacts"))
                .containsExactly(dana().id());
    }

    /** For each step whose response may be lost. */
    @Test
    void shouldNotDuplicateACaseAfterACreationWithoutAnswer() {
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        for (int answered = 0; answered < 5; answered++) {
            Crm impatient = open(Map.of("CRM_WRITE_DEADLINE", "600ms"));
            Trouble[] troubles = new Trouble[answered + 1];
            Arrays.fill(troubles, Trouble.NONE);
            troubles[answered] = Trouble.of(Trouble.Kind.LOST_ANSWER);
            vendor.behaveOnce(troubles);
            impatient.openCase(draft).exceptionally(failed -> null).join();
            vendor.forgetTroubles();
            impatient.close();
        }

        crm.openCase(draft).join();

        assertThat(vendor.written()).hasSize(1);
    }

    @Test
    void shouldWriteTheNumberOfAnUnknownCaller() {
        CrmEntry opened = crm.openCase(aCase(null, "Somebody's hub is dead")).join();

        assertThat(hubspot().record("tickets", opened.id()).get("content"))
                .startsWith("Caller: +14155550142\n");
    }

    @Test
    void shouldWriteACallInHubspotsFormat() {
        CrmEntry kept = crm.addInteraction(interaction(dana().id(), null, "Calls <b>")).join();

        Map<String, String> call = hubspot().record("calls", kept.id());
        assertThat(call)
                .containsEntry("hs_call_title", "Calls <b>")
                .containsEntry("hs_call_direction", "INBOUND")
                .containsEntry("hs_call_status", "COMPLETED")
                .containsEntry("hs_call_duration", "90000")
                .containsEntry("hs_call_from_number", "+14155550142")
                .containsEntry("hs_timestamp", "2026-11-22T10:00:00Z");
        // HubSpot shows the text as HTML, but it is plain text.
        assertThat(call.get("hs_call_body"))
                .startsWith(
                        "Calls &lt;b&gt;<br>O&#39;Hara &quot;Bob&quot; \\ back<br>Call session: ");
        assertThat(hubspot().associated("calls", kept.id(), "contacts"))
                .containsExactly(dana().id());
    }

    @Test
    void shouldNotShowTheCallOfACase() {
        String dana = dana().id();
        CrmEntry opened = crm.openCase(aCase(dana, "Hub is dead")).join();
        crm.addInteraction(interaction(dana, opened, "Calls about the hub")).join();

        History history = crm.history(dana).join();

        assertThat(history.calls())
                .extracting(History.Call::subject)
                .containsExactly("Hub offline");
        assertThat(history.cases()).extracting(History.Case::subject).contains("Hub is dead");
    }

    @Test
    void shouldAssociateACallWithItsCaseOnARetry() {
        String dana = dana().id();
        CrmEntry opened = crm.openCase(aCase(dana, "Hub is dead")).join();
        InteractionDraft draft = interaction(dana, opened, "Calls about the hub");
        // The associations, the calls, the write, and the association.
        vendor.behaveOnce(Trouble.NONE, Trouble.NONE, Trouble.NONE, Trouble.status(403));
        assertThat(failure(crm.addInteraction(draft))).isEqualTo(CrmFailure.FORBIDDEN);

        CrmEntry kept = crm.addInteraction(draft).join();

        assertThat(hubspot().associated("calls", kept.id(), "tickets"))
                .containsExactly(opened.id());
        // The ticket and the call.
        assertThat(vendor.written()).hasSize(2);
    }

    @Test
    void shouldFindItsCallAmongHundreds() {
        List<SampleCustomers.Call> calls =
                IntStream.range(0, 250)
                        .mapToObj(i -> new SampleCustomers.Call("Call " + i, AT.minusSeconds(i)))
                        .toList();
        SampleCustomers.Person busy = person("Dana Reyes", "+14155550142", calls);
        try (HubspotDouble crowded = HubspotDouble.start(new SampleCustomers(List.of(busy)));
                Crm other = provider().open(settingsOf(crowded), CrmMetrics.NONE)) {
            crowded.associationsAPage(60);
            String dana = other.findByPhone(number("+14155550142")).join().customers().get(0).id();
            InteractionDraft draft = interaction(dana, null, "Calls about the hub");
            CrmEntry first = other.addInteraction(draft).join();
            // A user adds more than a batch of calls after it.
            for (int i = 0; i < 101; i++) {
                crowded.addCall(dana, "Another " + i);
            }

            assertThat(other.addInteraction(draft).join().id()).isEqualTo(first.id());

            assertThat(crowded.written()).hasSize(1);
            assertThat(other.history(dana).join().calls()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void shouldFindItsCallOfAContactWithMoreThanAThousand() {
        List<SampleCustomers.Call> calls =
                IntStream.range(0, 1_500)
                        .mapToObj(i -> new SampleCustomers.Call("Call " + i, AT.minusSeconds(i)))
                        .toList();
        SampleCustomers.Person busy = person("Dana Reyes", "+14155550142", calls);
        try (HubspotDouble crowded = HubspotDouble.start(new SampleCustomers(List.of(busy)));
                Crm other = provider().open(settingsOf(crowded), CrmMetrics.NONE)) {
            // The newest come last, on the sixteenth page.
            crowded.associationsAPage(100);
            String dana = other.findByPhone(number("+14155550142")).join().customers().get(0).id();
            InteractionDraft draft = interaction(dana, null, "Calls about the hub");
            CrmEntry first = other.addInteraction(draft).join();

            assertThat(other.addInteraction(draft).join().id()).isEqualTo(first.id());
            assertThat(crowded.written()).hasSize(1);
        }
    }

    /** A session id in the caller's words does not identify the call. */
    @Test
    void shouldNotMistakeACallForAnotherThatItMentions() {
        String dana = dana().id();
        InteractionDraft mine = interaction(dana, null, "Calls about the hub");
        String session = SessionIds.session("generic", "call-2");
        crm.addInteraction(
                        new InteractionDraft(
                                session,
                                dana,
                                null,
                                "Speaks of the other",
                                "It is about " + mine.recordKey() + "\nCall session: " + session,
                                AT,
                                AT,
                                null))
                .join();

        crm.addInteraction(mine).join();

        assertThat(vendor.written())
                .extracting(CrmDouble.Written::sessionId)
                .containsExactly(session, mine.recordKey());
    }

    @Test
    void shouldReplaceHalfOfASurrogatePair() {
        CrmEntry opened = crm.openCase(aCase(dana().id(), "Cut off \uD83D")).join();

        assertThat(hubspot().record("tickets", opened.id()))
                .containsEntry("subject", "Cut off \uFFFD");
    }

    @Test
    void shouldLinkToRecordsIfTheAccountIsKnown() {
        Crm other = open(Map.of("HUBSPOT_PORTAL_ID", "123456"));

        CrmEntry opened = other.openCase(aCase(dana().id(), "Hub is dead")).join();
        CrmEntry kept = other.addInteraction(interaction(dana().id(), opened, "Calls")).join();

        assertThat(opened.url())
                .isEqualTo("https://app.hubspot.com/contacts/123456/record/0-5/" + opened.id());
        assertThat(kept.url())
                .isEqualTo("https://app.hubspot.com/contacts/123456/record/0-1/" + dana().id());
        assertThat(crm.openCase(aCase(dana().id(), "Hub is dead")).join().url()).isNull();
        other.close();
    }

    private static SampleCustomers.Person person(String name, String phone) {
        return person(name, phone, List.of());
    }

    private static SampleCustomers.Person person(
            String name, String phone, List<SampleCustomers.Call> calls) {
        return new SampleCustomers.Person(
                name, name, null, phone, null, null, List.of(), List.of(), calls);
    }

    private static Settings settingsOf(CrmDouble vendor) {
        Map<String, String> patient = new HashMap<>(vendor.settings());
        patient.put("CRM_READ_DEADLINE", "8s");
        return Settings.of(patient);
    }
}
