package dev.skiff.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.skiff.apiserver.pki.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the log goes: one line per event. Set up in code, which is quicker than reading XML.
final class Logs {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{0} %msg%n";
    private static final long MAX_BYTES = 10L * 1024 * 1024;
    private static final int OLD_FILES = 2;

    /// Logs by other means than we do, and tells of its own start. Held, so that its level is.
    private static final java.util.logging.Logger GRPC =
            java.util.logging.Logger.getLogger("io.grpc");

    private Logs() {}

    /// For commands that talk to their user themselves: what goes wrong, to standard error.
    static void quietly() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        attach(appender);
        context().getLogger("dev.skiff").setLevel(Level.WARN);
    }

    static void toConsole() {
        attach(new ConsoleAppender<>());
    }

    /// Into a file of bounded size; older lines go to two more files beside it.
    static void toFile(Path file) {
        RollingFileAppender<ILoggingEvent> appender = new PrivateFileAppender();
        appender.setFile(file.toString());
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(context());
        older.setParent(appender);
        older.setMaxIndex(OLD_FILES);
        older.setFileNamePattern(file + ".%i");
        older.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context());
        size.setMaxFileSize(new FileSize(MAX_BYTES));
        size.start();
        appender.setRollingPolicy(older);
        appender.setTriggeringPolicy(size);
        attach(appender);
    }

    private static void attach(OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context());
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context());
        appender.setEncoder(encoder);
        appender.start();
        ch.qos.logback.classic.Logger root = context().getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context().getLogger("dev.skiff").setLevel(Level.INFO);
        GRPC.setLevel(java.util.logging.Level.WARNING);
        // It warns of every call that fails while etcd is away; the store tells of it once.
        context().getLogger("io.etcd.jetcd").setLevel(Level.ERROR);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /// Its files are for their owner alone.
    private static final class PrivateFileAppender extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String file) throws IOException {
            PemFiles.createPrivateFile(Path.of(file));
            super.openFile(file);
        }
    }
}
