package dev.skiff.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.it.cluster.Launcher;
import dev.skiff.it.docker.RealEngine;
import dev.skiff.it.store.Program;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a user reads when a start cannot be: what is wrong, where, and what to do.
final class RefusalTest {
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    /// Runs a command where one JDK is to be found, and that one is old.
    private static final String WITH_OLD_JAVA_ONLY =
            """
            mount -t tmpfs none /usr/lib/jvm && mkdir -p /usr/lib/jvm/old/bin &&
            cp /bin/true /usr/lib/jvm/old/bin/java &&
            echo 'JAVA_VERSION="17.0.1"' >/usr/lib/jvm/old/release && exec "$@"
            """;

    @TempDir private Path directory;
    private Path home;
    private Launcher skiff;

    @BeforeAll
    static void requireSkiffAndEngine() {
        Launcher.require();
        RealEngine.require(); // a first start asks it for free addresses before anything else
    }

    @BeforeEach
    void chooseHome() {
        home = directory.resolve("home");
        skiff = Launcher.of(home);
    }

    /// A start that is refused late has its pod network already, for the next one.
    @AfterEach
    void delete() {
        skiff.run("delete").succeeded();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    up --nodes 0            | 1 | skiff: --nodes 0: choose 1 to 50
                    up --nodes 51           | 1 | skiff: --nodes 51: choose 1 to 50
                    up --nodes x            | 2 | skiff: Invalid value for option '--nodes': 'x' is not an int. "skiff up --help" shows what there is.
                    up --port 65536         | 1 | skiff: --port 65536: choose 0 to 65535
                    up --port -1            | 1 | skiff: --port -1: choose 0 to 65535
                    up --datastore mysql    | 1 | skiff: --datastore mysql: choose sqlite, memory or etcd://HOST:PORT[,HOST:PORT…]
                    up --datastore          | 2 | skiff: Missing required parameter for option '--datastore' (STORE). "skiff up --help" shows what there is.
                    up --bogus              | 2 | skiff: Unknown option: '--bogus'. "skiff up --help" shows what there is.
                    up more                 | 2 | skiff: unknown word 'more'. "skiff up --help" shows what there is.
                    bogus                   | 2 | skiff: unknown word 'bogus'. "skiff --help" shows what there is.
                    server --port 65536     | 1 | skiff: --port 65536: choose 0 to 65535
                    agent                   | 2 | skiff: Missing required option: '--server=URL'. "skiff agent --help" shows what there is.
                    agent --server foo      | 1 | skiff: --server foo: choose the URL of an API server, such as https://10.0.0.1:6443
                    agent --server https://127.0.0.1:1 | 1 | skiff: --token is not a join token; "skiff server" prints it and keeps it in $SKIFF_HOME/token
                    """)
    void what_cannot_be_meant_is_refused(String words, int exitCode, String message) {
        Launcher.Run run = skiff.run(words.split(" ")).failed(exitCode);

        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress("0.0.0.0", 0));
            int port = other.getLocalPort();

            Launcher.Run run = skiff.run("up", "--port", Integer.toString(port)).failed(1);

            assertThat(run.err())
                    .isEqualTo(
                            """
                            skiff: cannot listen on 0.0.0.0:%1$d: Address already in use. Choose another port with --port, or see who has this one: ss -ltnp 'sport = :%1$d'
                            """
                                    .formatted(port));
        }
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() throws IOException, InterruptedException {
        requireNobody();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        Launcher.Run run = asNobody(skiff).run("up").failed(1);

        assertThat(run.err())
                .isEqualTo(
                        "skiff: %s cannot be written: permission denied. Set SKIFF_HOME to a directory that can.%n"
                                .formatted(home));
    }

    @Test
    void who_may_not_talk_to_the_engine_is_told_how_to() throws IOException, InterruptedException {
        requireNobody();
        assumeTrue(Files.exists(Path.of("/var/run/docker.sock")), "no engine at the usual place");
        writableByAll(directory);

        Launcher.Run run =
                asNobody(skiff).with("DOCKER_HOST", "").run("up", "--port", "0").failed(1);

        assertThat(run.err())
                .isEqualTo(
                        """
                        skiff: you may not talk to the Docker engine on /var/run/docker.sock. Either run skiff as root, or join its group and log in again:
                          sudo usermod -aG docker $USER
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unix:///nowhere.sock | no Docker engine answers at unix:///nowhere.sock (no socket at /nowhere.sock). It is named by DOCKER_HOST: start that engine, or unset it.
                    tcp://192.0.2.1:2375 | the engine at tcp://192.0.2.1:2375 (from DOCKER_HOST) is not on this machine. Nodes need one on a unix socket: unset DOCKER_HOST, or choose another docker context.
                    """)
    void an_engine_that_cannot_be_used_is_named(String dockerHost, String message) {
        Launcher.Run run = skiff.with("DOCKER_HOST", dockerHost).run("up", "--port", "0").failed(1);

        assertThat(run.err()).isEqualTo("skiff: " + message + "\n");
    }

    @Test
    void data_that_another_process_has_locked_is_named() throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        try (FileChannel channel =
                        FileChannel.open(
                                data.resolve("skiff.db.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            channel.write(ByteBuffer.wrap("4711".getBytes(StandardCharsets.US_ASCII)));

            Launcher.Run run = skiff.run("up", "--port", "0").failed(1);

            assertThat(run.err())
                    .isEqualTo(
                            "skiff: the datastore cannot be opened: %s is in use by process 4711%n"
                                    .formatted(data.resolve("skiff.db")));
        }
    }

    @Test
    void an_etcd_that_does_not_answer_is_named() {
        Launcher.Run run =
                skiff.run("up", "--port", "0", "--datastore", "etcd://127.0.0.1:1").failed(1);

        assertThat(run.err())
                .isEqualTo(
                        """
                        skiff: the datastore cannot be opened: cannot read from etcd at 127.0.0.1:1: UNAVAILABLE: io exception. Is etcd running there? --datastore names it.
                        """);
    }

    @Test
    void a_java_that_is_named_and_too_old_is_not_passed_over_silently() throws IOException {
        Path current = Path.of(Objects.requireNonNull(System.getProperty("java.home")));
        Path old = directory.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Path java = Files.createFile(old.resolve("bin/java"));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.12\"\n");

        assertThat(skiff.with("SKIFF_JAVA_HOME", old.toString()).run("version").failed(1).err())
                .isEqualTo(
                        "skiff: SKIFF_JAVA_HOME=%s is a JDK 17; a JDK 25 or newer is needed%n"
                                .formatted(old));
        assertThat(skiff.with("SKIFF_JAVA_HOME", "/nowhere").run("version").failed(1).err())
                .isEqualTo(
                        "skiff: SKIFF_JAVA_HOME=/nowhere is not a JDK: there is no bin/java with a release file beside it\n");
        assertThat(
                        skiff.with("SKIFF_JAVA_HOME", "")
                                .with("JAVA_HOME", old.toString())
                                .with("PATH", current.resolve("bin") + ":/usr/bin:/bin")
                                .run("version")
                                .out())
                .as("JAVA_HOME may be meant for others")
                .startsWith("skiff v");
    }

    @Test
    void without_a_java_that_is_new_enough_those_that_were_found_are_named()
            throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(Path.of("/usr/lib/jvm")), "Java lives elsewhere here");
        boolean mayHide = new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
        assumeTrue(mayHide, "only root can hide Java from a process");

        Launcher.Run run =
                skiff.with("JAVA_HOME", "")
                        .with("SKIFF_JAVA_HOME", "")
                        .with("PATH", "/usr/bin:/bin")
                        .under("unshare", "-m", "sh", "-c", WITH_OLD_JAVA_ONLY, "sh")
                        .run("version")
                        .failed(1);

        assertThat(run.err())
                .isEqualTo(
                        """
                        skiff: needs a JDK 25 or newer; found only: /usr/lib/jvm/old (17).
                          Debian, Ubuntu: apt-get install openjdk-25-jdk-headless    others: https://adoptium.net
                          One that is elsewhere: export SKIFF_JAVA_HOME=/path/to/jdk
                        """);
    }

    @Test
    void a_jvm_that_does_not_start_shows_its_words_and_the_likely_cause() {
        Launcher.Run run = skiff.with("SKIFF_HEAP", "lots").run("up").failed(1);

        assertThat(run.err())
                .isEqualTo(
                        """
                        skiff died while starting (exit code 1). The end of its log:
                          Invalid maximum heap size: -Xmxlots
                          Error: Could not create the Java Virtual Machine.
                          Error: A fatal exception has occurred. Program will exit.
                        Likely cause: SKIFF_HEAP=lots is no size that Java can start with: choose one such as 512m.
                        """);
    }

    @Test
    void a_start_that_is_killed_says_so() throws IOException, InterruptedException {
        Path log = directory.resolve("up.log");
        try (HungEngine engine = HungEngine.start(directory.resolve("engine.sock"))) {
            Process up =
                    skiff.with("DOCKER_HOST", engine.dockerHost()).start(log, "up", "--port", "0");
            Path pid = home.resolve("skiff.pid");
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pid));
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow()
                    .destroyForcibly();
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(1);
        }
        assertThat(log)
                .hasContent(
                        """
                        skiff died while starting (exit code 137). The end of its log:
                        Likely cause: it was killed, perhaps because memory ran out (dmesg tells).
                        """);
    }

    @Test
    void without_a_cluster_each_command_says_that_there_is_none() {
        assertThat(skiff.run("status").failed(3).out())
                .isEqualTo("skiff is not running (%s)%n".formatted(home));
        assertThat(skiff.run("down").succeeded().out()).isEqualTo("skiff is not running\n");
        assertThat(skiff.run("logs").failed(1).err())
                .isEqualTo(
                        "skiff: there is no log yet: %s%n"
                                .formatted(home.resolve("logs/skiff.log")));
        assertThat(skiff.run("delete").succeeded().out())
                .isEqualTo("there is no cluster in %s%n".formatted(home));
        assertThat(home).doesNotExist();
    }

    private static Launcher asNobody(Launcher launcher) {
        return launcher.under(AS_NOBODY.toArray(String[]::new));
    }

    /// Skips the test where we cannot become a user without rights, or that one may not enter here.
    private static void requireNobody() throws IOException, InterruptedException {
        Program.require("setpriv");
        List<String> command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of("test", "-r", Launcher.repository("build/lib").toString()));
        boolean isPossible = new ProcessBuilder(command).start().waitFor() == 0;
        assumeTrue(isPossible, "nobody may not read " + Launcher.repository("build"));
    }

    private static void writableByAll(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
}
