package dev.skiff.apiserver.store.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.store.StoreEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// How lines are written and read. A value that is a JSON object stands in its line as it is, byte
/// for byte and last, so that `zcat FILE | jq` shows it; any other value is encoded in base64.
final class BackupLines {
    private static final byte[] KEY = "{\"key\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_PRINTABLE = 0x20;

    private BackupLines() {}

    /// @param objects how many keys came before
    /// @param digest of all lines before, each with its end
    record Trailer(long objects, String digest) {}

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] ofEntry(StoreEntry entry) {
        ObjectNode head = Json.object().put("key", entry.key()).put("revision", entry.revision());
        if (!isOneLineObject(entry.value())) {
            return Json.write(
                    head.put("base64", Base64.getEncoder().encodeToString(entry.value())));
        }
        byte[] begin = Json.write(head);
        int headLength = begin.length - 1; // without the closing brace
        byte[] line = Arrays.copyOf(begin, headLength + VALUE.length + entry.value().length + 1);
        System.arraycopy(VALUE, 0, line, headLength, VALUE.length);
        System.arraycopy(entry.value(), 0, line, headLength + VALUE.length, entry.value().length);
        line[line.length - 1] = '}';
        return line;
    }

    static byte[] ofSecret(BackupItem.Secret secret) {
        return Json.write(Json.object().put("file", secret.name()).put("text", secret.text()));
    }

    static byte[] ofTrailer(Trailer trailer) {
        return Json.write(
                Json.object()
                        .put("end", true)
                        .put("objects", trailer.objects())
                        .put("sha256", trailer.digest()));
    }

    /// A key's line has its value last; a quote within a key is escaped, so the first place that
    /// looks like the value's name is it.
    static StoreEntry entry(byte[] line, ObjectNode whole) {
        JsonNode encoded = whole.path("base64");
        byte[] value =
                encoded.isTextual()
                        ? Base64.getDecoder().decode(encoded.asText())
                        : Arrays.copyOfRange(line, valueAt(line) + VALUE.length, line.length - 1);
        return new StoreEntry(whole.path("key").asText(), value, whole.path("revision").asLong());
    }

    /// Of a key's line without its value, which is not looked into; empty if it is no JSON object.
    static Optional<ObjectNode> parse(byte[] line) {
        int at = startsWithKey(line) ? valueAt(line) : -1;
        byte[] json = line;
        if (at >= 0) {
            json = Arrays.copyOf(line, at + 1);
            json[at] = line[line.length - 1];
        }
        try {
            return Json.mapper().readTree(json) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean startsWithKey(byte[] line) {
        return Arrays.equals(line, 0, Math.min(line.length, KEY.length), KEY, 0, KEY.length);
    }

    private static int valueAt(byte[] line) {
        for (int at = 0; at <= line.length - VALUE.length; at++) {
            if (Arrays.equals(line, at, at + VALUE.length, VALUE, 0, VALUE.length)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isOneLineObject(byte[] value) {
        if (value.length < 2 || value[0] != '{' || value[value.length - 1] != '}') {
            return false;
        }
        for (byte b : value) {
            if (b >= 0 && b < FIRST_PRINTABLE) {
                return false;
            }
        }
        return true;
    }
}
