package io.supportassistant.bridge.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1 of the public address as Twilio called it and of the form's
 * parameters; for a JSON body, the signed address contains the body's hash. Accepts any of several
 * tokens, so that they can be rotated.
 */
public final class TwilioSignature implements Authenticity {

    public static final String HEADER = "X-Twilio-Signature";
    private static final String BODY_HASH = "bodySHA256";

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?");

    private final List<String> tokens;
    private final String publicUrl;

    /**
     * @param publicUrl the part before the path of the address that Twilio calls: scheme, host, and
     *     the port if there is one; null to use the request's {@code Host}, which the signature
     *     then proves
     */
    public TwilioSignature(List<String> tokens, String publicUrl) {
        this.tokens = tokens;
        this.publicUrl = publicUrl == null ? null : publicUrl.replaceFirst("/+$", "");
    }

    @Override
    public Proof proof(InboundRequest head) {
        return head.headers().has(HEADER) ? Proof.NEEDS_BODY : Proof.MISSING;
    }

    @Override
    public boolean isAuthentic(InboundRequest request) {
        String presented = request.headers().first(HEADER);
        if (presented == null) {
            return false;
        }
        boolean form = request.method().equals("POST") && request.mediaType().isForm();
        if (!form && request.body().length > 0 && !hasHashOfBody(request)) {
            return false;
        }
        Map<String, List<String>> parameters = form ? Form.parse(request.body()).all() : Map.of();
        boolean match = false;
        for (String address : addresses(request)) {
            for (String url : withAndWithoutPort(address + request.target())) {
                for (String token : tokens) {
                    match |= Authenticity.isOneOf(List.of(sign(token, url, parameters)), presented);
                }
            }
        }
        return match;
    }

    private List<String> addresses(InboundRequest request) {
        if (publicUrl != null) {
            return List.of(publicUrl);
        }
        String host = request.headers().first("Host");
        return host != null && HOST.matcher(host).matches()
                ? List.of("https://" + host, "http://" + host)
                : List.of();
    }

    private static boolean hasHashOfBody(InboundRequest request) {
        try {
            String hash = Form.parse(request.query()).text(BODY_HASH);
            return Authenticity.isOneOf(List.of(Hmac.sha256Hex(request.body())), hash);
        } catch (UnreadableRequestException e) {
            return false;
        }
    }

    /**
     * The signature of a request to an address.
     *
     * @param parameters of the form, decoded
     */
    public static String sign(String token, String url, Map<String, List<String>> parameters) {
        StringBuilder data = new StringBuilder(url);
        new TreeMap<>(parameters)
                .forEach(
                        (name, values) ->
                                new TreeSet<>(values)
                                        .forEach(value -> data.append(name).append(value)));
        byte[] mac = Hmac.sha1(token.getBytes(UTF_8), data.toString().getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(mac);
    }

    /**
     * Equivalent addresses: as configured, without a port, and with the scheme's default port.
     * Edits the text, because {@link URI} would decode escaped characters.
     */
    private static Set<String> withAndWithoutPort(String url) {
        int authority = url.indexOf("://") + 3;
        int path = url.indexOf('/', authority);
        String scheme = url.substring(0, authority);
        String rest = path < 0 ? "" : url.substring(path);
        String host = url.substring(authority, path < 0 ? url.length() : path);
        int port = host.lastIndexOf(':');
        if (port > host.lastIndexOf(']')) {
            host = host.substring(0, port);
        }
        Set<String> urls = new LinkedHashSet<>();
        urls.add(url);
        urls.add(scheme + host + rest);
        urls.add(scheme + host + (scheme.equals("http://") ? ":80" : ":443") + rest);
        return urls;
    }
}
