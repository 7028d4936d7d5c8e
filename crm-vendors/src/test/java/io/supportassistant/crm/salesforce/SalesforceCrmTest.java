package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmContract;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmProvider;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.CrmDouble.Trouble;
import io.supportassistant.doubles.crm.CrmDouble.Written;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.settings.Settings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SalesforceCrmTest extends CrmContract {

    private static final Map<String, String> NO_SESSION_FIELD =
            Map.of("SALESFORCE_CASE_SESSION_FIELD", "none");

    @Override
    protected CrmDouble start(SampleCustomers people) {
        return SalesforceDouble.start(people);
    }

    @Override
    protected CrmProvider provider() {
        return SalesforceCrm.PROVIDER;
    }

    @Test
    void shouldFindContactsThatAreNotIndexedYet() {
        salesforce().indexIsBehind();

        assertThat(crm.findByPhone(number("+14155550142")).join().isUnique()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Phone", "MobilePhone", "HomePhone", "OtherPhone"})
    void shouldCheckEveryNumberOfAContact(String field) {
        JsonObject contact = new JsonObject().put("Name", "Ann Lee").put(field, "212.555.0188");
        String id = salesforce().add("Contact", contact);

        assertThat(crm.findByPhone(number("+12125550188")).join().customers())
                .extracting(Customer::id)
                .containsExactly(id);
        salesforce().indexIsBehind();
        salesforce().add("Contact", contact.copy().put(field, "(212) 555-0189"));
        assertThat(crm.findByPhone(number("+12125550189")).join().isUnique()).isTrue();
    }

    @Test
    void shouldReadAllPages() {
        salesforce().pagesOf(1);

        assertThat(crm.findByPhone(number("+12075550129")).join().customers()).hasSize(2);
        History history = crm.history(dana().id()).join();
        assertThat(history.cases()).hasSize(2);
        assertThat(history.calls()).hasSize(1);
    }

    @Test
    void shouldNotAcceptAPartialHistory() {
        String dana = dana().id();
        vendor.behaveOnce(Trouble.of(Trouble.Kind.PARTIAL));

        assertThat(failure(crm.history(dana))).isEqualTo(CrmFailure.PARTIAL);
    }

    @Test
    void shouldNotShowTheCallOfACase() {
        String dana = dana().id();
        CrmEntry opened = crm.openCase(aCase(dana, "Hub is dead")).join();
        crm.addInteraction(interaction(dana, opened, "Calls about the hub")).join();

        History history = crm.history(dana).join();

        assertThat(history.cases()).extracting(History.Case::subject).contains("Hub is dead");
        assertThat(history.calls())
                .extracting(History.Call::subject)
                .containsExactly("Hub offline");
    }

    @Test
    void shouldShowACallOfAnAccount() {
        String dana = dana().id();
        String account = salesforce().add("Account", new JsonObject().put("Name", "Reyes"));
        salesforce()
                .add(
                        "Task",
                        new JsonObject()
                                .put("Subject", "Asked for a quote")
                                .put("TaskSubtype", "Call")
                                .put("WhoId", dana)
                                .put("WhatId", account));

        assertThat(crm.history(dana).join().calls())
                .extracting(History.Call::subject)
                .containsExactlyInAnyOrder("Hub offline", "Asked for a quote");
    }

    @Test
    void shouldWriteACaseInSalesforcesFormat() {
        CrmEntry entry = crm.openCase(aCase(dana().id(), "Hub is dead")).join();

        Written written = vendor.written().get(0);
        assertThat(written.kind()).isEqualTo("case");
        assertThat(written.sessionId()).isEqualTo(aCase(null, "").sessionId());
        JsonObject fields = written.fields();
        assertThat(fields.getString("Origin")).isEqualTo("Phone");
        assertThat(fields.getString("Priority")).isEqualTo("Medium");
        assertThat(fields.getString("Status")).isEqualTo("New");
        assertThat(fields.getString("ContactId")).isEqualTo(dana().id());
        assertThat(fields.getString("SuppliedPhone")).isEqualTo("+14155550142");
        assertThat(entry.number()).isEqualTo(fields.getString("CaseNumber"));
        assertThat(entry.url())
                .isEqualTo(vendor.settings().get("SALESFORCE_URL") + "/" + entry.id());
    }

    @Test
    void shouldWriteACallAsACompletedTask() {
        String dana = dana().id();
        CrmEntry opened = crm.openCase(aCase(dana, "Hub is dead")).join();
        InteractionDraft draft = interaction(dana, opened, "Calls about the hub");
        CrmEntry entry = crm.addInteraction(draft).join();

        Written written = vendor.written().get(1);
        assertThat(written.kind()).isEqualTo("task");
        assertThat(written.id()).isEqualTo(entry.id());
        JsonObject fields = written.fields();
        assertThat(fields.getString("WhoId")).isEqualTo(dana);
        assertThat(fields.getString("WhatId")).isEqualTo(opened.id());
        assertThat(fields.getString("Status")).isEqualTo("Completed");
        assertThat(fields.getString("TaskSubtype")).isEqualTo("Call");
        assertThat(fields.getString("CallType")).isEqualTo("Inbound");
        assertThat(fields.getString("CallObject")).isEqualTo(draft.recordKey());
        assertThat(fields.getInteger("CallDurationInSeconds")).isEqualTo(90);
        assertThat(fields.getString("ActivityDate")).isEqualTo("2026-11-22");
        assertThat(fields.getString("Description")).isEqualTo(draft.summary());
    }

    @Test
    void shouldOpenOneCaseForConcurrentRequests() {
        salesforce().olderUpserts();
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        Crm other = open(Map.of());
        List<CompletableFuture<CrmEntry>> opened = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            opened.add((i % 2 == 0 ? crm : other).openCase(draft));
        }

        assertThat(opened.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(vendor.written()).hasSize(1);
        other.close();
    }

    @Test
    void shouldNotOverwriteChangesOfACase() {
        String dana = dana().id();
        String first = crm.openCase(aCase(dana, "Hub is dead")).join().id();

        String second = crm.openCase(aCase(dana, "Another wording")).join().id();

        assertThat(second).isEqualTo(first);
        assertThat(vendor.written().get(0).fields().getString("Subject")).isEqualTo("Hub is dead");
    }

    @Test
    void shouldReturnTheOldestOfSeveralCasesOfACall() {
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        JsonObject fields =
                new JsonObject()
                        .put("CaseNumber", "00000001")
                        .put("CreatedDate", "2026-11-22T10:00:00.000+0000")
                        .put("Support_Session_Id__c", draft.sessionId());
        String oldest = salesforce().add("Case", fields);
        salesforce().add("Case", fields.copy().put("CreatedDate", "2026-11-22T11:00:00.000+0000"));

        assertThat(crm.openCase(draft).join().id()).isEqualTo(oldest);
        assertThat(vendor.written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldOpenACaseOnceWithoutAFieldForTheSession(boolean customerIsKnown) {
        Crm plain = open(NO_SESSION_FIELD);
        CaseDraft draft = aCase(customerIsKnown ? dana().id() : null, "Hub is dead");

        CrmEntry first = plain.openCase(draft).join();
        CrmEntry second = plain.openCase(draft).join();

        assertThat(second).isEqualTo(first);
        assertThat(first.number()).isEqualTo("00002001");
        assertThat(vendor.written()).hasSize(1);
        assertThat(vendor.written().get(0).fields().containsKey("Support_Session_Id__c")).isFalse();
        plain.close();
    }

    @Test
    void shouldNameTheSessionInADescriptionWithoutIt() {
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        CaseDraft silent =
                new CaseDraft(
                        draft.sessionId(),
                        draft.customerId(),
                        null,
                        draft.subject(),
                        "Nothing works",
                        draft.priority());
        Crm plain = open(NO_SESSION_FIELD);

        plain.openCase(silent).join();
        plain.openCase(silent).join();

        assertThat(vendor.written()).hasSize(1);
        assertThat(vendor.written().get(0).fields().getString("Description"))
                .isEqualTo("Nothing works\n\nCall session: " + draft.sessionId());
        plain.close();
    }

    /**
     * Of the three requests (look-up, creation and reading of the number) the second response is
     * lost.
     */
    @Test
    void shouldNotRepeatACreationWithUnknownOutcome() {
        Crm impatient =
                open(
                        Map.of(
                                "SALESFORCE_CASE_SESSION_FIELD", "none",
                                "CRM_WRITE_DEADLINE", "600ms"));
        CaseDraft draft = aCase(dana().id(), "Hub is dead");
        impatient.findByPhone(number("+14155550142")).join();
        vendor.behaveOnce(Trouble.NONE, Trouble.of(Trouble.Kind.LOST_ANSWER));

        assertThat(failure(impatient.openCase(draft))).isEqualTo(CrmFailure.TIMEOUT);
        assertThat(vendor.written()).hasSize(1);
        assertThat(impatient.openCase(draft).join().id()).isEqualTo(vendor.written().get(0).id());
        assertThat(vendor.written()).hasSize(1);
        impatient.close();
    }

    @Test
    void shouldNotRepeatACreationAfterAServerError() {
        String dana = dana().id();
        int before = vendor.requests();
        vendor.behaveOnce(Trouble.NONE, Trouble.status(503));

        assertThat(failure(crm.addInteraction(interaction(dana, null, "Calls"))))
                .isEqualTo(CrmFailure.UNAVAILABLE);

        assertThat(vendor.requests() - before).isEqualTo(2);
        assertThat(vendor.written()).isEmpty();
    }

    @Test
    void shouldFindByTheCustomerNumberOfTheTelephoneSystem() {
        assertThat(crm.findByForeignId("P-1").join()).contains(dana());
        assertThat(crm.findByForeignId("P-999").join()).isEmpty();
    }

    @Test
    void shouldFindNoCustomerIfTwoShareACustomerNumber() {
        salesforce()
                .add(
                        "Contact",
                        new JsonObject().put("Name", "Twin").put("Customer_Number__c", "P-1"));

        assertThat(crm.findByForeignId("P-1").join()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P-1",
                "' OR Name LIKE '%",
                "x\\'",
                "0035e7C00A1B2C4",
                "5005e7C00A1B2C4AAA",
                "0035e007C00A1B3AAA",
                "003' OR Name = 'x1"
            })
    void shouldNotRequestInvalidIds(String id) {
        Crm strict = open(Map.of("SALESFORCE_CUSTOMER_ID_FIELD", "none"));
        if (id.length() == 15) {
            // By its form it may be an id.
            assertThat(strict.findByForeignId(id).join()).isEmpty();
            assertThat(vendor.requests()).isEqualTo(2);
        } else {
            assertThat(strict.findByForeignId(id).join()).isEmpty();
            assertThat(vendor.requests()).isZero();
        }
        strict.close();
    }

    @Test
    void shouldAcceptAnIdWithoutItsLastThreeLetters() {
        Customer dana = dana();

        assertThat(crm.findByForeignId(dana.id().substring(0, 15)).join()).contains(dana);
    }

    @Test
    void shouldNotSendInvalidRecords() {
        CrmEntry noCase = new CrmEntry("x' OR Id != '", "1", null);
        int before = vendor.requests();

        assertThat(failure(crm.openCase(aCase("' OR Id != '", "Hub"))))
                .isEqualTo(CrmFailure.REFUSED);
        assertThat(failure(crm.addInteraction(interaction("x", null, "Hub"))))
                .isEqualTo(CrmFailure.REFUSED);
        assertThat(failure(crm.addInteraction(interaction("0035e007C00A1B3", noCase, "Hub"))))
                .isEqualTo(CrmFailure.REFUSED);
        assertThat(failure(crm.history("' OR Id != '"))).isEqualTo(CrmFailure.NOT_FOUND);
        assertThat(vendor.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.my.salesforce.com.evil.example",
                "https://evilsalesforce.com",
                "http://acme.my.salesforce.com",
                "https://me@acme.my.salesforce.com",
                "https://acme.my.salesforce.com:8443",
                "no address"
            })
    void shouldRejectAForeignInstanceHost(String url) {
        salesforce().instanceUrl(url);

        assertThat(failure(crm.findByPhone(number("+14155550142"))))
                .isIn(CrmFailure.CREDENTIALS, CrmFailure.MALFORMED);
        assertThat(vendor.requests()).isEqualTo(1);
    }

    @Test
    void shouldSignInByPasswordOnlyIfConfigured() {
        Map<String, String> byPassword = salesforce().allowPasswords();
        Crm legacy = open(byPassword);
        assertThat(legacy.findByPhone(number("+14155550142")).join().isUnique()).isTrue();
        legacy.close();

        SalesforceDouble other = SalesforceDouble.start(people());
        Crm blocked = provider().open(settingsOf(other, byPassword), CrmMetrics.NONE);
        assertThat(failure(blocked.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.CREDENTIALS);
        blocked.close();
        other.close();
    }

    @Test
    void shouldReserveTheLastRequestsOfADayForWrites() {
        List<Double> shares = new CopyOnWriteArrayList<>();
        Crm limited = open(Map.of("SALESFORCE_QUOTA_FOR_READING", "0.5"), quota(shares));
        Customer dana = dana();
        salesforce().used(7_600, 15_000);
        limited.findByForeignId(dana.id()).join();
        int before = vendor.requests();

        assertThat(failure(limited.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.QUOTA);
        assertThat(failure(limited.history(dana.id()))).isEqualTo(CrmFailure.QUOTA);
        assertThat(vendor.requests()).isEqualTo(before);
        assertThat(shares.get(0)).isBetween(0.5, 0.51);
        limited.addInteraction(interaction(dana.id(), null, "Calls about the hub")).join();
        assertThat(vendor.written()).hasSize(1);
        limited.close();
    }

    @Test
    void shouldStopWhenNoRequestOfTheDayIsLeft() {
        Customer dana = dana();
        salesforce().used(15_000, 15_000);
        int before = vendor.requests();

        assertThat(failure(crm.addInteraction(interaction(dana.id(), null, "Calls"))))
                .isEqualTo(CrmFailure.QUOTA);
        assertThat(failure(crm.addInteraction(interaction(dana.id(), null, "Calls"))))
                .isEqualTo(CrmFailure.CIRCUIT_OPEN);
        assertThat(vendor.requests() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Case, Support_Session_Id__c, SALESFORCE_CASE_SESSION_FIELD",
        "Contact, Support_Tier__c, SALESFORCE_TIER_FIELD",
        "Contact, Products__c, SALESFORCE_PRODUCTS_FIELD",
        "Contact, Customer_Number__c, SALESFORCE_CUSTOMER_ID_FIELD",
        "Case, Is_Incident__c, SALESFORCE_INCIDENT_FIELD",
        "Contact, MobilePhone, MobilePhone",
        "Case, SuppliedPhone, SuppliedPhone",
        "Task, CallObject, CallObject"
    })
    void shouldNameTheMissingField(String kind, String field, String expected) {
        salesforce().hide(kind, field);

        assertThat(crm.check().join())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.what() + ": " + finding.advice())
                                        .contains(expected, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Case", "Task"})
    void shouldNameTheMissingRight(String kind) {
        salesforce().readOnly(kind);

        assertThat(crm.check().join())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.what()).isEqualTo("object " + kind);
                            assertThat(finding.advice()).contains("right Create");
                        });
    }

    @Test
    void shouldReportAnUnknownVersion() {
        Crm old = open(Map.of("SALESFORCE_API_VERSION", "v30.0"));

        assertThat(old.check().join())
                .filteredOn(finding -> finding.what().startsWith("version"))
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.advice())
                                        .contains("SALESFORCE_API_VERSION", "v68.0"));
        old.close();
    }

    @Test
    void shouldReportAMissingRunAsUser() {
        salesforce().takeRunAsUserAway();

        assertThat(crm.check().join())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.advice()).contains("invalid_grant", "run as"));
    }

    private SalesforceDouble salesforce() {
        return (SalesforceDouble) vendor;
    }

    private static CrmMetrics quota(List<Double> shares) {
        return new CrmMetrics() {
            @Override
            public void answered(String operation, Duration took) {}

            @Override
            public void failed(String operation, CrmFailure failure, boolean triedAgain) {}

            @Override
            public void quotaUsed(double share) {
                shares.add(share);
            }
        };
    }

    private static Settings settingsOf(CrmDouble vendor, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(vendor.settings());
        all.putAll(more);
        return Settings.of(all);
    }
}
