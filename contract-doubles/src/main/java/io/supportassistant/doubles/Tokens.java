package io.supportassistant.doubles;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens that a double has issued, with their expiry. */
final class Tokens {

    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private volatile Duration life;

    Tokens(Duration life) {
        this.life = life;
    }

    String issue() {
        String token = UUID.randomUUID().toString();
        expiries.put(token, Instant.now().plus(life));
        return token;
    }

    /** Whether an {@code Authorization} header has a valid token. */
    boolean hold(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        Instant expiry = expiries.get(authorization.substring("Bearer ".length()));
        return expiry != null && Instant.now().isBefore(expiry);
    }

    Duration life() {
        return life;
    }

    void expireAll() {
        expiries.clear();
    }
}
