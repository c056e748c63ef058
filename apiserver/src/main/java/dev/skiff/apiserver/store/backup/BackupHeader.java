package dev.skiff.apiserver.store.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// What a backup says of itself, in its first line.
///
/// @param madeBy the version of Skiff
/// @param store which kind of store it was in, for people to read
/// @param revision that the objects are of
/// @param cluster what was settled when the cluster was made
public record BackupHeader(
        String madeBy,
        Instant time,
        String store,
        long revision,
        long objects,
        ObjectNode cluster) {
    /// Grows when older versions can no longer read what is written.
    static final int FORMAT = 1;

    private static final String MARK = "skiffBackup";

    ObjectNode toJson() {
        ObjectNode json =
                Json.object()
                        .put(MARK, FORMAT)
                        .put("madeBy", madeBy)
                        .put("time", time.toString())
                        .put("store", store)
                        .put("revision", revision)
                        .put("objects", objects);
        json.set("cluster", cluster);
        return json;
    }

    /// @throws BackupException if it is none, or of a format to come
    static BackupHeader ofJson(ObjectNode json, String file) {
        int format = json.path(MARK).asInt();
        String madeBy = json.path("madeBy").asText();
        if (format > FORMAT) {
            throw new BackupException(
                    "%s has format %d, written by Skiff %s; this version reads formats up to %d: use that one, or a newer one"
                            .formatted(file, format, madeBy, FORMAT));
        }
        JsonNode cluster = json.path("cluster");
        if (format < 1 || !(cluster instanceof ObjectNode facts)) {
            throw new BackupException(file + " is not a backup of Skiff");
        }
        return new BackupHeader(
                madeBy,
                time(json.path("time").asText(), file),
                json.path("store").asText(),
                json.path("revision").asLong(),
                json.path("objects").asLong(),
                facts);
    }

    private static Instant time(String text, String file) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BackupException(
                    "%s is damaged: its first line names the time \"%s\"".formatted(file, text), e);
        }
    }
}
