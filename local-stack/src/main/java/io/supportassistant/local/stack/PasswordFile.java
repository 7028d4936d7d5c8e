package io.supportassistant.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The password of the local database: generated once, in a file that only its owner can read. */
final class PasswordFile {

    private static final int BYTES = 24;

    private PasswordFile() {}

    static Path in(Path state) {
        return state.resolve("postgresql-password");
    }

    /** The password of the stack in a folder, in hexadecimal. Generates it if there is none. */
    static String read(Path state) throws IOException {
        Path file = in(state);
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            OwnerOnlyFolder.createDirectories(state);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }
}
