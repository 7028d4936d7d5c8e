package io.supportassistant.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;

/**
 * Adds {@link BrowserRules} and {@link ChangeToken} to Flink's REST server. Flink finds this class
 * through its service file.
 */
public final class FlinkGuard implements InboundChannelHandlerFactory {

    /** Further host names of the page, for example behind an ingress. */
    public static final ConfigOption<List<String>> HOSTS =
            ConfigOptions.key("assist.page.hosts").stringType().asList().defaultValues();

    /**
     * The bearer token for requests that change state. Without it, any client that reaches the
     * server may, for example, run arbitrary programs with {@code POST /jobs}.
     */
    public static final ConfigOption<String> TOKEN =
            ConfigOptions.key("assist.page.token").stringType().noDefaultValue();

    private static final ConfigOption<String> KUBERNETES_CLUSTER =
            ConfigOptions.key("kubernetes.cluster-id").stringType().noDefaultValue();
    private static final ConfigOption<String> KUBERNETES_NAMESPACE =
            ConfigOptions.key("kubernetes.namespace").stringType().defaultValue("default");

    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<ChannelHandler> createHandler(
            Configuration configuration, Map<String, String> responseHeaders) {
        return Optional.of(new GuardHandler(rules(configuration), ChangeToken.of(configuration)));
    }

    static BrowserRules rules(Configuration configuration) {
        Set<String> names = new HashSet<>();
        configuration.get(HOSTS).forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        configuration.getOptional(RestOptions.ADDRESS).ifPresent(names::add);
        configuration.getOptional(JobManagerOptions.ADDRESS).ifPresent(names::add);
        return new BrowserRules(
                names,
                configuration
                        .getOptional(KUBERNETES_CLUSTER)
                        .map(id -> id + "-rest." + configuration.get(KUBERNETES_NAMESPACE))
                        .orElse(null));
    }
}
