package io.supportassistant.bridge.service;

import io.supportassistant.bridge.generic.GenericCalls;
import io.supportassistant.service.Bearer;
import io.supportassistant.service.BearerKeys;
import io.supportassistant.service.Problem;
import io.supportassistant.settings.Secrets;
import io.supportassistant.settings.SettingException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates callers by API key, before any of the body is read, and identifies the source that
 * owns the key. A bare key belongs to the source {@code generic}; {@code name:key} belongs to the
 * source with that name, whose calls have separate sessions.
 */
final class ApiKeys implements Handler<RoutingContext> {

    private static final String SOURCE = "source";
    private static final Pattern NAMED = Pattern.compile("([a-z][a-z0-9-]{0,39}):(.+)");

    private final Map<String, BearerKeys> keysBySource = new LinkedHashMap<>();

    /**
     * @throws SettingException if a key is too short, or belongs to two sources
     */
    ApiKeys(List<String> keys) {
        Map<String, List<String>> bySource = new LinkedHashMap<>();
        Map<String, String> sources = new HashMap<>();
        for (String key : keys) {
            Matcher named = NAMED.matcher(key);
            boolean hasName = named.matches();
            String source = hasName ? named.group(1) : GenericCalls.SOURCE;
            String secret = hasName ? named.group(2) : key;
            String before = sources.put(secret, source);
            if (before != null && !before.equals(source)) {
                throw new SettingException(
                        BridgeSettings.API_KEYS.name()
                                + " has the same key for the sources "
                                + before
                                + " and "
                                + source
                                + "; each source needs its own");
            }
            bySource.computeIfAbsent(source, absent -> new ArrayList<>()).add(secret);
        }
        bySource.forEach(
                (source, secrets) ->
                        keysBySource.put(
                                source,
                                new BearerKeys(Secrets.checked(BridgeSettings.API_KEYS, secrets))));
    }

    List<String> sources() {
        return List.copyOf(keysBySource.keySet());
    }

    @Override
    public void handle(RoutingContext ctx) {
        String source = sourceOf(Bearer.of(ctx.request()));
        if (source == null) {
            Problem.unauthorized("An API key is required as a bearer token").send(ctx);
        } else {
            ctx.put(SOURCE, source);
            ctx.next();
        }
    }

    /** Compares all keys, even after a match, to take constant time. */
    private String sourceOf(String bearer) {
        String source = null;
        for (Map.Entry<String, BearerKeys> keys : keysBySource.entrySet()) {
            source = keys.getValue().matches(bearer) ? keys.getKey() : source;
        }
        return source;
    }

    /** The source that owns the request's key; in open mode {@code generic}. */
    static String source(RoutingContext ctx) {
        String source = ctx.get(SOURCE);
        return source == null ? GenericCalls.SOURCE : source;
    }
}
