package io.supportassistant.crmjob;

import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A CRM whose gate can hold requests or responses. */
final class GatedCrm implements Crm {

    private final Crm crm;
    private final Gate gate;

    GatedCrm(Crm crm, Gate gate) {
        this.crm = crm;
        this.gate = gate;
    }

    /** Shared by all clients of a test. */
    static final class Gate {

        /** Names of operations, in the order of the requests. */
        final List<String> asked = new CopyOnWriteArrayList<>();

        private volatile CompletableFuture<Void> questions =
                CompletableFuture.completedFuture(null);
        private volatile CompletableFuture<Void> answers = CompletableFuture.completedFuture(null);

        /** From now on requests do not arrive. */
        void holdQuestions() {
            questions = new CompletableFuture<>();
        }

        /** From now on requests are executed but their responses are held. */
        void holdAnswers() {
            answers = new CompletableFuture<>();
        }

        void open() {
            questions.complete(null);
            answers.complete(null);
        }

        private <T> CompletableFuture<T> pass(String name, Supplier<CompletableFuture<T>> ask) {
            asked.add(name);
            CompletableFuture<Void> open = answers;
            return questions
                    .thenCompose(in -> ask.get())
                    .thenCompose(answer -> open.thenApply(out -> answer));
        }
    }

    @Override
    public CompletableFuture<CustomerMatch> findByPhone(CallerNumber number) {
        return gate.pass("find_by_phone", () -> crm.findByPhone(number));
    }

    @Override
    public CompletableFuture<Optional<Customer>> findById(String customerId) {
        return gate.pass("find_by_id", () -> crm.findById(customerId));
    }

    @Override
    public CompletableFuture<History> history(String customerId) {
        return gate.pass("history", () -> crm.history(customerId));
    }

    @Override
    public CompletableFuture<CrmEntry> openCase(CaseDraft draft) {
        return gate.pass("open_case", () -> crm.openCase(draft));
    }

    @Override
    public CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft) {
        return gate.pass("add_interaction", () -> crm.addInteraction(draft));
    }

    @Override
    public CompletableFuture<List<Finding>> check() {
        return crm.check();
    }

    @Override
    public void close() {
        crm.close();
    }
}
