package io.supportassistant.crm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCrmTest {

    private static final String SESSION = SessionIds.session("test", "one");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final String UNUSUAL_TEXT = "O'Hara \"Bob\" \\ \uD83D\uDE00\nZoë <b>";
    private static final String PEOPLE =
            """
            {"customers": [
              {"id": "C-1", "name": "Dana Reyes", "phone": "(415) 555-0142", "company": "Reyes",
               "tier": "Gold", "products": ["Hub"], "shoe_size": 38,
               "cases": [
                 {"number": "7", "subject": "late", "status": "open", "incident": true,
                  "opened_at": "2026-11-18T08:20:00Z"},
                 {"number": "8", "subject": "refund", "status": "Closed",
                  "opened_at": "2026-11-03T14:05:00Z"}],
               "calls": [{"subject": "offline", "at": "2026-06-02T11:31:00Z"}]},
              {"id": "C-2", "name": "Margaret", "phone": "207-555-0129"},
              {"id": "C-3", "name": "Harold", "phone": "+1 207 555 0129"},
              {"id": "C-4", "name": "No number"}]}
            """;

    @TempDir private Path folder;
    private Path people;
    private Path records;
    private Crm crm;
    private final List<Crm> opened = new ArrayList<>();
    private int changes;

    @BeforeEach
    void start() throws IOException {
        people = folder.resolve("customers.json");
        records = folder.resolve("deep").resolve("records");
        write(PEOPLE);
        crm = open();
    }

    @AfterEach
    void stop() {
        opened.forEach(Crm::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155550142", "tel:+1-415-555-0142", "4155550142"})
    void shouldFindTheCustomerWithTheNumber(String raw) {
        CustomerMatch match = find(raw);

        assertThat(match.isUnique()).isTrue();
        assertThat(match.customers())
                .containsExactly(
                        new Customer("C-1", "Dana Reyes", "Reyes", "Gold", List.of("Hub")));
    }

    @Test
    void shouldFindAllCustomersWhoShareANumber() {
        assertThat(find("+12075550129").customers())
                .extracting(Customer::id)
                .containsExactly("C-2", "C-3");
        assertThat(find("+12125550000").customers()).isEmpty();
    }

    @Test
    void shouldFindByTheId() {
        assertThat(crm.findById("C-4").join()).map(Customer::name).contains("No number");
        for (String none : List.of("C-9", "", "../../x", "' OR 1", "\u0000")) {
            assertThat(crm.findById(none).join()).isEmpty();
        }
    }

    @Test
    void shouldReadTheHistory() {
        History history = crm.history("C-1").join();

        assertThat(history.cases())
                .containsExactlyInAnyOrder(
                        new History.Case(
                                "7",
                                "7",
                                "late",
                                "open",
                                true,
                                true,
                                Instant.parse("2026-11-18T08:20:00Z")),
                        new History.Case(
                                "8",
                                "8",
                                "refund",
                                "Closed",
                                false,
                                false,
                                Instant.parse("2026-11-03T14:05:00Z")));
        assertThat(history.calls()).extracting(History.Call::subject).containsExactly("offline");
        assertThat(crm.history("C-4").join()).isEqualTo(History.EMPTY);
        assertThat(failure(crm.history("C-9"))).isEqualTo(CrmFailure.NOT_FOUND);
    }

    @Test
    void shouldKeepTheFirstWrite() throws IOException {
        CrmEntry first = crm.addInteraction(interaction("C-1", UNUSUAL_TEXT, null)).join();
        CrmEntry second = crm.addInteraction(interaction("C-1", "changed", null)).join();

        assertThat(second).isEqualTo(first);
        assertThat(files()).containsExactly("call-" + SESSION + ".json");
        JsonNode kept = read("call-" + SESSION + ".json");
        assertThat(kept.path("subject").asText()).isEqualTo(UNUSUAL_TEXT);
        assertThat(kept.path("session_id").asText()).isEqualTo(SESSION);
        assertThat(kept.path("caller_number").asText()).isEqualTo("+14155550142");
        assertThat(kept.path("started_at").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(first.url()).startsWith("file:").endsWith("call-" + SESSION + ".json");
    }

    @Test
    void shouldShowWrittenRecordsInTheHistory() {
        crm.openCase(aCase("C-4", "hub is dead")).join();
        crm.addInteraction(interaction("C-4", "a call of its own", null)).join();
        History history = crm.history("C-4").join();

        assertThat(history.cases())
                .extracting(History.Case::id, History.Case::subject, History.Case::open)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "case-" + SESSION, "hub is dead", true));
        assertThat(history.calls())
                .containsExactly(new History.Call("a call of its own", null, AT));
        assertThat(crm.history("C-1").join().calls()).hasSize(1);
    }

    @Test
    void shouldShowOnlyTheCaseOfACallThatLedToACase() {
        CrmEntry opened = crm.openCase(aCase("C-4", "hub is dead")).join();
        crm.addInteraction(interaction("C-4", "a call", opened)).join();

        assertThat(crm.history("C-4").join().cases()).hasSize(1);
        assertThat(crm.history("C-4").join().calls()).isEmpty();
    }

    @Test
    void shouldOpenACaseWithoutACustomer() throws IOException {
        CrmEntry entry = crm.openCase(aCase(null, "hub is dead")).join();

        assertThat(entry.number()).isEqualTo(SESSION.substring(0, 8));
        assertThat(read("case-" + SESSION + ".json").path("customer_id").isNull()).isTrue();
        assertThat(read("case-" + SESSION + ".json").path("priority").asText()).isEqualTo("urgent");
    }

    /** As after a restart while the previous process is still writing. */
    @Test
    void shouldWriteOnceWithConcurrentWriters() throws IOException {
        List<Crm> instances = IntStream.range(0, 4).mapToObj(i -> open()).toList();
        List<CompletableFuture<CrmEntry>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(instances.get(i % 4).addInteraction(interaction("C-1", "text " + i, null)));
            all.add(instances.get(i % 4).openCase(aCase("C-1", "text " + i)));
        }

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(2);
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "call-" + SESSION + ".json", "case-" + SESSION + ".json");
        assertThat(read("call-" + SESSION + ".json").path("subject").asText()).startsWith("text ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../../etc/passwd", "x", "6C5B2D44-ACB5-5A59-BB15-847B3DEB2366"})
    void shouldRejectInvalidSessionIds(String session) {
        InteractionDraft draft = new InteractionDraft(session, "C-1", null, "s", "s", AT, AT, null);

        assertThat(failure(crm.addInteraction(draft))).isEqualTo(CrmFailure.REFUSED);
        assertThat(records).doesNotExist();
    }

    @Test
    void shouldReadAChangedFile() throws IOException {
        assertThat(find("+12125550000").customers()).isEmpty();

        write(
                "{\"customers\": [{\"id\": \"C-5\", \"name\": \"New\", \"phone\": \"212 555"
                        + " 0000\"}]}");

        assertThat(find("+12125550000").customers())
                .extracting(Customer::id)
                .containsExactly("C-5");
        assertThat(find("+14155550142").customers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"customers\": [\n{",
                "{\"customers\": [{\"name\": \"no id\"}]}",
                "{\"customers\": [{\"id\": \"1\"}]}",
                "{\"customers\": [null]}",
                "{\"customers\": 7}",
                "<html>"
            })
    void shouldReportABrokenFileAndRecoverWhenItIsRepaired(String broken) throws IOException {
        find("+14155550142");
        write(broken);

        assertThat(failure(crm.findByPhone(number("+14155550142"))))
                .isEqualTo(CrmFailure.MALFORMED);
        assertThat(crm.check().join())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> assertThat(finding.advice()).contains("CRM_FILE_CUSTOMERS"));
        // Unrelated operations continue.
        crm.addInteraction(interaction("C-1", "x", null)).join();

        write(PEOPLE);
        assertThat(find("+14155550142").isUnique()).isTrue();
    }

    @Test
    void shouldRecoverWhenTheFileIsBack() throws IOException {
        Files.delete(people);
        assertThat(failure(crm.findById("C-1"))).isEqualTo(CrmFailure.UNAVAILABLE);
        assertThat(crm.check().join()).anyMatch(finding -> !finding.ok());

        write(PEOPLE);
        assertThat(crm.findById("C-1").join()).isPresent();
    }

    @Test
    void shouldReportAFolderItCannotWriteTo() throws IOException {
        assertThat(crm.check().join()).hasSize(2).allMatch(Crm.Finding::ok);
        Files.delete(records);
        Files.writeString(records, "a file where the folder should be");

        assertThat(failure(crm.openCase(aCase("C-1", "x")))).isEqualTo(CrmFailure.UNAVAILABLE);
        assertThat(crm.check().join())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> assertThat(finding.advice()).contains("CRM_FILE_RECORDS"));
    }

    @Test
    void shouldNameTheMissingSetting() {
        assertThatThrownBy(() -> FileCrm.PROVIDER.open(Settings.of(Map.of()), CrmMetrics.NONE))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("CRM_FILE_CUSTOMERS");
    }

    private Crm open() {
        Crm made =
                FileCrm.PROVIDER.open(
                        Settings.of(
                                Map.of(
                                        "CRM_FILE_CUSTOMERS", people.toString(),
                                        "CRM_FILE_RECORDS", records.toString())),
                        CrmMetrics.NONE);
        opened.add(made);
        return made;
    }

    /** A file system may have coarse timestamps. */
    private void write(String content) throws IOException {
        Files.writeString(people, content);
        Files.setLastModifiedTime(people, FileTime.from(AT.plusSeconds(changes++)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(records)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private JsonNode read(String file) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(records.resolve(file)));
    }

    private CustomerMatch find(String raw) {
        return crm.findByPhone(number(raw)).join();
    }

    private static CallerNumber number(String raw) {
        return CallerNumber.parse(raw, "US").orElseThrow();
    }

    private static CaseDraft aCase(String customerId, String subject) {
        return new CaseDraft(SESSION, customerId, null, subject, UNUSUAL_TEXT, Priority.URGENT);
    }

    private static InteractionDraft interaction(
            String customerId, String subject, CrmEntry openedCase) {
        return new InteractionDraft(
                SESSION,
                customerId,
                "+14155550142",
                subject,
                UNUSUAL_TEXT,
                AT,
                AT.plusSeconds(90),
                openedCase);
    }

    private static CrmFailure failure(CompletableFuture<?> operation) {
        Throwable thrown = catchThrowable(operation::join);
        assertThat(thrown).hasCauseInstanceOf(CrmException.class);
        return CrmException.of(thrown).failure();
    }
}
