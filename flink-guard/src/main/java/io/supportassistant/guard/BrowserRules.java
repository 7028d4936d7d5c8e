package io.supportassistant.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;

/**
 * Decides which requests Flink's REST server accepts. The server has no user accounts, so any web
 * page in a browser on the same machine could send requests to it; these rules block such pages.
 * Programs send no {@code Origin} and pass.
 *
 * @param names allowed host names of the server in lower case, besides {@code localhost} and IP
 *     addresses
 * @param service first two labels of the Kubernetes service's name ({@code
 *     assist-job-rest.default}), which may be followed by further labels; or null
 */
record BrowserRules(Set<String> names, String service) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}(%[\\w.-]+)?]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    /** GET requests that change state, which Flink keeps for YARN's proxy. */
    private static final Pattern CHANGING_GET = Pattern.compile("yarn-(cancel|stop)");

    BrowserRules {
        names = Set.copyOf(names);
    }

    /**
     * The reason to refuse a request, as a text for its sender; empty if the request is accepted.
     *
     * @param uri path and query, or an absolute address
     * @param hosts the values of all {@code Host} headers
     * @param origins the values of all {@code Origin} headers
     */
    Optional<String> refusal(String uri, List<String> hosts, List<String> origins) {
        if (hosts.size() != 1) {
            return Optional.of("The request must have one Host header.");
        }
        String host = hosts.get(0).toLowerCase(Locale.ROOT);
        if (!isOurs(withoutPort(host))) {
            return Optional.of(
                    "The host name of the request is not allowed. Use localhost or an IP address,"
                            + " or list the name in "
                            + FlinkGuard.HOSTS.key()
                            + ".");
        }
        for (String origin : origins) {
            if (!origin.toLowerCase(Locale.ROOT).matches("https?://" + Pattern.quote(host))) {
                return Optional.of("Requests from pages of another origin are not allowed.");
            }
        }
        try {
            // Flink decodes an address twice: first the whole address, then each segment of the
            // path.
            String path = new QueryStringDecoder(uri).path();
            if (CHANGING_GET.matcher(QueryStringDecoder.decodeComponent(path)).find()) {
                return Optional.of("A GET request must not end a job. Use PATCH /jobs/:jobid.");
            }
        } catch (IllegalArgumentException e) {
            return Optional.of("The path of the request is malformed.");
        }
        return Optional.empty();
    }

    private boolean isOurs(String name) {
        return name.equals("localhost")
                || IPV6.matcher(name).matches()
                || IPV4.matcher(name).matches()
                || names.contains(name)
                || service != null
                        && (service.equals(name)
                                || service.startsWith(name + ".")
                                || name.startsWith(service + "."));
    }

    private static String withoutPort(String host) {
        return PORT.matcher(host).replaceFirst("");
    }
}
