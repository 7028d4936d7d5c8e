package io.supportassistant.local.stack;

import io.supportassistant.settings.SettingException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.apache.flink.util.FileUtils;

/**
 * The data folder of a stack. Other commands find the running stack here. A lock allows one stack
 * per folder.
 */
public final class StackFolder implements AutoCloseable {

    private static final String ACD = "acd";

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StackFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Locks the folder.
     *
     * @param fresh clears the data of earlier runs
     * @throws SettingException if another stack holds the lock
     */
    public static StackFolder take(Path root, boolean fresh) throws IOException {
        OwnerOnlyFolder.createDirectories(root);
        FileChannel file =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw new SettingException(
                    "The system is already running in "
                            + root
                            + ". Stop it with Ctrl-C where it runs.");
        }
        LeftoverPostgres.stop(root.resolve("postgresql"));
        if (fresh) {
            for (String part : new String[] {"kafka", "postgresql", "flink", "crm-records"}) {
                FileUtils.deleteDirectory(root.resolve(part).toFile());
            }
        }
        Files.deleteIfExists(running(root));
        Files.deleteIfExists(phoneSystem(root));
        return new StackFolder(root, file, lock);
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path part(String name) {
        return root.resolve(name);
    }

    void announce(Ports ports) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("http", Integer.toString(ports.http()));
        properties.setProperty("flink", Integer.toString(ports.flink()));
        properties.setProperty("kafka", Integer.toString(ports.kafka()));
        properties.setProperty("kafka-controller", Integer.toString(ports.kafkaController()));
        properties.setProperty("postgresql", Integer.toString(ports.postgresql()));
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        try (Writer out = Files.newBufferedWriter(running(root))) {
            properties.store(out, "The system runs on these ports");
        }
    }

    /**
     * The ports of the stack that runs in a folder.
     *
     * @throws SettingException if no stack runs there
     */
    public static Ports runningIn(Path root) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(running(root))) {
            properties.load(in);
        } catch (IOException e) {
            throw new SettingException(
                    "The system is not running. Start it with ./assist up or ./assist demo.", e);
        }
        return new Ports(
                port(properties, "http"),
                port(properties, "flink"),
                port(properties, "kafka"),
                port(properties, "kafka-controller"),
                port(properties, "postgresql"));
    }

    /**
     * Publishes the port on which other commands can play calls on the double of a telephone
     * system.
     */
    public static void announce(Path root, LocalPhoneSystem.Kind kind, int port)
            throws IOException {
        Properties properties = new Properties();
        properties.setProperty(ACD, kind.toString());
        properties.setProperty("port", Integer.toString(port));
        try (Writer out = Files.newBufferedWriter(phoneSystem(root))) {
            properties.store(out, "The double of a telephone system plays calls on this port");
        }
    }

    /**
     * The port on which the running stack's double plays calls.
     *
     * @throws SettingException if the double is of another kind, or there is none
     */
    public static int phoneSystemIn(Path root, LocalPhoneSystem.Kind kind) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(phoneSystem(root))) {
            properties.load(in);
        } catch (IOException e) {
            throw notStartedWith(kind, e);
        }
        if (!kind.toString().equals(properties.getProperty(ACD))) {
            throw notStartedWith(kind, null);
        }
        return port(properties, "port");
    }

    private static SettingException notStartedWith(LocalPhoneSystem.Kind kind, Exception cause) {
        return new SettingException(
                "The system was not started with --acd "
                        + kind
                        + ". Start it with ./assist up --acd "
                        + kind
                        + ".",
                cause);
    }

    private static int port(Properties properties, String name) {
        return Integer.parseInt(properties.getProperty(name));
    }

    private static Path phoneSystem(Path root) {
        return root.resolve("phone-system.properties");
    }

    private static Path running(Path root) {
        return root.resolve("running.properties");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(phoneSystem(root));
        Files.deleteIfExists(running(root));
        lock.release();
        lockFile.close();
    }
}
