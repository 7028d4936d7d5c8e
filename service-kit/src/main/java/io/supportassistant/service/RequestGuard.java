package io.supportassistant.service;

import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first handler of every service. Before any other handler uses the request, it refuses:
 *
 * <ul>
 *   <li>a missing, repeated or unreadable Host and a repeated Origin (400), and a Host that is not
 *       allowed (421), so that DNS rebinding (an attacker's name for this machine) has no effect;
 *   <li>an Origin that is neither this service nor allowed (403), so that a web page cannot use the
 *       network position of its reader;
 *   <li>a request without an Origin that, according to the browser, comes from a page of another
 *       site (403), such as an image: any page that knows the address can send it. Links to the
 *       desk are allowed;
 *   <li>in open mode, a request that came through a proxy, as its headers or HTTP/1.0 show (403):
 *       everyone behind the proxy would have access. A proxy that adds no header and speaks
 *       HTTP/1.1 looks like a client on this machine.
 * </ul>
 *
 * Loopback names are always allowed. IP addresses are allowed as Host once keys are set: DNS
 * rebinding does not work with an address, and health probes use addresses.
 */
public final class RequestGuard implements Handler<RoutingContext> {

    private static final String PROXIED =
            "No key is set, so only clients on this machine have access, but a proxy forwarded this"
                    + " request. Set keys before putting the service behind a proxy";

    /**
     * {@code Sec-Fetch-Site} values for pages of this service, and for addresses that users enter.
     */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");
    private static final String ANY = "*";
    private static final CharSequence FETCH_SITE = HttpHeaders.createOptimized("Sec-Fetch-Site");
    private static final CharSequence NO_SNIFF_HEADER =
            HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    /** Headers that proxies add, in lower case. */
    private static final Set<String> FORWARDING =
            Set.of(
                    "forwarded",
                    "via",
                    "cdn-loop",
                    "x-original-host",
                    "x-original-url",
                    "x-rewrite-url",
                    "x-real-ip",
                    "x-client-ip",
                    "x-cluster-client-ip",
                    "x-azure-clientip",
                    "x-azure-socketip",
                    "cf-connecting-ip",
                    "cf-ray",
                    "fastly-client-ip",
                    "true-client-ip");

    /** Prefixes of further proxy headers, which are too many to list. */
    private static final List<String> FORWARDING_PREFIXES =
            List.of("x-forwarded-", "x-envoy-", "x-proxyuser-");

    /** First letters of these names; most other headers start with another letter. */
    private static final String FIRST_LETTERS =
            Stream.concat(FORWARDING.stream(), FORWARDING_PREFIXES.stream())
                    .map(name -> name.substring(0, 1))
                    .distinct()
                    .collect(Collectors.joining());

    private static final int ASCII_LOWER_CASE_BIT = 0x20;

    private final boolean isOpen;
    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * @param isOpen whether callers need no key; then no proxy may be in between
     * @throws io.supportassistant.settings.SettingException if any Host is allowed in open mode
     */
    public RequestGuard(HttpSettings settings, boolean isOpen) {
        this.isOpen = isOpen;
        this.hosts = lowerCase(settings.allowedHosts());
        this.origins = lowerCase(settings.allowedOrigins());
        settings.checkAllowedHosts(isOpen);
    }

    private static Set<String> lowerCase(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        MultiMap headers = request.headers();
        ctx.response().putHeader(NO_SNIFF_HEADER, NO_SNIFF);
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        boolean isCodedTwice = isCodedTwice(headers);
        if (isCodedTwice) {
            // The server cannot tell where this body ends and the next request begins.
            ctx.addEndHandler(answered -> request.connection().close());
        }
        Problem problem =
                isCodedTwice
                        ? Problem.badRequest("The only supported transfer coding is chunked", null)
                        : problem(request, headers);
        if (problem == null) {
            ctx.next();
        } else {
            problem.send(ctx);
        }
    }

    private Problem problem(HttpServerRequest request, MultiMap headers) {
        if (!request.uri().startsWith("/")) {
            // An address with a host is for proxies, and its host would count instead of the
            // header.
            return Problem.badRequest("The target of the request must be a path", null);
        }
        HostAndPort host = host(request);
        if (host == null || host.host().isBlank() || headers.getAll(HttpHeaders.HOST).size() > 1) {
            return Problem.badRequest(
                    "The request must have exactly one valid Host header", "Host");
        }
        if (!isAllowedHost(host.host().toLowerCase(Locale.ROOT))) {
            return new Problem(
                    421,
                    "This host name is not served; "
                            + HttpSettings.ALLOWED_HOSTS.name()
                            + " lists the allowed names",
                    "Host");
        }
        String origin = headers.get(HttpHeaders.ORIGIN);
        if (origin != null && headers.getAll(HttpHeaders.ORIGIN).size() > 1) {
            return Problem.badRequest(
                    "The request must not have more than one Origin header", "Origin");
        }
        if (origin != null && !isAllowedOrigin(origin.toLowerCase(Locale.ROOT), host)) {
            return new Problem(
                    403,
                    "Pages of this origin have no access; "
                            + HttpSettings.ALLOWED_ORIGINS.name()
                            + " lists the allowed origins",
                    "Origin");
        }
        if (origin == null && isOfAnotherSite(request, headers)) {
            return new Problem(
                    403,
                    "Pages of other sites have access only with an Origin header that "
                            + HttpSettings.ALLOWED_ORIGINS.name()
                            + " lists",
                    "Sec-Fetch-Site");
        }
        return isOpen ? problemOfOpenMode(request, headers) : null;
    }

    private static boolean isOfAnotherSite(HttpServerRequest request, MultiMap headers) {
        String site = headers.get(FETCH_SITE);
        return site != null && !OWN_SITES.contains(site) && !isDeskNavigation(request, headers);
    }

    /** A user navigates to a page, possibly in a frame: the page itself says who may frame it. */
    private static boolean isDeskNavigation(HttpServerRequest request, MultiMap headers) {
        String path = request.path();
        return request.method().equals(HttpMethod.GET)
                && "navigate".equals(headers.get("Sec-Fetch-Mode"))
                && path != null
                && (path.equals("/") || path.equals("/desk") || path.startsWith("/desk/"));
    }

    private static Problem problemOfOpenMode(HttpServerRequest request, MultiMap headers) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            // Proxies speak HTTP/1.0 by default, and some of them add no header.
            return new Problem(403, PROXIED + " (HTTP/1.0)", null);
        }
        for (Map.Entry<String, String> header : headers) {
            if (isForwarding(header.getKey())) {
                return new Problem(403, PROXIED, header.getKey());
            }
        }
        return null;
    }

    private static boolean isForwarding(String header) {
        // This runs for each header of each request.
        if (header.isEmpty()
                || FIRST_LETTERS.indexOf(header.charAt(0) | ASCII_LOWER_CASE_BIT) < 0) {
            return false;
        }
        String name = header.toLowerCase(Locale.ROOT);
        if (FORWARDING.contains(name)) {
            return true;
        }
        for (String prefix : FORWARDING_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static HostAndPort host(HttpServerRequest request) {
        try {
            return request.authority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isCodedTwice(MultiMap headers) {
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked");
    }

    private boolean isAllowedHost(String host) {
        return host.equals("localhost")
                || hosts.contains(host)
                || hosts.contains(ANY)
                || isAddress(host) && (!isOpen || isLoopback(host));
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(unbracketed(host));
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || unbracketed(address).equals("::1");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private boolean isAllowedOrigin(String origin, HostAndPort host) {
        return origins.contains(origin) || isOriginOf(origin, host);
    }

    /** Missing ports default by the origin's scheme, because a proxy may have terminated TLS. */
    private static boolean isOriginOf(String origin, HostAndPort host) {
        try {
            URI uri = new URI(origin);
            int standard = "https".equals(uri.getScheme()) ? 443 : 80;
            boolean isWebOrigin =
                    uri.getScheme() != null
                            && WEB_SCHEMES.contains(uri.getScheme())
                            && origin.equals(uri.getScheme() + "://" + uri.getAuthority())
                            && uri.getUserInfo() == null;
            int port = uri.getPort() < 0 ? standard : uri.getPort();
            int servedPort = host.port() < 0 ? standard : host.port();
            return isWebOrigin
                    && uri.getHost() != null
                    && unbracketed(uri.getHost()).equalsIgnoreCase(unbracketed(host.host()))
                    && port == servedPort;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
