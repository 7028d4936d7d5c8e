package io.supportassistant.service;

import io.vertx.core.http.HttpServerRequest;

/** Reads the bearer token of a request. */
public final class Bearer {

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** The token of the {@code Authorization} header, or null. */
    public static String of(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
