package dev.skiff.it.fuzz;

import static org.awaitility.Awaitility.await;

import dev.skiff.api.codec.Pem;
import dev.skiff.standalone.SkiffMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// `skiff apiserver` in a process of its own, with the heap and collector that users have.
final class FuzzedServer implements AutoCloseable {
    static final String TOKEN = "fuzz-admin-token";
    private static final Pattern PORT = Pattern.compile("serving on port (\\d+)");
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final int LIMIT_MILLIS = 20_000;
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final SSLContext trust;
    private final int port;

    /// @param directory empty, for all it keeps
    /// @param datastore as `--datastore` takes it
    FuzzedServer(Path directory, String datastore) throws IOException, GeneralSecurityException {
        log = directory.resolve("server.log");
        Path tokens = directory.resolve("tokens.csv");
        Files.writeString(
                tokens,
                """
                %s,admin,admin-uid,"system:masters"
                user-token,alice,alice-uid,"team-a"
                """
                        .formatted(TOKEN));
        ProcessBuilder command = new ProcessBuilder(command(datastore, tokens));
        command.environment().put("SKIFF_HOME", directory.resolve("home").toString());
        process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            await().atMost(START).until(() -> PORT.matcher(log()).find());
            Matcher said = PORT.matcher(log());
            port = said.find() ? Integer.parseInt(said.group(1)) : 0;
            trust = trusting(directory.resolve("home/pki"));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static List<String> command(String datastore, Path tokens) {
        List<String> command = new ArrayList<>();
        command.add(program("java"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m"));
        command.addAll(List.of("-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30"));
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(Objects.requireNonNull(System.getProperty("java.class.path")));
        command.addAll(List.of(SkiffMain.class.getName(), "apiserver", "--secure-port", "0"));
        command.addAll(List.of("--bind-address", "127.0.0.1", "--datastore", datastore));
        command.addAll(List.of("--token-auth-file", tokens.toString()));
        command.addAll(List.of("--service-cluster-ip-range", "10.96.0.0/16"));
        return command;
    }

    private static String program(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", name)
                .toString();
    }

    private static SSLContext trusting(Path pki) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String authority = Files.readString(pki.resolve("ca.pem"));
        trusted.setCertificateEntry("ca", Pem.certificates(authority).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    Wire connect() throws IOException {
        return new Wire(trust, port, LIMIT_MILLIS);
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// All it has printed.
    String log() {
        return read(log);
    }

    long logBytes() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it holds now, the heap after a collection.
    Figures figures() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long heap = used.results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
        return new Figures(count("task"), count("fd"), heap);
    }

    private long count(String directory) {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid(), directory))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a command of the JVM's own tool prints.
    String jcmd(String command) {
        try {
            Process tool =
                    new ProcessBuilder(program("jcmd"), Long.toString(process.pid()), command)
                            .redirectErrorStream(true)
                            .start();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            tool.waitFor(1, TimeUnit.MINUTES);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while jcmd ran", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
