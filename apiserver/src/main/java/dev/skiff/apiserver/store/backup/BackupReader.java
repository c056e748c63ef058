package dev.skiff.apiserver.store.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads a backup line by line. Whether it is whole is known when [#next] has answered that there
/// is no more; whatever is wrong with it before is a [BackupException].
public final class BackupReader {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LONGEST_LINE_BYTES = 64 * 1024 * 1024;

    private final String file;
    private final InputStream in;
    private final MessageDigest digest = BackupLines.newDigest();
    private final BackupHeader header;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long lines;
    private long objects;

    private BackupReader(InputStream from, String file) {
        this.file = file;
        this.in = unzipping(from, file);
        byte[] first =
                line().orElseThrow(() -> new BackupException(file + " is truncated: it is empty"));
        this.header = BackupHeader.ofJson(parsed(first), file);
        digest(first);
    }

    /// Reads a stream that its opener closes, up to the end of the first line.
    ///
    /// @param file what messages call it
    public static BackupReader open(InputStream from, String file) {
        return new BackupReader(from, file);
    }

    public BackupHeader header() {
        return header;
    }

    /// The next line; empty when all of it was read and is as it was written.
    public Optional<BackupItem> next() {
        byte[] line = line().orElseThrow(this::truncated);
        ObjectNode json = parsed(line);
        if (json.has("end")) {
            requireWhole(json);
            return Optional.empty();
        }
        digest(line);
        if (json.has("key")) {
            objects++;
            return Optional.of(new BackupItem.StoredKey(BackupLines.entry(line, json)));
        }
        if (json.has("file")) {
            return Optional.of(
                    new BackupItem.Secret(json.path("file").asText(), json.path("text").asText()));
        }
        throw damaged("line " + lines + " is of no known kind");
    }

    private void requireWhole(ObjectNode trailer) {
        long said = trailer.path("objects").asLong(-1);
        if (said != objects || header.objects() != objects) {
            throw damaged(
                    "it holds %d objects, its first line says %d and its last line %d"
                            .formatted(objects, header.objects(), said));
        }
        String expected = trailer.path("sha256").asText();
        String found = BackupLines.hex(digest);
        if (!found.equals(expected)) {
            throw damaged(
                    "the SHA-256 of its lines is %s, its last line says %s"
                            .formatted(found, expected));
        }
        if (line().isPresent()) {
            throw damaged("something follows its last line");
        }
    }

    private void digest(byte[] line) {
        digest.update(line);
        digest.update((byte) '\n');
    }

    private ObjectNode parsed(byte[] line) {
        return BackupLines.parse(line)
                .orElseThrow(
                        () ->
                                lines == 1
                                        ? new BackupException(file + " is not a backup of Skiff")
                                        : damaged("line " + lines + " is not JSON"));
    }

    /// Without its end; empty at the end of the file.
    private Optional<byte[]> line() {
        if (at == end && !fill()) {
            return Optional.empty();
        }
        lines++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int stop = lineEnd();
        while (stop == end) {
            line.write(buffer, at, end - at);
            if (line.size() > LONGEST_LINE_BYTES) {
                throw damaged("line " + lines + " is longer than any that is written");
            }
            if (!fill()) {
                throw truncated();
            }
            stop = lineEnd();
        }
        line.write(buffer, at, stop - at);
        at = stop + 1;
        return Optional.of(line.toByteArray());
    }

    /// Where in the buffer the line ends; its end if it does not.
    private int lineEnd() {
        int stop = at;
        while (stop < end && buffer[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    private boolean fill() {
        try {
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        } catch (EOFException _) {
            throw truncated();
        } catch (ZipException e) {
            throw damaged("after line " + lines + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BackupException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private BackupException truncated() {
        return new BackupException(
                lines <= 1
                        ? file + " is truncated: it ends in its first line"
                        : "%s is truncated: it ends after %d of %d objects"
                                .formatted(file, objects, header.objects()));
    }

    private BackupException damaged(String how) {
        return new BackupException(file + " is damaged: " + how);
    }

    private static InputStream unzipping(InputStream from, String file) {
        try {
            return new GZIPInputStream(from, BUFFER_BYTES);
        } catch (EOFException e) {
            throw new BackupException(file + " is truncated: it ends in its first line", e);
        } catch (ZipException e) {
            throw new BackupException(file + " is not a backup of Skiff: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
