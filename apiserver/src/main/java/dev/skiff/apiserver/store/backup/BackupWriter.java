package dev.skiff.apiserver.store.backup;

import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.store.StoreEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/// Writes a backup: gzip of lines of JSON. First what it is, then the cluster's secrets, then each
/// key with its value, and at the end how many there were and the digest of it all.
public final class BackupWriter {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final GZIPOutputStream zip;
    private final MessageDigest digest = BackupLines.newDigest();
    private final OutputStream lines;
    private long objects;

    private BackupWriter(OutputStream to) throws IOException {
        zip = new GZIPOutputStream(to, BUFFER_BYTES);
        lines = new DigestOutputStream(zip, digest);
    }

    /// Writes to a stream that its opener closes.
    public static BackupWriter begin(OutputStream to, BackupHeader header) throws IOException {
        BackupWriter writer = new BackupWriter(to);
        writer.line(Json.write(header.toJson()));
        return writer;
    }

    public void secret(BackupItem.Secret secret) throws IOException {
        line(BackupLines.ofSecret(secret));
    }

    public void entry(StoreEntry entry) throws IOException {
        line(BackupLines.ofEntry(entry));
        objects++;
    }

    /// Makes it whole.
    public void finish() throws IOException {
        line(BackupLines.ofTrailer(new BackupLines.Trailer(objects, BackupLines.hex(digest))));
        zip.finish();
    }

    private void line(byte[] line) throws IOException {
        lines.write(line);
        lines.write('\n');
    }
}
