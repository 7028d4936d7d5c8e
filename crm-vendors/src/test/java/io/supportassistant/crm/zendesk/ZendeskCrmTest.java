package io.supportassistant.crm.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import io.supportassistant.doubles.crm.CrmDouble.Written;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.doubles.crm.ZendeskDouble;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ZendeskCrmTest extends CrmContract {

    private ZendeskDouble zendesk;

    @Override
    protected CrmDouble start(SampleCustomers people) {
        zendesk = ZendeskDouble.start(people);
        return zendesk;
    }

    @Override
    protected CrmProvider provider() {
        return ZendeskCrm.PROVIDER;
    }

    @Test
    void shouldReportASharedNumber() {
        CustomerMatch match = crm.findByPhone(number("+12075550129")).join();

        assertThat(match.shared()).isTrue();
        assertThat(crm.findByPhone(number("+14155550142")).join().shared()).isFalse();
    }

    @Test
    void shouldFindByTheExternalId() {
        assertThat(crm.findByForeignId("P-1").join()).contains(dana());
        assertThat(crm.findByForeignId("p-1").join()).contains(dana());
    }

    @Test
    void shouldInterpretAnIdOnlyAsConfigured() {
        String id = dana().id();
        try (Crm byId = open(Map.of("ZENDESK_CUSTOMER_ID", "id"));
                Crm byExternalId = open(Map.of("ZENDESK_CUSTOMER_ID", "external_id"))) {
            assertThat(byId.findByForeignId(id).join()).isPresent();
            assertThat(byId.findByForeignId("P-1").join()).isEmpty();
            assertThat(byExternalId.findByForeignId(id).join()).isEmpty();
            assertThat(byExternalId.findByForeignId("P-1").join()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void shouldNotRequestInvalidIds(String id) {
        assertThat(crm.findByForeignId(id).join()).isEmpty();
        assertThat(crm.findByForeignId(null).join()).isEmpty();
        assertThat(crm.findByForeignId("x".repeat(256)).join()).isEmpty();
        assertThat(failure(crm.history(id))).isEqualTo(CrmFailure.NOT_FOUND);
        assertThat(vendor.requests()).isZero();
    }

    @Test
    void shouldNotTakeAnAgentForACustomer() {
        // The user behind the token.
        assertThat(crm.findByForeignId("35001").join()).isEmpty();
    }

    @Test
    void shouldReturnTheCustomerWithoutACompanyThatCannotBeRead() {
        dana();
        vendor.behaveOnce(Trouble.NONE, Trouble.status(403));

        Customer dana = dana();

        assertThat(dana.name()).isEqualTo("Dana Reyes");
        assertThat(dana.company()).isNull();
    }

    @Test
    void shouldReadNoFieldsThatAreNotConfigured() {
        try (Crm plain = open(Map.of("ZENDESK_TIER_FIELD", "", "ZENDESK_PRODUCTS_FIELD", ""))) {
            Customer dana = plain.findByPhone(number("+14155550142")).join().customers().get(0);
            assertThat(dana.tier()).isNull();
            assertThat(dana.products()).isEmpty();
        }
    }

    @Test
    void shouldWriteInternalNotes() {
        CrmEntry opened = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        crm.addInteraction(interaction(dana().id(), opened, "Calls about the hub")).join();

        Written ticket = vendor.written().get(0);
        Written comment = vendor.written().get(1);
        assertThat(ticket.kind()).isEqualTo("ticket");
        assertThat(ticket.fields().getString("requester_id")).isEqualTo(dana().id());
        assertThat(ticket.fields().getString("priority")).isEqualTo("normal");
        assertThat(ticket.fields().getString("type")).isEqualTo("incident");
        assertThat(ticket.fields().getString("status")).isEqualTo("new");
        assertThat(ticket.fields().getJsonArray("tags")).containsExactly("support_assistant");
        assertThat(ticket.fields().getString("description"))
                .startsWith("Caller: +14155550142\nThe customer says");
        assertThat(comment.kind()).isEqualTo("comment");
        assertThat(comment.sessionId()).isEqualTo(ticket.sessionId());
        assertThat(comment.fields().getBoolean("public")).isFalse();
        assertThat(comment.fields().getString("ticket_id")).isEqualTo(opened.id());
        assertThat(opened.url()).endsWith("/agent/tickets/" + opened.id());
    }

    @Test
    void shouldRecordACallWithoutACaseAsASolvedTicket() {
        crm.addInteraction(interaction(dana().id(), null, "Calls about the hub")).join();

        Written ticket = vendor.written().get(0);
        assertThat(ticket.kind()).isEqualTo("ticket");
        assertThat(ticket.fields().getString("status")).isEqualTo("solved");
        assertThat(ticket.fields().getLong("assignee_id")).isEqualTo(35_001);
        assertThat(crm.history(dana().id()).join().calls())
                .extracting(History.Call::subject)
                .contains("Calls about the hub");
    }

    @Test
    void shouldFillTheConfiguredFields() {
        try (Crm more =
                open(
                        Map.of(
                                "ZENDESK_TICKET_FIELDS", "360001=a phone call",
                                "ZENDESK_ASSIGNEE_ID", "35001",
                                "ZENDESK_TICKET_TYPE", "question",
                                "ZENDESK_TAG", "by-phone"))) {
            more.openCase(aCase(dana().id(), "Hub is dead")).join();
            more.addInteraction(interaction(dana().id(), null, "Calls about the hub")).join();
        }

        assertThat(vendor.written())
                .hasSize(2)
                .allSatisfy(
                        one -> {
                            assertThat(one.fields().getJsonArray("custom_fields").toString())
                                    .contains("360001", "a phone call");
                            assertThat(one.fields().getJsonArray("tags"))
                                    .containsExactly("by-phone");
                        });
        assertThat(vendor.written().get(0).fields().getString("type")).isEqualTo("question");
    }

    @Test
    void shouldFindATicketAfterItsIdempotencyKeyExpired() {
        CrmEntry first = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        CrmEntry call = crm.addInteraction(interaction(dana().id(), null, "A call")).join();

        zendesk.forgetIdempotencyKeys();

        assertThat(crm.openCase(aCase(dana().id(), "Hub is dead")).join()).isEqualTo(first);
        assertThat(crm.addInteraction(interaction(dana().id(), null, "A call")).join())
                .isEqualTo(call);
        assertThat(vendor.written()).hasSize(2);
    }

    @Test
    void shouldCreateNoSecondTicketBeforeTheFirstIsListed() {
        CrmEntry first = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        zendesk.listLate(1);

        assertThat(crm.openCase(aCase(dana().id(), "Hub is dead")).join()).isEqualTo(first);
        assertThat(vendor.written()).hasSize(1);
    }

    @Test
    void shouldLookUpTheTicketIfTheKeyWasUsedForAnotherText() {
        CrmEntry first = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        CaseDraft other = aCase(dana().id(), "Hub is still dead");

        zendesk.listLate(1);
        assertThat(crm.openCase(other).join()).isEqualTo(first);

        zendesk.listLate(2);
        assertThat(failure(crm.openCase(other))).isEqualTo(CrmFailure.REFUSED);
        assertThat(vendor.written()).hasSize(1);
    }

    @Test
    void shouldFollowUpACaseThatIsClosed() {
        CrmEntry opened = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        zendesk.closeTicket(opened.id());
        InteractionDraft draft = interaction(dana().id(), opened, "Calls about the hub");

        CrmEntry first = crm.addInteraction(draft).join();
        CrmEntry second = crm.addInteraction(draft).join();

        assertThat(first.id()).isNotEqualTo(opened.id());
        assertThat(second).isEqualTo(first);
        assertThat(vendor.written()).hasSize(2);
        assertThat(vendor.written().get(1).fields().toString())
                .contains("follow_up", "\"ticket_id\":" + opened.id());
        // It is part of a case, which is listed instead.
        assertThat(crm.history(dana().id()).join().calls())
                .extracting(History.Call::subject)
                .doesNotContain("Calls about the hub");
    }

    @Test
    void shouldRecordACallWhoseCaseIsGone() {
        CrmEntry gone = new CrmEntry("999999", "999999", null);

        crm.addInteraction(interaction(dana().id(), gone, "Calls about the hub")).join();

        assertThat(vendor.written()).hasSize(1);
        assertThat(vendor.written().get(0).fields().getString("status")).isEqualTo("solved");
    }

    @Test
    void shouldNotRecordACallAgainAfterItLedToACase() {
        String customer = dana().id();
        CrmEntry alone = crm.addInteraction(interaction(customer, null, "A call")).join();
        CrmEntry opened = crm.openCase(aCase(customer, "Hub is dead")).join();

        CrmEntry again = crm.addInteraction(interaction(customer, opened, "A call")).join();

        assertThat(again).isEqualTo(alone);
        History history = crm.history(customer).join();
        assertThat(history.cases())
                .extracting(History.Case::subject)
                .containsOnlyOnce("Hub is dead");
        assertThat(history.calls()).extracting(History.Call::subject).doesNotContain("A call");
    }

    @Test
    void shouldNotDuplicateACommentAfterALostAnswer() {
        CrmEntry opened = crm.openCase(aCase(dana().id(), "Hub is dead")).join();
        InteractionDraft draft = interaction(dana().id(), opened, "Calls about the hub");
        Crm impatient = open(Map.of("CRM_WRITE_DEADLINE", "600ms"));
        impatient.findByPhone(number("+14155550142")).join();
        // The ticket by key, the comments, and then the new comment.
        vendor.behaveOnce(Trouble.NONE, Trouble.NONE, Trouble.of(Trouble.Kind.LOST_ANSWER));
        assertThat(failure(impatient.addInteraction(draft))).isEqualTo(CrmFailure.TIMEOUT);
        assertThat(vendor.written()).hasSize(2);

        crm.addInteraction(draft).join();

        assertThat(vendor.written()).hasSize(2);
        impatient.close();
    }

    @Test
    void shouldRejectInvalidDrafts() {
        CaseDraft good = aCase(dana().id(), "Hub is dead");
        int before = vendor.requests();
        CaseDraft bad =
                new CaseDraft(
                        "a b\r\nX: y",
                        good.customerId(),
                        good.callerNumber(),
                        good.subject(),
                        good.description(),
                        good.priority());

        assertThat(failure(crm.openCase(bad))).isEqualTo(CrmFailure.REFUSED);
        assertThat(vendor.requests()).isEqualTo(before);
        assertThat(failure(crm.openCase(aCase("Dana", "Hub is dead"))))
                .isEqualTo(CrmFailure.REFUSED);
    }

    @Test
    void shouldSignInWithAnApiToken() {
        Map<String, String> legacy = new HashMap<>(zendesk.legacySettings());
        try (Crm old = ZendeskCrm.PROVIDER.open(Settings.of(legacy), CrmMetrics.NONE)) {
            assertThat(old.findByPhone(number("+14155550142")).join().isUnique()).isTrue();
            assertThat(old.check().join()).isNotEmpty().allMatch(Crm.Finding::ok);
        }
        legacy.put("ZENDESK_API_TOKEN", "wrong");
        try (Crm wrong = ZendeskCrm.PROVIDER.open(Settings.of(legacy), CrmMetrics.NONE)) {
            assertThat(failure(wrong.findByPhone(number("+14155550142"))))
                    .isEqualTo(CrmFailure.CREDENTIALS);
        }
    }

    /** A failed sign-in must never look like a customer that does not exist. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void shouldNotMistakeARefusedSignInForNoCustomer(int status) {
        vendor.behave(Trouble.status(status));

        assertThat(failure(crm.findByForeignId("35436"))).isEqualTo(CrmFailure.CREDENTIALS);
    }

    @ParameterizedTest
    @CsvSource({
        "ZENDESK_CLIENT_SECRET, wrong, sign-in, ZENDESK_CLIENT_SECRET",
        "ZENDESK_SCOPE, all, sign-in, ZENDESK_SCOPE",
        "ZENDESK_SCOPE, read, scope to write, ZENDESK_SCOPE",
        "ZENDESK_SCOPE, users:read tickets:write, search for customers, ZENDESK_SCOPE",
        "ZENDESK_TIER_FIELD, level, field level, ZENDESK_TIER_FIELD",
        "ZENDESK_PRODUCTS_FIELD, things, field things, ZENDESK_PRODUCTS_FIELD",
        "ZENDESK_TICKET_FIELDS, 42=x, ticket field 42, ZENDESK_",
        "ZENDESK_ASSIGNEE_ID, 35436, agent 35436, ZENDESK_ASSIGNEE_ID",
        "ZENDESK_ASSIGNEE_ID, 42, agent 42, ZENDESK_"
    })
    void shouldNameTheSettingToChange(String setting, String value, String what, String advice) {
        try (Crm wrong = open(Map.of(setting, value))) {
            assertThat(wrong.check().join())
                    .filteredOn(finding -> !finding.ok())
                    .anySatisfy(
                            finding -> {
                                assertThat(finding.what()).isEqualTo(what);
                                assertThat(finding.advice()).contains(advice);
                            });
        }
    }

    @Test
    void shouldWriteNothingToCheck() {
        crm.check().join();

        assertThat(vendor.written()).isEmpty();
    }

    @Test
    void shouldReportTheUsedShareOfTheQuota() {
        List<Double> shares = new CopyOnWriteArrayList<>();
        try (Crm counted =
                open(
                        Map.of(),
                        new CrmMetrics() {
                            @Override
                            public void answered(String operation, Duration took) {}

                            @Override
                            public void failed(
                                    String operation, CrmFailure failure, boolean triedAgain) {}

                            @Override
                            public void quotaUsed(double share) {
                                shares.add(share);
                            }
                        })) {
            counted.findByPhone(number("+14155550142")).join();
        }

        // The first of 700 requests a minute, the second, ...
        assertThat(shares.get(0)).isCloseTo(1 / 700.0, within(1e-9));
        assertThat(shares).isSorted();
    }
}
