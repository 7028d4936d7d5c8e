package io.supportassistant.bridge.wire;

/** A request that as a whole cannot be parsed. The exception's message never quotes it. */
public final class UnreadableRequestException extends RuntimeException {

    private final int status;

    /**
     * @param status of the response, 4xx
     */
    public UnreadableRequestException(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    public static UnreadableRequestException badRequest(String detail) {
        return new UnreadableRequestException(400, detail);
    }

    public static UnreadableRequestException noSuchRoute() {
        return new UnreadableRequestException(404, "No adapter receives requests at this path");
    }

    public static UnreadableRequestException methodNotAllowed() {
        return new UnreadableRequestException(405, "This path does not accept the method");
    }

    public static UnreadableRequestException mediaType(String expected) {
        return new UnreadableRequestException(415, "The content type must be " + expected);
    }

    public int status() {
        return status;
    }
}
