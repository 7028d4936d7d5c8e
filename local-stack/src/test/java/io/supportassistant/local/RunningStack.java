package io.supportassistant.local;

import io.supportassistant.local.stack.LocalCrm;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides tests with the whole system, the sample knowledge and customers, and doubles of
 * telephone systems; all tests share it, on free ports.
 */
final class RunningStack implements ParameterResolver, ExecutionCondition {

    /** What tests hold that end parts of the system, and tests that run beside others. */
    static final String LOCK = "parts of the running system";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningStack.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return ContainerServers.whyNot()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("what is needed runs"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalStack.class || type == PhoneSystems.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Started started =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class);
        return parameter.getParameter().getType() == LocalStack.class
                ? started.stack
                : started.phones;
    }

    static LocalStack.Options options(Path state, boolean fresh, Ports ports) {
        return options(state, fresh, ports, Map.of());
    }

    static LocalStack.Options options(
            Path state, boolean fresh, Ports ports, Map<String, String> environment) {
        Path home = Path.of("..").toAbsolutePath().normalize();
        return new LocalStack.Options(
                home, state, fresh, ports, home.resolve("samples/knowledge"), environment);
    }

    private static final class Started implements ExtensionContext.Store.CloseableResource {

        private final Path state;
        private final LocalCrm crm;
        private final PhoneSystems phones;
        private final ContainerServers containers;
        private final LocalStack stack;

        Started() {
            try {
                state = Files.createTempDirectory("assist-test");
                Ports ports = Ports.free();
                phones = new PhoneSystems(ports.http());
                crm =
                        LocalCrm.start(
                                LocalCrm.Kind.FILE,
                                Path.of("../samples/crm/customers.json"),
                                state.resolve("crm-records"));
                Map<String, String> environment = new HashMap<>(phones.settings());
                environment.putAll(crm.settings());
                environment.put("CRM_RECORD_AFTER", "2s");
                environment.put("DESK_FRAME_ANCESTORS", "http://localhost:*");
                containers = ContainerServers.running().orElse(null);
                if (containers != null) {
                    environment.putAll(containers.settings());
                }
                LocalStack.Options plain = options(state, true, ports, environment);
                stack =
                        LocalStack.start(
                                new LocalStack.Options(
                                        plain.home(),
                                        plain.state(),
                                        plain.fresh(),
                                        plain.ports(),
                                        plain.knowledge(),
                                        plain.environment(),
                                        containers == null ? null : containers.servers()),
                                StartupProgress.silent());
            } catch (Exception e) {
                throw new IllegalStateException("the system does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            stack.close();
            phones.close();
            crm.close();
            if (containers != null) {
                containers.close();
            }
            FileUtils.deleteDirectory(state.toFile());
        }
    }
}
