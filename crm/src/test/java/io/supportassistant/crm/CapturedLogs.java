package io.supportassistant.crm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Captures the product's log while it is open. */
final class CapturedLogs implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerConfig root;
    private final Level before;
    private final Lines appender = new Lines();

    CapturedLogs() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        root = context.getConfiguration().getRootLogger();
        before = root.getLevel();
        appender.start();
        root.addAppender(appender, Level.ALL, null);
        root.setLevel(Level.DEBUG);
        context.updateLoggers();
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        root.removeAppender(appender.getName());
        root.setLevel(before);
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
        appender.stop();
    }

    private final class Lines extends AbstractAppender {

        Lines() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLoggerName().startsWith("io.supportassistant")) {
                lines.add(
                        event.getMessage().getFormattedMessage()
                                + (event.getThrown() == null ? "" : event.getThrown()));
            }
        }
    }
}
