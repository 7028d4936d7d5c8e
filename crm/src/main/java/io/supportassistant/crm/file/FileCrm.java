package io.supportassistant.crm.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmProvider;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.remote.DaemonThreads;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers in one JSON file, which is reloaded when it changes, and records in a folder: one file
 * each, named after the call's session, so that none exists twice.
 */
public final class FileCrm implements Crm {

    private static final Logger LOG = LoggerFactory.getLogger(FileCrm.class);

    public static final Setting<Path> CUSTOMERS =
            Setting.path(
                    "CRM_FILE_CUSTOMERS",
                    null,
                    "JSON file of customers, cases and calls; for the format see"
                            + " samples/crm/customers.json.");
    public static final Setting<Path> RECORDS =
            Setting.path(
                    "CRM_FILE_RECORDS",
                    null,
                    "Folder for call records and cases, one file each; on a cluster, a folder that"
                            + " all task managers share.");

    public static final CrmProvider PROVIDER =
            new CrmProvider() {
                @Override
                public String name() {
                    return "file";
                }

                @Override
                public List<Setting<?>> settings() {
                    return List.of(CUSTOMERS, RECORDS);
                }

                @Override
                public Crm open(Settings settings, CrmMetrics metrics) {
                    return new FileCrm(settings.get(CUSTOMERS), settings.get(RECORDS), metrics);
                }
            };

    private final CustomerFile customers;
    private final RecordFolder records;
    private final CrmMetrics metrics;
    private final ExecutorService files =
            Executors.newSingleThreadExecutor(DaemonThreads.named("crm-file"));

    FileCrm(Path customers, Path records, CrmMetrics metrics) {
        this.customers = new CustomerFile(customers);
        this.records = new RecordFolder(records);
        this.metrics = metrics;
    }

    @Override
    public CompletableFuture<CustomerMatch> findByPhone(CallerNumber number) {
        return run(
                "find_by_phone",
                () ->
                        CustomerMatch.of(
                                customers.people().stream()
                                        .filter(person -> number.matches(person.phone()))
                                        .map(FileCrm::customer)
                                        .toList()));
    }

    @Override
    public CompletableFuture<Optional<Customer>> findById(String customerId) {
        return run("find_by_id", () -> person(customerId).map(FileCrm::customer));
    }

    @Override
    public CompletableFuture<History> history(String customerId) {
        return run(
                "history",
                () -> {
                    CustomerFile.Person person =
                            person(customerId)
                                    .orElseThrow(
                                            () ->
                                                    new CrmException(
                                                            CrmFailure.NOT_FOUND,
                                                            "no customer has this id"));
                    List<History.Case> cases = new ArrayList<>(records.casesOf(customerId));
                    person.cases().forEach(one -> cases.add(one.asCase()));
                    List<History.Call> calls = new ArrayList<>(records.callsOf(customerId));
                    person.calls()
                            .forEach(
                                    one ->
                                            calls.add(
                                                    new History.Call(
                                                            one.subject(), null, one.at())));
                    return new History(cases, calls);
                });
    }

    @Override
    public CompletableFuture<CrmEntry> openCase(CaseDraft draft) {
        return run(
                "open_case",
                () -> {
                    ObjectNode fields = RecordFolder.fields();
                    fields.put("session_id", draft.sessionId());
                    fields.put("customer_id", draft.customerId());
                    fields.put("caller_number", draft.callerNumber());
                    fields.put("subject", draft.subject());
                    fields.put("description", draft.description());
                    fields.put("priority", draft.priority().name().toLowerCase(Locale.ROOT));
                    fields.put("status", "open");
                    fields.put("opened_at", Instant.now().toString());
                    return records.keep("case", draft.sessionId(), fields);
                });
    }

    @Override
    public CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft) {
        return run(
                "add_interaction",
                () -> {
                    ObjectNode fields = RecordFolder.fields();
                    fields.put("session_id", draft.recordKey());
                    fields.put("customer_id", draft.customerId());
                    fields.put("caller_number", draft.callerNumber());
                    fields.put("subject", draft.subject());
                    fields.put("summary", draft.summary());
                    fields.put("started_at", draft.startedAt().toString());
                    fields.put("ended_at", draft.endedAt().toString());
                    if (draft.openedCase() != null) {
                        fields.put("case_id", draft.openedCase().id());
                    }
                    return records.keep("call", draft.recordKey(), fields);
                });
    }

    @Override
    public CompletableFuture<List<Finding>> check() {
        return CompletableFuture.supplyAsync(
                () -> List.of(checkCustomers(), checkRecords()), files);
    }

    private Finding checkCustomers() {
        try {
            customers.people();
            return Finding.ok("customers");
        } catch (IOException | CrmException e) {
            return Finding.missing(
                    "customers",
                    CUSTOMERS.name()
                            + " does not name a readable customer file: "
                            + e.getMessage());
        }
    }

    private Finding checkRecords() {
        return records.isWritable()
                ? Finding.ok("records")
                : Finding.missing("records", RECORDS.name() + " does not name a writable folder");
    }

    private Optional<CustomerFile.Person> person(String id) throws IOException {
        return customers.people().stream().filter(person -> person.id().equals(id)).findFirst();
    }

    private static Customer customer(CustomerFile.Person person) {
        return new Customer(
                person.id(), person.name(), person.company(), person.tier(), person.products());
    }

    private <T> CompletableFuture<T> run(String operation, Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    long begun = System.nanoTime();
                    try {
                        T result = work.call();
                        metrics.answered(operation, Duration.ofNanos(System.nanoTime() - begun));
                        return result;
                    } catch (Exception e) {
                        CrmException failure =
                                e instanceof IOException
                                        ? new CrmException(
                                                CrmFailure.UNAVAILABLE,
                                                e.getClass().getSimpleName())
                                        : CrmException.of(e);
                        metrics.failed(operation, failure.failure(), false);
                        LOG.warn(
                                "file: {} failed: {} ({})",
                                operation,
                                failure.failure().wireName(),
                                failure.getMessage());
                        throw new CompletionException(failure);
                    }
                },
                files);
    }

    @Override
    public void close() {
        files.shutdownNow();
    }
}
