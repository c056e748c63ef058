package dev.skiff.apiserver.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.backup.StoreSnapshot.Piece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackupFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-21T22:00:00Z");
    private static final List<BackupItem> ITEMS =
            List.of(
                    new BackupItem.Secret("ca.pem", "-----BEGIN\n\"quoted\"\n"),
                    key("/registry/pods/default/web", "{\"kind\":\"Pod\",\"value\":{}}", 12),
                    key("/registry/odd/,\"value\":{", "{\"a\":1}", 13),
                    key("/registry/pods/default/ünïcode", "{\"ü\":\"🚢\"}", 14),
                    key("/registry/plain", "no JSON", 15),
                    key("/registry/lines", "{\n}", 16),
                    key("/registry/empty", "", 17));

    private static BackupItem key(String key, String value, long revision) {
        return new BackupItem.StoredKey(
                new StoreEntry(key, value.getBytes(StandardCharsets.UTF_8), revision));
    }

    private static byte[] backup() {
        return backup(6);
    }

    private static byte[] backup(long objects) {
        BackupHeader header =
                new BackupHeader(
                        "v1.36.0+skiff",
                        TIME,
                        "sqlite",
                        17,
                        objects,
                        Json.object().put("id", "abc"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BackupWriter writer = BackupWriter.begin(out, header);
            for (BackupItem item : ITEMS) {
                switch (item) {
                    case BackupItem.Secret secret -> writer.secret(secret);
                    case BackupItem.StoredKey(var entry) -> writer.entry(entry);
                }
            }
            writer.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static List<String> read(byte[] backup) {
        BackupReader reader = BackupReader.open(new ByteArrayInputStream(backup), "some.gz");
        List<String> lines = new ArrayList<>(List.of(reader.header().toJson().toString()));
        for (Optional<BackupItem> next = reader.next(); next.isPresent(); next = reader.next()) {
            lines.add(text(next.get()));
        }
        return lines;
    }

    private static String text(BackupItem item) {
        return switch (item) {
            case BackupItem.Secret(var name, var text) -> name + ": " + text;
            case BackupItem.StoredKey(var entry) ->
                    entry.key()
                            + "@"
                            + entry.revision()
                            + "="
                            + new String(entry.value(), StandardCharsets.UTF_8);
        };
    }

    @Test
    void what_was_written_is_read_byte_for_byte() {
        List<String> read = read(backup());

        assertThat(read.getFirst())
                .isEqualTo(
                        """
                        {"skiffBackup":1,"madeBy":"v1.36.0+skiff","time":"2026-11-21T22:00:00Z","store":"sqlite","revision":17,"objects":6,"cluster":{"id":"abc"}}""");
        assertThat(read.subList(1, read.size()))
                .containsExactlyElementsOf(ITEMS.stream().map(BackupFormatTest::text).toList());
    }

    @Test
    void objects_stand_in_their_lines_for_people_to_read() throws IOException {
        List<String> lines = unzipped(backup());

        assertThat(lines)
                .hasSize(9)
                .contains(
                        """
                        {"key":"/registry/pods/default/web","revision":12,"value":{"kind":"Pod","value":{}}}""")
                .allSatisfy(line -> assertThat(Json.mapper().readTree(line).isObject()).isTrue());
    }

    @Test
    void a_backup_cut_off_anywhere_is_called_truncated() {
        byte[] whole = backup();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            BackupException refusal = catchThrowableOfType(BackupException.class, () -> read(cut));
            assertThat(refusal).as("cut at %d", length).isNotNull();
            assertThat(refusal).hasMessageStartingWith("some.gz is truncated: it ");
        }
    }

    @Test
    void one_changed_byte_anywhere_is_found_or_changes_nothing() {
        byte[] whole = backup();
        List<String> right = read(whole);
        Random random = new Random(1);
        int found = 0;

        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(read(changed)).as("changed at %d", at).isEqualTo(right);
            } catch (BackupException e) {
                assertThat(e).hasMessageStartingWith("some.gz ");
                found++;
            }
        }
        assertThat(found).isGreaterThan(whole.length * 9 / 10);
    }

    @Test
    void changed_content_in_sound_gzip_is_found_by_its_digest() throws IOException {
        List<String> lines = new ArrayList<>(unzipped(backup()));
        lines.replaceAll(line -> line.replace("\"a\":1", "\"a\":2"));

        assertThatThrownBy(() -> read(zipped(lines)))
                .isInstanceOf(BackupException.class)
                .hasMessageMatching(
                        "some.gz is damaged: the SHA-256 of its lines is [0-9a-f]{64}, its last line says [0-9a-f]{64}");
    }

    @Test
    void a_lost_line_is_found_by_the_count() throws IOException {
        List<String> lines = new ArrayList<>(unzipped(backup()));
        lines.remove(3);

        assertThatThrownBy(() -> read(zipped(lines)))
                .hasMessage(
                        "some.gz is damaged: it holds 5 objects, its first line says 6 and its last line 6");
    }

    @Test
    void lines_after_the_last_are_refused() throws IOException {
        List<String> lines = new ArrayList<>(unzipped(backup()));
        lines.add("{}");

        assertThatThrownBy(() -> read(zipped(lines)))
                .hasMessage("some.gz is damaged: something follows its last line");
    }

    @Test
    void a_line_that_is_no_json_is_named() throws IOException {
        List<String> lines = new ArrayList<>(unzipped(backup()));
        lines.set(1, "oops");

        assertThatThrownBy(() -> read(zipped(lines)))
                .hasMessage("some.gz is damaged: line 2 is not JSON");
    }

    @Test
    void a_format_to_come_is_refused_with_the_version_that_wrote_it() throws IOException {
        List<String> lines = new ArrayList<>(unzipped(backup()));
        lines.set(0, "{\"skiffBackup\":2,\"madeBy\":\"v9.9.9+skiff\",\"more\":[]}");

        assertThatThrownBy(() -> read(zipped(lines)))
                .hasMessage(
                        "some.gz has format 2, written by Skiff v9.9.9+skiff; this version reads formats up to 1: use that one, or a newer one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "hello", "{\"skiffBackup\":0}", "{\"skiffBackup\":1}"})
    void other_files_are_no_backups(String first) throws IOException {
        assertThatThrownBy(() -> read(zipped(List.of(first, first))))
                .hasMessage("some.gz is not a backup of Skiff");
    }

    @Test
    void a_file_that_is_not_gzip_is_no_backup() {
        assertThatThrownBy(() -> read("apiVersion: v1".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("some.gz is not a backup of Skiff: Not in GZIP format");
    }

    @Test
    void a_snapshot_stays_at_its_revision_while_others_write() {
        MemoryStore store = new MemoryStore();
        for (int n = 0; n < 1_000; n++) {
            store.create("/key-%04d".formatted(n), new byte[n]);
        }
        StoreSnapshot snapshot = StoreSnapshot.begin(store);
        List<StoreEntry> read = new ArrayList<>();
        List<StoreEntry> page = keys(snapshot.next());
        while (!page.isEmpty()) {
            read.addAll(page);
            store.create("/key-0000-" + read.size(), new byte[0]);
            StoreEntry last = store.get("/key-0999").orElseThrow();
            store.update(last.key(), new byte[1], last.revision());
            page = keys(snapshot.next());
        }

        assertThat(snapshot.objects()).isEqualTo(1_000);
        assertThat(read).extracting(StoreEntry::revision).hasSize(1_000).isSorted();
        assertThat(read.getLast().value()).hasSize(999);
        assertThat(read.getLast().revision()).isEqualTo(snapshot.revision());
    }

    @Test
    void a_snapshot_whose_history_is_gone_says_so() {
        MemoryStore store = new MemoryStore();
        for (int n = 0; n < 100; n++) {
            store.create("/key-" + n, new byte[n]);
        }
        StoreSnapshot snapshot = StoreSnapshot.begin(store);
        keys(snapshot.next());
        store.create("/more", new byte[0]);
        store.compact(store.revision());

        assertThat(snapshot.next())
                .isEqualTo(new Piece.Overtaken(snapshot.revision(), store.revision()));
    }

    @Test
    void a_snapshot_of_nothing_has_no_keys() {
        StoreSnapshot snapshot = StoreSnapshot.begin(new MemoryStore());

        assertThat(snapshot.objects()).isZero();
        assertThat(Collections.nCopies(2, keys(snapshot.next()))).allMatch(List::isEmpty);
    }

    private static List<StoreEntry> keys(Piece piece) {
        assertThat(piece).isInstanceOf(Piece.Keys.class);
        return ((Piece.Keys) piece).entries();
    }

    private static List<String> unzipped(byte[] backup) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(backup))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static byte[] zipped(List<String> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            for (String line : lines) {
                zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
