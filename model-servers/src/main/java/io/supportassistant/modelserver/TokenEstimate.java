package io.supportassistant.modelserver;

/** Estimates tokens where a server has not counted them. */
public final class TokenEstimate {

    /** Average number of characters per token. */
    private static final int CHARACTERS_A_TOKEN = 4;

    private TokenEstimate() {}

    public static long of(long characters) {
        return characters / CHARACTERS_A_TOKEN + 1;
    }
}
