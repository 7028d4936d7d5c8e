import static java.nio.charset.StandardCharsets.UTF_8;

/** Apex: bytes. */
record Blob(byte[] bytes) {

    static Blob valueOf(String text) {
        return new Blob(text.getBytes(UTF_8));
    }

    Integer size() {
        return bytes.length;
    }
}
