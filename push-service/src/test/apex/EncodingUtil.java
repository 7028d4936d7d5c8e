import java.util.Base64;
import java.util.HexFormat;

/** Apex: hexadecimal digits, and base64 with padding. */
final class EncodingUtil {

    private EncodingUtil() {}

    static String convertToHex(Blob blob) {
        return HexFormat.of().formatHex(blob.bytes());
    }

    static Blob convertFromHex(String hex) {
        return new Blob(HexFormat.of().parseHex(hex));
    }

    static String base64Encode(Blob blob) {
        return Base64.getEncoder().encodeToString(blob.bytes());
    }
}
