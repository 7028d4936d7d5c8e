package io.supportassistant.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates folders for personal data: no other user of the machine may read them. */
final class OwnerOnlyFolder {

    private OwnerOnlyFolder() {}

    /** Creates the folder, or restricts the existing one. */
    static void createDirectories(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
