package io.supportassistant.local;

import static org.awaitility.Awaitility.await;

import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.local.stack.LocalDoubles;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides tests with a second system that has models behind its agents and articles in Qdrant,
 * both doubles, and doubles of telephone systems; all tests share it. After each test the doubles
 * are reset to normal.
 */
final class RunningDoubles implements ParameterResolver, AfterEachCallback {

    /** What tests hold while they use the doubles. */
    static final String LOCK = "doubles of the running system";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningDoubles.class);

    /** The system and its doubles. */
    record Doubled(LocalStack stack, ModelServer models, QdrantServer qdrant, PhoneSystems phones) {

        private static final Duration TIMEOUT = Duration.ofSeconds(60);

        /** Waits until the models are used again after a failure, and respond. */
        void awaitModels() {
            await().atMost(TIMEOUT)
                    .until(
                            () -> {
                                try (Caller call = new Caller(stack.ports().http())) {
                                    call.ask("how long does a refund take?");
                                    await().atMost(TIMEOUT).until(() -> !call.updates().isEmpty());
                                    return call.cards().stream()
                                            .anyMatch(card -> card.has("answer"));
                                }
                            });
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Doubled.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class)
                .doubled;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Started started = context.getRoot().getStore(NAMESPACE).get(Started.class, Started.class);
        if (started != null) {
            started.doubled.models().behave(Mode.NORMAL);
        }
    }

    private static final class Started implements ExtensionContext.Store.CloseableResource {

        private final Path state;
        private final LocalDoubles doubles;
        private final Doubled doubled;

        Started() {
            try {
                state = Files.createTempDirectory("assist-test");
                doubles = LocalDoubles.start(true, true);
                Map<String, String> environment = new HashMap<>(doubles.settings());
                environment.put("MODEL_CIRCUIT_OPEN", "1s");
                // The machine may be busy.
                environment.put("MODEL_DEADLINE", "2s");
                environment.put("AGENT_DEADLINE", "3s");
                environment.put("ASSIST_TIMEOUT", "10s");
                environment.put("MODEL_PRICE_INPUT", "2");
                environment.put("MODEL_PRICE_CACHED", "1");
                environment.put("MODEL_PRICE_OUTPUT", "8");
                Ports ports = Ports.free();
                PhoneSystems phones = new PhoneSystems(ports.http());
                environment.putAll(phones.settings());
                doubled =
                        new Doubled(
                                LocalStack.start(
                                        RunningStack.options(state, true, ports, environment),
                                        StartupProgress.silent()),
                                doubles.models().orElseThrow(),
                                doubles.qdrant().orElseThrow(),
                                phones);
            } catch (Exception e) {
                throw new IllegalStateException("the system does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            doubled.stack().close();
            doubled.phones().close();
            doubles.close();
            FileUtils.deleteDirectory(state.toFile());
        }
    }
}
